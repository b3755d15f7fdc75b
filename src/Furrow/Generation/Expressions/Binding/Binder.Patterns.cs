using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Kernels;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Binding;

/// <content>What stands behind <c>is</c>.</content>
internal sealed partial class Binder
{
    private PatternNode? BindIs(IsSyntax test)
    {
        if (Bind(test.Operand) is not { } operand)
        {
            return null;
        }

        BoundNode typed = Typed(operand);
        CellKind kind = CommonKind(typed.Type.Kind, test.Pattern);
        if (Overloads.CanConvert(typed, kind))
        {
            typed = Overloads.Convert(typed, kind);
        }

        return BindPattern(test.Pattern, typed) is { } pattern
            ? new PatternNode(Truth, typed, pattern, test.Start, test.End)
            : null;
    }

    // An integer is compared with 1.5 as a decimal: so everything in the pattern has a say in it.
    private static CellKind CommonKind(CellKind kind, PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax { Value: var value } => CommonKind(kind, value),
        RelationalPatternSyntax { Value: var value } => CommonKind(kind, value),
        NotPatternSyntax not => CommonKind(kind, not.Pattern),
        JoinedPatternSyntax joined => CommonKind(CommonKind(kind, joined.Left), joined.Right),
        _ => kind,
    };

    private static CellKind CommonKind(CellKind kind, ExpressionSyntax value)
    {
        object? literal = value is UnarySyntax { Operand: LiteralSyntax { Value: var signed } } ? signed
            : (value as LiteralSyntax)?.Value;
        return literal switch
        {
            decimal => Conversions.InCommon(kind, CellKind.Decimal) ?? kind,
            double => Conversions.InCommon(kind, CellKind.Float) ?? kind,
            _ => kind,
        };
    }

    private BoundPattern? BindPattern(PatternSyntax pattern, BoundNode operand)
    {
        switch (pattern)
        {
            case ConstantPatternSyntax constant:
                return BindComparison(BinaryOperator.Equal, constant.Value, operand);
            case RelationalPatternSyntax order:
                return BindComparison(order.Operator, order.Value, operand);
            case NotPatternSyntax not:
                return BindPattern(not.Pattern, operand) is { } inner ? new NotPattern(inner) : null;
            case JoinedPatternSyntax joined:
                BoundPattern? left = BindPattern(joined.Left, operand);
                BoundPattern? right = BindPattern(joined.Right, operand);
                return left is null || right is null ? null : new JoinedPattern(joined.IsOr, left, right);
            default:
                throw new InvalidOperationException($"{pattern.GetType().Name} cannot be bound");
        }
    }

    private BoundPattern? BindComparison(BinaryOperator binary, ExpressionSyntax syntax, BoundNode operand)
    {
        if (Bind(syntax) is not { } value)
        {
            return null;
        }

        if (IsNull(value) && binary == BinaryOperator.Equal)
        {
            return new NullPattern();
        }

        ConstantNode? constant = KernelCompiler.ConstantOf(source, value);
        if (constant?.Value is null)
        {
            Fail(
                syntax,
                "A pattern compares with constants alone.",
                $"Write {source.Excerpt(operand.Start, operand.End)} {binary.Symbol()} "
                + $"{source.Excerpt(syntax.Start, syntax.End)} instead.");
            return null;
        }

        Step? step = Overloads.CanConvert(constant, operand.Type.Kind)
            ? Overloads.Find(OperatorTable.Of(binary), [operand, Overloads.Convert(constant, operand.Type.Kind)])
            : null;
        if (step is null)
        {
            Fail(
                syntax,
                $"{KindText.Of(operand.Type.Kind)} is not compared with {KindText.Of(constant.Type.Kind)} by "
                + $"{binary.Symbol()}.",
                Remedy(operand.Type.Kind, constant.Type.Kind));
            return null;
        }

        BoundNode converted = Overloads.Convert(constant, operand.Type.Kind);
        return new ComparisonPattern(binary, step, KernelCompiler.ConstantOf(source, converted)!);
    }
}
