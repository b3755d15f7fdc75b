using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>The cells of another slot of the same row, for generators that are made of generators.</summary>
/// <param name="slot">The slot.</param>
/// <param name="type">What it holds.</param>
public sealed class SlotCells(int slot, CellType type) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type => type;

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads { get; } = [slot];

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        FixedVector<int> rows = (FixedVector<int>)batch.Rent(new CellType(CellKind.Date));
        for (int row = 0; row < batch.Count; row++)
        {
            rows.Values[row] = row;
        }

        target.Gather(batch.Cells(slot), rows.Values);
        batch.Return(rows);
    }
}
