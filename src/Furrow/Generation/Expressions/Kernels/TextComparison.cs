using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>Compares text and bytes by their bytes: of UTF-8 that is the order of code points.</summary>
internal sealed class TextComparisonKernel(CellType type, BinaryOperator comparison, Kernel left, Kernel right)
    : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column lefts = left.Evaluate(frame);
        Column rights = right.Evaluate(frame);
        Span<bool> results = ((FixedVector<bool>)target).Values;
        if (lefts.Vector.HasNulls || rights.Vector.HasNulls)
        {
            CompareWithNulls(lefts, rights, results);
        }
        else if (comparison is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            bool isEqual = comparison == BinaryOperator.Equal;
            for (int row = 0; row < results.Length; row++)
            {
                results[row] = lefts.Text(row).SequenceEqual(rights.Text(row)) == isEqual;
            }
        }
        else
        {
            for (int row = 0; row < results.Length; row++)
            {
                results[row] = Holds(lefts.Text(row).SequenceCompareTo(rights.Text(row)));
            }
        }

        lefts.Release(frame);
        rights.Release(frame);
    }

    private void CompareWithNulls(Column lefts, Column rights, Span<bool> results)
    {
        for (int row = 0; row < results.Length; row++)
        {
            (bool isLeftNull, bool isRightNull) = (lefts.IsNull(row), rights.IsNull(row));
            results[row] = comparison switch
            {
                _ when !isLeftNull && !isRightNull => Holds(lefts.Text(row).SequenceCompareTo(rights.Text(row))),
                BinaryOperator.Equal => isLeftNull && isRightNull,
                BinaryOperator.NotEqual => !isLeftNull || !isRightNull,
                _ => false,
            };
        }
    }

    private bool Holds(int order) => comparison switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };
}
