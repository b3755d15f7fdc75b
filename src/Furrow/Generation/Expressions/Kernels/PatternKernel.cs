using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>Tests a value that is computed once, however often its pattern looks at it.</summary>
internal sealed class PatternKernel(CellType type, Kernel operand, Func<Kernel, Kernel> test) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = operand.Evaluate(frame);
        HeldKernel held = new(operand.Type, column);
        test(held).Fill(frame, target);
        column.Release(frame);
    }
}

/// <summary>Values that are there already.</summary>
internal sealed class HeldKernel(CellType type, Column column) : Kernel(type)
{
    public override Column Evaluate(Frame frame) =>
        column.IsConstant ? column : Column.Borrowed(column.Vector);
}
