using Furrow.Data.Cells;

namespace Furrow.Generation.Trees;

/// <summary>How far below its root a row is, from 0.</summary>
public sealed class TreeLevel(TreeShape shape, bool isWithinParent) : CellGenerator
{
    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = shape.LevelOf(isWithinParent ? batch.Ordinals[row] : batch.Numbers[row]);
        }
    }
}
