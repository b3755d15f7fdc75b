using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>Makes the kernel of a step out of those of its operands.</summary>
internal delegate Kernel StepKernel(CellType type, Kernel[] operands, Fault fault);

/// <summary>One meaning of an operator or a function: for operands of these kinds.</summary>
/// <param name="Name">The operator's symbol or the function's name; empty for comparisons.</param>
/// <param name="Operands">The kinds that it takes.</param>
/// <param name="Result">The kind that it yields.</param>
/// <param name="Create">Makes its kernel.</param>
internal sealed record Step(string Name, ImmutableArray<CellKind> Operands, CellKind Result, StepKernel Create)
{
    /// <summary>Whether it yields a value for NULL too; otherwise NULL for any.</summary>
    public bool IsNeverNull { get; init; }

    public static Step Unary<TStep, TOperand, TResult>(string name, CellKind operand, CellKind result)
        where TStep : struct, IUnary<TOperand, TResult>
        where TOperand : unmanaged
        where TResult : unmanaged =>
        new(name, [operand], result, (type, operands, fault) =>
            new UnaryKernel<TStep, TOperand, TResult>(type, operands[0], fault));

    public static Step Binary<TStep, TLeft, TRight, TResult>(
        string name, CellKind left, CellKind right, CellKind result)
        where TStep : struct, IBinary<TLeft, TRight, TResult>
        where TLeft : unmanaged
        where TRight : unmanaged
        where TResult : unmanaged =>
        new(name, [left, right], result, (type, operands, fault) =>
            new BinaryKernel<TStep, TLeft, TRight, TResult>(type, operands[0], operands[1], fault))
        {
            IsNeverNull = !TStep.IsLifted,
        };

    public static Step Reader<TFunction, TResult>(
        string name, CellKind result, params ImmutableArray<CellKind> operands)
        where TFunction : struct, ITextReader<TResult>
        where TResult : unmanaged =>
        new(name, operands, result, (type, arguments, fault) =>
            new TextReaderKernel<TFunction, TResult>(type, arguments, fault));

    public static Step Writer<TFunction>(string name, params ImmutableArray<CellKind> operands)
        where TFunction : struct, ITextWriter =>
        new(name, operands, CellKind.Text, (type, arguments, fault) =>
            new TextWriterKernel<TFunction>(type, arguments, fault));
}
