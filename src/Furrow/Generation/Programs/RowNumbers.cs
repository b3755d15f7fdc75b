using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>The rows' numbers as cells, or which child of its parent each is.</summary>
public sealed class RowNumbers(bool isOrdinal) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = isOrdinal ? batch.Ordinals[row] : batch.Numbers[row];
        }
    }
}
