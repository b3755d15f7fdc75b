using Furrow.Data.Cells;

namespace Furrow.Generation.Trees;

/// <summary>
/// The number of the row above in a tree over a table's own rows, or over those of one parent. A root has none, or is
/// its own.
/// </summary>
/// <param name="shape">The trees.</param>
/// <param name="isWithinParent">Whether trees do not reach from one parent's rows to another's.</param>
/// <param name="isRootItself">Whether a root is its own parent, where NULL may not be.</param>
public sealed class TreeParent(TreeShape shape, bool isWithinParent, bool isRootItself) : CellGenerator
{
    /// <summary>The trees.</summary>
    public TreeShape Shape => shape;

    /// <summary>Whether trees do not reach from one parent's rows to another's.</summary>
    public bool IsWithinParent => isWithinParent;

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer, IsNullable: !isRootItself);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        for (int row = 0; row < values.Length; row++)
        {
            long number = batch.Numbers[row];
            long first = isWithinParent ? number - batch.Ordinals[row] : 0;
            long parent = shape.ParentOf(number - first, batch.Addresses[row]);
            if (parent >= 0 || isRootItself)
            {
                values[row] = parent >= 0 ? first + parent : number;
            }
            else
            {
                target.SetNull(row);
            }
        }
    }
}
