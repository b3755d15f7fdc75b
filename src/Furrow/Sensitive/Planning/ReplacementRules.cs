using System.Globalization;
using Furrow.Data;
using Furrow.Schema;
using Furrow.Sensitive.Replacement;

namespace Furrow.Sensitive.Planning;

/// <summary>
/// Judges a generator for a column and all that foreign keys join it with, which have to take the same values.
/// </summary>
internal sealed class ReplacementRules(ColumnMap map, IReadOnlyDictionary<ObjectName, long> rowCounts)
{
    // A thousandth: rarer than what else goes wrong, and it is noticed when it happens.
    private const double ChanceMax = 0.001;
    private const long RowsUnknown = 1_000_000;

    /// <summary>The replacement of a column, or what is wrong with it.</summary>
    public (ColumnReplacement? Replacement, string? Problem) Judge(
        ColumnId id, IReadOnlyCollection<ColumnId> group, Generator generator)
    {
        Column column = map.Column(id);
        ColumnType element = KeyUse.Element(column.Type);
        int? lengthMax = LengthOf(group);
        if (WishRules.Computed(column) is { } computed)
        {
            return (null, computed);
        }

        if (!generator.Fits(element))
        {
            return (null, $"`{generator.Name}` makes {generator.FitsWhat}, "
                + $"and the column is {TypeText.Of(column.Type)}");
        }

        if (lengthMax < generator.LengthMin)
        {
            return (null, $"`{generator.Name}` needs {Show(generator.LengthMin)} characters, and there is room for "
                + $"{Show(lengthMax.Value)}{(group.Count > 1 ? " in one of the columns that foreign keys join" : "")}");
        }

        Target target = new(element, lengthMax);
        if (OtherType(id, group, generator) is { } other)
        {
            return (null, $"`{generator.Name}` gives other values in {other}, "
                + "whose type differs and which a foreign key joins");
        }

        bool isUnique = group.Any(IsUnique);
        if (isUnique && TooFew(id, group, generator, target) is { } tooFew)
        {
            return (null, tooFew);
        }

        bool ignoresCase = group.Any(member => KeyUse.IgnoresCase(map.Column(member)));
        return (new ColumnReplacement(generator, target, column.Type, ignoresCase, IsUnique(id)), null);
    }

    private bool IsUnique(ColumnId id)
    {
        Table table = map.Table(id);
        return KeyUse.KeyWith(table, id.Column) is not null || KeyUse.ExclusionWith(table, id.Column) is not null;
    }

    // The birthday bound: of n values drawn from N, two are the same with a chance of about n²/2N.
    private string? TooFew(ColumnId id, IReadOnlyCollection<ColumnId> group, Generator generator, Target target)
    {
        double bits = generator.Bits(target);
        double rows = group.Where(IsUnique).Max(member => RowsOf(member.Table));
        double chance = double.IsInfinity(bits) ? 0 : rows * rows / Math.Pow(2, bits + 1);
        if (chance <= ChanceMax)
        {
            return null;
        }

        double most = Math.Floor(Math.Sqrt(2 * ChanceMax * Math.Pow(2, bits)));
        ColumnId unique = group.First(IsUnique);
        string what = unique == id ? "it is" : $"{unique}, which a foreign key joins with it, is";
        return $"{what} part of a key, and `{generator.Name}` makes about {Show(Math.Round(Math.Pow(2, bits)))} "
            + $"different values here: enough for {Show(most)} rows, not for {Show(rows)}";
    }

    private long RowsOf(ObjectName table) =>
        rowCounts.TryGetValue(table, out long rows) ? rows
        : map.Tables.First(t => t.Name == table).EstimatedRowCount ?? RowsUnknown;

    private int? LengthOf(IReadOnlyCollection<ColumnId> group) => group
        .Select(map.Column)
        .Select(column => KeyUse.Element(column.Type).LengthMax)
        .Min();

    // A number's bound and an address's form hang on the type.
    private string? OtherType(ColumnId id, IReadOnlyCollection<ColumnId> group, Generator generator)
    {
        ColumnType type = KeyUse.Element(map.Column(id).Type);
        foreach (ColumnId member in group)
        {
            ColumnType other = KeyUse.Element(map.Column(member).Type);
            bool isText = type.Kind is TypeKind.Text or TypeKind.Character
                && other.Kind is TypeKind.Text or TypeKind.Character;
            if (generator.Fits(other) && other.Kind != type.Kind && !isText)
            {
                return member.ToString();
            }
        }

        return null;
    }

    private static string Show(double number) => number >= 1e15
        ? number.ToString("0.#e0", CultureInfo.InvariantCulture)
        : number.ToString("N0", CultureInfo.InvariantCulture);
}
