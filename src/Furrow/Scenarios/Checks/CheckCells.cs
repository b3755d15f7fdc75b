using Furrow.Data.Cells;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Checks;

/// <summary>The planned cells of a column that a check reads, one batch after another.</summary>
/// <param name="column">The column.</param>
/// <param name="planned">Its slot; null where the column is not written and is NULL in every row.</param>
internal sealed class CheckCells(Column column, PlannedColumn? planned)
{
    /// <summary>The column.</summary>
    public Column Column => column;

    /// <summary>What is written; null where the column is NULL in every row.</summary>
    public PlannedColumn? Planned => planned;

    /// <summary>What its cells are.</summary>
    public CellKind Kind => planned?.Cells.Kind ?? ColumnCells.Of(column).Kind;

    /// <summary>The cells of the batch; null where all of them are NULL.</summary>
    public CellVector? Cells { get; set; }

    /// <summary>Whether a row is NULL.</summary>
    public bool IsNull(int row) => Cells is null || Cells.IsNull(row);
}
