using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>A step from one value to another. Part of its kernel's type: no call is left in the loop.</summary>
internal interface IUnary<TOperand, TResult>
    where TOperand : unmanaged
    where TResult : unmanaged
{
    static abstract TResult Apply(TOperand operand);
}

/// <summary>A step from two values to one.</summary>
internal interface IBinary<TLeft, TRight, TResult>
    where TLeft : unmanaged
    where TRight : unmanaged
    where TResult : unmanaged
{
    /// <summary>Whether NULL on either side makes it NULL; if not, <see cref="OfNull"/> says what it is.</summary>
    static virtual bool IsLifted => true;

    static abstract TResult Apply(TLeft left, TRight right);

    static virtual TResult OfNull(bool isLeftNull, bool isRightNull) => default;
}

/// <summary>Applies a step to every row; NULL stays NULL.</summary>
internal sealed class UnaryKernel<TStep, TOperand, TResult>(CellType type, Kernel operand, Fault fault) : Kernel(type)
    where TStep : struct, IUnary<TOperand, TResult>
    where TOperand : unmanaged
    where TResult : unmanaged
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = operand.Evaluate(frame);
        ReadOnlySpan<TOperand> values = column.Values<TOperand>();
        Span<TResult> results = ((FixedVector<TResult>)target).Values;
        try
        {
            if (column.IsConstant || column.Vector.HasNulls)
            {
                for (int row = 0; row < results.Length; row++)
                {
                    if (column.IsNull(row))
                    {
                        target.SetNull(row);
                    }
                    else
                    {
                        results[row] = TStep.Apply(values[row & column.Mask]);
                    }
                }
            }
            else
            {
                values = values[..results.Length];
                for (int row = 0; row < results.Length; row++)
                {
                    results[row] = TStep.Apply(values[row]);
                }
            }
        }
        catch (ArithmeticException cause)
        {
            throw fault.Of(cause);
        }

        column.Release(frame);
    }
}

/// <summary>Applies a step to every row of two columns; a constant is not made a vector for it.</summary>
internal sealed class BinaryKernel<TStep, TLeft, TRight, TResult>(
    CellType type, Kernel left, Kernel right, Fault fault) : Kernel(type)
    where TStep : struct, IBinary<TLeft, TRight, TResult>
    where TLeft : unmanaged
    where TRight : unmanaged
    where TResult : unmanaged
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column lefts = left.Evaluate(frame);
        Column rights = right.Evaluate(frame);
        try
        {
            if (lefts.Vector.HasNulls || rights.Vector.HasNulls || (lefts.IsConstant && rights.IsConstant))
            {
                ApplyWithNulls(lefts, rights, (FixedVector<TResult>)target);
            }
            else
            {
                ApplyAll(lefts, rights, ((FixedVector<TResult>)target).Values);
            }
        }
        catch (ArithmeticException cause)
        {
            throw fault.Of(cause);
        }

        lefts.Release(frame);
        rights.Release(frame);
    }

    private static void ApplyAll(Column lefts, Column rights, Span<TResult> results)
    {
        ReadOnlySpan<TLeft> left = lefts.Values<TLeft>();
        ReadOnlySpan<TRight> right = rights.Values<TRight>();
        if (rights.IsConstant)
        {
            TRight constant = right[0];
            left = left[..results.Length];
            for (int row = 0; row < results.Length; row++)
            {
                results[row] = TStep.Apply(left[row], constant);
            }
        }
        else if (lefts.IsConstant)
        {
            TLeft constant = left[0];
            right = right[..results.Length];
            for (int row = 0; row < results.Length; row++)
            {
                results[row] = TStep.Apply(constant, right[row]);
            }
        }
        else
        {
            left = left[..results.Length];
            right = right[..results.Length];
            for (int row = 0; row < results.Length; row++)
            {
                results[row] = TStep.Apply(left[row], right[row]);
            }
        }
    }

    private static void ApplyWithNulls(Column lefts, Column rights, FixedVector<TResult> target)
    {
        ReadOnlySpan<TLeft> left = lefts.Values<TLeft>();
        ReadOnlySpan<TRight> right = rights.Values<TRight>();
        Span<TResult> results = target.Values;
        for (int row = 0; row < results.Length; row++)
        {
            (bool isLeftNull, bool isRightNull) = (lefts.IsNull(row), rights.IsNull(row));
            if (!isLeftNull && !isRightNull)
            {
                results[row] = TStep.Apply(left[row & lefts.Mask], right[row & rights.Mask]);
            }
            else if (TStep.IsLifted)
            {
                target.SetNull(row);
            }
            else
            {
                results[row] = TStep.OfNull(isLeftNull, isRightNull);
            }
        }
    }
}
