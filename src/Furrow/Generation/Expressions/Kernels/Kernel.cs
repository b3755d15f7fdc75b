using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>
/// Computes one step of an expression for many rows at once. Immutable; what memory it needs it rents from the batch.
/// One of the two methods is overridden to do the work: the other follows from it.
/// </summary>
internal abstract class Kernel(CellType type)
{
    public CellType Type { get; } = type;

    /// <summary>Whether it is the same whatever the rows, and known.</summary>
    public virtual bool IsConstant => false;

    /// <summary>The values, wherever they lie; to be released.</summary>
    public virtual Column Evaluate(Frame frame)
    {
        CellVector target = frame.Rent(Type);
        Fill(frame, target);
        return Column.Owned(target);
    }

    /// <summary>Writes the values into a vector that is reset to the frame's rows.</summary>
    public virtual void Fill(Frame frame, CellVector target)
    {
        Column column = Evaluate(frame);
        RowCopy.Fill(target, column);
        column.Release(frame);
    }
}
