using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Keys;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Values;

/// <summary>A value to bind.</summary>
/// <param name="Table">The table whose rows it is for.</param>
/// <param name="Name">What it is called there: the column, or what the value is for.</param>
/// <param name="Expected">What it has to be; null for whatever it is.</param>
/// <param name="Column">The column it fills; null for a value that only others read.</param>
internal sealed record ValueRequest(TableBinder Table, string Name, CellType? Expected, Column? Column)
{
    /// <summary>What names mean in its expressions; the table's own names by default.</summary>
    public IExpressionScope Scope { get; init; } = Table;

    /// <summary>Whether it is an item of a list, which is no row and has no slots.</summary>
    public bool IsItem { get; init; }

    /// <summary>The type that an item has; null where nobody says.</summary>
    public ColumnType? ItemType { get; init; }

    /// <summary>The key of its draws, by default the table's folded with the name.</summary>
    public CellKey Key { get; init; } = Table.Key.Fold(Name);
}
