using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>What part of an expression is computed, for the error that ends it. No row's values are in it.</summary>
internal sealed class Fault(ExpressionText source, int start, int end, CellKind result)
{
    /// <summary>The error that a step's arithmetic has ended with.</summary>
    public FurrowException Of(ArithmeticException cause)
    {
        string what = $"'{source.Excerpt(start, end)}'";
        return cause switch
        {
            DivideByZeroException => source.Problem(
                start,
                $"{what} divides by zero.",
                "Ask before: n == 0 ? … : … computes the other side only where it is wanted."),
            OverflowException => source.Problem(
                start, $"{what} is out of the range of {KindText.Of(result)}.", "Compute with smaller numbers."),
            _ => source.Problem(start, $"{what}: {cause.Message}."),
        };
    }
}
