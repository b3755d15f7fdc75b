using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Decides by which columns a table's rows are found again.</summary>
internal static class KeyFinder
{
    /// <summary>
    /// The primary key if every row has it, otherwise the one unique key that every row has; null with the problem
    /// where that leaves none or several.
    /// </summary>
    public static ImmutableArray<Column>? Find(Table table, IReadOnlyList<PlannedRow> rows, out string? problem)
    {
        problem = null;
        if (table.PrimaryKey is { } primary && Resolve(table, primary) is { } columns && HaveAll(rows, columns))
        {
            return columns;
        }

        List<UniqueKey> identifying = [.. table.UniqueKeys.Where(key => key.IdentifiesRows)];
        List<ImmutableArray<Column>> had =
        [
            .. identifying.Select(key => Resolve(table, key)).OfType<ImmutableArray<Column>>()
                .Where(key => HaveAll(rows, key)).DistinctBy(key => string.Join('\n', key.Select(c => c.Name).Order())),
        ];
        if (had.Count == 1)
        {
            return had[0];
        }

        IEnumerable<string> keys = identifying.Select(key => $"{key.Name} ({string.Join(", ", key.Columns)})");
        if (table.PrimaryKey is { } named)
        {
            keys = keys.Prepend($"the primary key ({string.Join(", ", named.Columns)})");
        }

        string known = string.Join(", ", keys);
        problem = had.Count > 1 ? $"rows could be identified by more than one unique key: {known}"
            : known.Length == 0 ? "the table has neither primary key nor unique key to identify rows by"
            : $"no key is given by every row; the table has {known}";
        return null;
    }

    private static ImmutableArray<Column>? Resolve(Table table, UniqueKey key)
    {
        List<Column> columns = [.. key.Columns.Select(table.Find).OfType<Column>()];
        return columns.Count > 0 && columns.Count == key.Columns.Length ? [.. columns] : null;
    }

    private static bool HaveAll(IReadOnlyList<PlannedRow> rows, ImmutableArray<Column> key) =>
        rows.All(row => key.All(column => row.Shape.IndexOf(column) is >= 0 and int index && row.HasValue(index)));
}
