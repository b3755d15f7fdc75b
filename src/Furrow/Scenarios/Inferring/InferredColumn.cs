using System.Collections.Immutable;
using System.Globalization;
using Furrow.Data.Cells;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Inferring;

/// <summary>A column that nobody gives a value, and what is known of it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column.</param>
/// <param name="Words">The words of its name in lower case; none where it has none.</param>
/// <param name="IsUnique">Whether it has to tell rows from each other.</param>
/// <param name="Readable">Names of the row's values that expressions can read.</param>
internal sealed record InferredColumn(
    Table Table, Column Column, ImmutableArray<string> Words, bool IsUnique, ImmutableArray<string> Readable)
{
    private readonly List<(string Name, Value Value)> _values = [];

    /// <summary>What cells it takes.</summary>
    public CellKind Kind => ColumnCells.Of(Column).Kind;

    /// <summary>The most characters it takes; null for any number.</summary>
    public int? LengthMax => Column.Type.LengthMax;

    /// <summary>Whether it holds text that may be anything; JSON, labels and the like may not.</summary>
    public bool IsText => Column.Type.Kind is TypeKind.Text or TypeKind.Character;

    /// <summary>Values of the row that its own reads, by name.</summary>
    public IReadOnlyList<(string Name, Value Value)> Values => _values;

    /// <summary>The last words of its name, from all of them to one: <c>billing_email</c>, <c>email</c>.</summary>
    public IEnumerable<string> Endings =>
        Enumerable.Range(0, Words.Length).Select(start => string.Join('_', Words.Skip(start)));

    /// <summary>A value of the row that only this column reads; returns its name.</summary>
    public string Let(Value value)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"inferred_{Column.Position}_{_values.Count + 1}");
        _values.Add((name, value));
        return name;
    }

    /// <summary>The name of a value of the row that a person's name stands in, or of a new one.</summary>
    public string NameOr(string name, string category) =>
        Readable.Contains(name, StringComparer.Ordinal) ? name : Let(Value.Vocabulary(category));

    /// <summary>Text no longer than the column, and another in every row where that has to be.</summary>
    public Value Fit(Value text, string separator = " ") =>
        IsUnique ? Numbered($"{Let(text)} + \"{separator}\"")
        : LengthMax is { } most
            ? Value.Expression(string.Create(CultureInfo.InvariantCulture, $"${{left({Let(text)}, {most})}}"))
            : text;

    /// <summary>Text that another row's number makes another, no longer than the column.</summary>
    /// <param name="text">An expression of what stands before the number.</param>
    /// <param name="end">What stands behind it.</param>
    public Value Numbered(string text, string end = "")
    {
        const int digitsMax = 8;
        int room = (LengthMax ?? int.MaxValue) - digitsMax - end.Length;
        return Value.Expression(
            LengthMax is null ? $"${{{text}}}${{row + 1}}{end}"
            : room <= 0 ? $"${{text(row + 1)}}{end}"
            : string.Create(CultureInfo.InvariantCulture, $"${{left({text}, {room})}}${{row + 1}}{end}"));
    }
}
