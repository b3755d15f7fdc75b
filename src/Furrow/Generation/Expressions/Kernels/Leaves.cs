using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>One value for all rows.</summary>
internal sealed class ConstantKernel(CellType type, CellVector value) : Kernel(type)
{
    public override bool IsConstant => true;

    public Scalar Value => Scalar.Of(value);

    public override Column Evaluate(Frame frame) => Column.Constant(value);
}

/// <summary>The cells of a slot.</summary>
internal sealed class CellKernel(CellType type, int slot) : Kernel(type)
{
    public override Column Evaluate(Frame frame)
    {
        CellVector cells = frame.Batch.Cells(slot);
        if (frame.HasAllRows)
        {
            return Column.Borrowed(cells);
        }

        CellVector some = frame.Rent(Type);
        some.Gather(cells, frame.Rows);
        return Column.Owned(some);
    }
}

/// <summary>Who the rows are.</summary>
internal sealed class RowKernel(CellType type, RowPart part) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<int> rows = frame.Rows;
        for (int i = 0; i < values.Length; i++)
        {
            int row = frame.HasAllRows ? i : rows[i];
            values[i] = part == RowPart.Number ? frame.Batch.Numbers[row] : frame.Batch.Ordinals[row];
        }
    }
}
