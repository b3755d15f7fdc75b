using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Binding;

/// <summary>A piece of an expression whose names and types are known. All cases are in this file.</summary>
/// <param name="Type">What its values are.</param>
/// <param name="Start">Where it begins in its text.</param>
/// <param name="End">Where it ends, exclusively.</param>
internal abstract record BoundNode(CellType Type, int Start, int End)
{
    /// <summary>What it is computed from.</summary>
    public virtual ImmutableArray<BoundNode> Operands => [];

    /// <summary>This and everything that it is computed from.</summary>
    public IEnumerable<BoundNode> All => Operands.SelectMany(operand => operand.All).Prepend(this);
}

internal sealed record ConstantNode(CellType Type, object? Value, int Start, int End) : BoundNode(Type, Start, End)
{
    /// <summary>Whether it is a NULL that has taken on no kind yet.</summary>
    public bool IsUntyped { get; init; }
}

internal sealed record CellNode(CellType Type, int Slot, int Start, int End) : BoundNode(Type, Start, End);

internal sealed record RowNode(CellType Type, RowPart Part, int Start, int End) : BoundNode(Type, Start, End);

internal sealed record ArgumentNode(CellType Type, ArgumentSymbol Symbol, int Start, int End)
    : BoundNode(Type, Start, End);

/// <summary>An operator, a function or a conversion, in one of its meanings.</summary>
internal sealed record StepNode(
    CellType Type, Step Step, ImmutableArray<BoundNode> Arguments, int Start, int End) : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => Arguments;
}

internal sealed record ConcatenationNode(CellType Type, ImmutableArray<BoundNode> Parts, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => Parts;
}

internal sealed record ConditionalNode(
    CellType Type, BoundNode Condition, BoundNode Then, BoundNode Otherwise, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => [Condition, Then, Otherwise];
}

internal sealed record CoalesceNode(CellType Type, BoundNode Left, BoundNode Right, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => [Left, Right];
}

internal sealed record LogicalNode(CellType Type, bool IsOr, BoundNode Left, BoundNode Right, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => [Left, Right];
}

internal sealed record NullTestNode(CellType Type, BoundNode Operand, bool IsNegated, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => [Operand];
}

internal sealed record PatternNode(CellType Type, BoundNode Operand, BoundPattern Pattern, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => [Operand];
}

/// <summary>A draw; its number among the expression's draws, from 0, makes it another than the others.</summary>
internal sealed record DrawNode(
    CellType Type, DrawKind Draw, int Ordinal, ImmutableArray<BoundNode> Arguments, int Start, int End)
    : BoundNode(Type, Start, End)
{
    public override ImmutableArray<BoundNode> Operands => Arguments;
}

internal enum DrawKind
{
    Chance,
    Choose,
    Uniform,
}

/// <summary>What a value is compared with.</summary>
internal abstract record BoundPattern;

internal sealed record ComparisonPattern(BinaryOperator Operator, Step Step, ConstantNode Value) : BoundPattern;

internal sealed record NullPattern : BoundPattern;

internal sealed record NotPattern(BoundPattern Pattern) : BoundPattern;

internal sealed record JoinedPattern(bool IsOr, BoundPattern Left, BoundPattern Right) : BoundPattern;
