using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>Cells that whoever uses the batch writes before anything reads them.</summary>
public sealed class GivenCells(CellType type) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type => type;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target) =>
        throw new InvalidOperationException("these cells are given, not computed");
}
