using System.Collections.Immutable;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>An expression as it is written, before names and types mean anything. All cases are here.</summary>
/// <param name="Start">Where it begins in its text, in UTF-16 units from 0.</param>
/// <param name="End">Where it ends, exclusively.</param>
public abstract record ExpressionSyntax(int Start, int End)
{
    /// <summary>The most levels that an expression may have: everything that walks over it recurses.</summary>
    public const int DepthMax = 200;

    /// <summary>How many levels this has, itself included.</summary>
    public int Depth { get; } = 1;

    /// <summary>Of one with operands.</summary>
    private protected ExpressionSyntax(int start, int end, params ReadOnlySpan<int> depths)
        : this(start, end)
    {
        foreach (int depth in depths)
        {
            Depth = Math.Max(Depth, depth + 1);
        }
    }
}

/// <summary>
/// A literal: null, <see cref="bool"/>, <see cref="long"/>, <see cref="decimal"/>, <see cref="double"/> or
/// <see cref="string"/>; the one <see cref="ulong"/> there can be is 2⁶³, which only a minus makes usable.
/// </summary>
public sealed record LiteralSyntax(object? Value, int Start, int End) : ExpressionSyntax(Start, End);

/// <summary>A name, or names with points between them.</summary>
public sealed record NameSyntax(string Path, int Start, int End) : ExpressionSyntax(Start, End);

/// <summary>A sign or a negation.</summary>
public sealed record UnarySyntax(UnaryOperator Operator, ExpressionSyntax Operand, int Start)
    : ExpressionSyntax(Start, Operand.End, Operand.Depth);

/// <summary>An operator between two operands.</summary>
public sealed record BinarySyntax(
    BinaryOperator Operator, ExpressionSyntax Left, ExpressionSyntax Right, int OperatorStart)
    : ExpressionSyntax(Left.Start, Right.End, Left.Depth, Right.Depth);

/// <summary><c>condition ? then : otherwise</c>.</summary>
public sealed record ConditionalSyntax(ExpressionSyntax Condition, ExpressionSyntax Then, ExpressionSyntax Otherwise)
    : ExpressionSyntax(Condition.Start, Otherwise.End, Condition.Depth, Then.Depth, Otherwise.Depth);

/// <summary>A function's name and what it is given.</summary>
public sealed record CallSyntax(string Name, ImmutableArray<ExpressionSyntax> Arguments, int Start, int End)
    : ExpressionSyntax(Start, End, [.. Arguments.Select(argument => argument.Depth)]);

/// <summary><c>operand is pattern</c>.</summary>
public sealed record IsSyntax(ExpressionSyntax Operand, PatternSyntax Pattern)
    : ExpressionSyntax(Operand.Start, Pattern.End, Operand.Depth, Pattern.Depth);

/// <summary>Text with expressions in it: a scalar that is not one expression alone.</summary>
public sealed record TemplateSyntax(ImmutableArray<ExpressionSyntax> Parts, int Start, int End)
    : ExpressionSyntax(Start, End, [.. Parts.Select(part => part.Depth)]);

/// <summary>What <c>is</c> compares with.</summary>
public abstract record PatternSyntax(int Start, int End, int Depth);

/// <summary>A constant.</summary>
public sealed record ConstantPatternSyntax(ExpressionSyntax Value)
    : PatternSyntax(Value.Start, Value.End, Value.Depth + 1);

/// <summary>An operator of order and a constant.</summary>
public sealed record RelationalPatternSyntax(BinaryOperator Operator, ExpressionSyntax Value, int Start)
    : PatternSyntax(Start, Value.End, Value.Depth + 1);

/// <summary><c>not pattern</c>.</summary>
public sealed record NotPatternSyntax(PatternSyntax Pattern, int Start)
    : PatternSyntax(Start, Pattern.End, Pattern.Depth + 1);

/// <summary><c>left or right</c>, <c>left and right</c>.</summary>
public sealed record JoinedPatternSyntax(bool IsOr, PatternSyntax Left, PatternSyntax Right)
    : PatternSyntax(Left.Start, Right.End, Math.Max(Left.Depth, Right.Depth) + 1);
