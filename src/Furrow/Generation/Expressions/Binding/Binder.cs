using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Binding;

/// <summary>
/// Finds out what the names of an expression mean and what types its pieces have. All problems of one expression are
/// reported; what follows from a problem is not one of its own.
/// </summary>
internal sealed partial class Binder(
    ExpressionText source, IExpressionScope scope, ICollection<FurrowException> problems)
{
    private static readonly CellType Truth = new(CellKind.Boolean);

    private int _draws;

    /// <summary>The bound expression, or null after problems were added.</summary>
    public BoundNode? Bind(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => BindLiteral(literal),
        NameSyntax name => BindName(name),
        UnarySyntax unary => BindUnary(unary),
        BinarySyntax binary => BindBinary(binary),
        ConditionalSyntax choice => BindConditional(choice),
        IsSyntax test => BindIs(test),
        CallSyntax call => BindCall(call),
        TemplateSyntax template => BindTemplate(template),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} cannot be bound"),
    };

    private BoundNode? BindLiteral(LiteralSyntax literal)
    {
        if (literal.Value is ulong)
        {
            return Fail(literal, "9223372036854775808 is an integer only with a minus before it.");
        }

        CellKind kind = literal.Value switch
        {
            bool => CellKind.Boolean,
            long => CellKind.Integer,
            decimal => CellKind.Decimal,
            double => CellKind.Float,
            _ => CellKind.Text,
        };
        return new ConstantNode(
            new CellType(kind, literal.Value is null), literal.Value, literal.Start, literal.End)
        {
            IsUntyped = literal.Value is null,
        };
    }

    private BoundNode? BindName(NameSyntax name)
    {
        ExpressionSymbol? symbol = scope.Resolve(name.Path);
        if (symbol is UnusableSymbol unusable)
        {
            return Fail(name, unusable.Reason, unusable.Hint);
        }

        if (symbol is null)
        {
            string? nearest = NearestName.Find(name.Path, scope.Names);
            string? function = FunctionTable.Names.Contains(name.Path, StringComparer.Ordinal)
                ? $"{name.Path} is a function: {name.Path}(…)."
                : null;
            return Fail(
                name, $"There is no '{name.Path}' here.", nearest is null ? function : $"Did you mean {nearest}?");
        }

        return OfSymbol(symbol, name.Start, name.End);
    }

    private static BoundNode OfSymbol(ExpressionSymbol symbol, int start, int end) => symbol switch
    {
        CellSymbol cell => new CellNode(cell.Type, cell.Slot, start, end),
        RowSymbol row => new RowNode(row.Type, row.Part, start, end),
        ArgumentSymbol argument => new ArgumentNode(argument.Type, argument, start, end),
        _ => throw new InvalidOperationException($"{symbol.GetType().Name} is no value"),
    };

    private BoundNode? BindUnary(UnarySyntax unary)
    {
        // The smallest integer has no literal: its digits without the sign are one too many.
        if (unary is { Operator: UnaryOperator.Minus, Operand: LiteralSyntax { Value: ulong } })
        {
            return new ConstantNode(new CellType(CellKind.Integer), long.MinValue, unary.Start, unary.End);
        }

        return Bind(unary.Operand) is not { } operand
            ? null
            : Apply(OperatorTable.Of(unary.Operator), unary.Operator.Symbol(), [operand], unary.Start, unary.End);
    }

    private BoundNode? BindBinary(BinarySyntax binary)
    {
        BoundNode? left = Bind(binary.Left);
        BoundNode? right = Bind(binary.Right);
        if (left is null || right is null)
        {
            return null;
        }

        return binary.Operator switch
        {
            BinaryOperator.Coalesce => Coalesce(left, right, binary.Start, binary.End),
            BinaryOperator.And or BinaryOperator.Or => Logical(binary, left, right),
            BinaryOperator.Equal or BinaryOperator.NotEqual when IsNull(left) || IsNull(right) =>
                NullTest(binary, left, right),
            BinaryOperator.Add when IsText(left) || IsText(right) => Concatenate([left, right], binary),
            _ => Apply(
                OperatorTable.Of(binary.Operator), binary.Operator.Symbol(), [left, right], binary.Start, binary.End),
        };
    }

    private LogicalNode? Logical(BinarySyntax binary, BoundNode left, BoundNode right)
    {
        bool isTruth = RequireTruth(left, binary.Operator) & RequireTruth(right, binary.Operator);
        return !isTruth ? null : new LogicalNode(
            new CellType(CellKind.Boolean, left.Type.IsNullable || right.Type.IsNullable),
            binary.Operator == BinaryOperator.Or,
            Overloads.Convert(left, CellKind.Boolean),
            Overloads.Convert(right, CellKind.Boolean),
            binary.Start,
            binary.End);
    }

    private bool RequireTruth(BoundNode node, BinaryOperator binary)
    {
        if (Overloads.CanConvert(node, CellKind.Boolean))
        {
            return true;
        }

        Fail(node, $"{binary.Symbol()} joins true and false, but found {Describe(node)}.", "Compare it: x != 0.");
        return false;
    }

    private static NullTestNode NullTest(BinarySyntax binary, BoundNode left, BoundNode right)
    {
        bool isNegated = binary.Operator == BinaryOperator.NotEqual;
        BoundNode tested = IsNull(left) ? right : left;
        return new NullTestNode(Truth, Typed(tested), isNegated, binary.Start, binary.End);
    }

    private ConditionalNode? BindConditional(ConditionalSyntax choice)
    {
        BoundNode? condition = Bind(choice.Condition);
        BoundNode? then = Bind(choice.Then);
        BoundNode? otherwise = Bind(choice.Otherwise);
        if (condition is not null && (condition.Type.Kind != CellKind.Boolean || condition.Type.IsNullable))
        {
            condition = Fail(
                condition,
                $"What stands before ? must be true or false, but found {Describe(condition)}.",
                condition.Type.Kind == CellKind.Boolean
                    ? "Say what NULL means: (… ?? false) ? … : …"
                    : "Compare it: x != 0 ? … : …");
        }

        if (condition is null || then is null || otherwise is null
            || Unify([then, otherwise], choice.Start) is not { } branches)
        {
            return null;
        }

        CellType type = new(branches[0].Type.Kind, branches.Any(branch => branch.Type.IsNullable));
        return new ConditionalNode(type, condition, branches[0], branches[1], choice.Start, choice.End);
    }

    private CoalesceNode? Coalesce(BoundNode left, BoundNode right, int start, int end)
    {
        if (Unify([left, right], start) is not { } sides)
        {
            return null;
        }

        bool isNullable = sides[0].Type.IsNullable && sides[1].Type.IsNullable;
        CellType type = new(sides[0].Type.Kind, isNullable);
        return new CoalesceNode(type, sides[0], sides[1], start, end);
    }

    private ConcatenationNode? Concatenate(ImmutableArray<BoundNode> operands, ExpressionSyntax syntax)
    {
        foreach (BoundNode operand in operands)
        {
            if (operand.Type.Kind == CellKind.List)
            {
                Fail(operand, "A list has no text.");
                return null;
            }
        }

        // Chains of + are one step: each would copy what the one before it has put together.
        IEnumerable<BoundNode> parts = operands.SelectMany(operand => operand is ConcatenationNode inner
            ? inner.Parts
            : [Typed(operand)]);
        return new ConcatenationNode(new CellType(CellKind.Text), [.. parts], syntax.Start, syntax.End);
    }

    private ConcatenationNode? BindTemplate(TemplateSyntax template)
    {
        BoundNode?[] parts = [.. template.Parts.Select(Bind)];
        return parts.Contains(null) ? null : Concatenate([.. parts.Select(part => part!)], template);
    }

    /// <summary>Makes values one kind, or says that they have none in common.</summary>
    private ImmutableArray<BoundNode>? Unify(ImmutableArray<BoundNode> nodes, int start)
    {
        CellKind? common = null;
        foreach (BoundNode node in nodes.Where(node => !IsNull(node)))
        {
            CellKind? wider = common is { } known ? Conversions.InCommon(known, node.Type.Kind) : node.Type.Kind;
            if (wider is null)
            {
                Fail(
                    node,
                    $"This is {KindText.Of(node.Type.Kind)}, but beside it stands {KindText.Of(common!.Value)}.",
                    Remedy(node.Type.Kind, common.Value));
                return null;
            }

            common = wider;
        }

        if (common == CellKind.List)
        {
            problems.Add(source.Problem(start, "Lists can only be passed on whole."));
            return null;
        }

        return [.. nodes.Select(node => Overloads.Convert(node, common ?? CellKind.Text))];
    }

    private StepNode? Apply(
        IEnumerable<Step> meanings, string name, ImmutableArray<BoundNode> operands, int start, int end)
    {
        Step[] steps = [.. meanings];
        if (Overloads.Find(steps, operands) is { } step)
        {
            return Overloads.Apply(step, operands, start, end);
        }

        string found = operands.Length == 0 ? "nothing" : string.Join(" and ", operands.Select(Describe));
        IEnumerable<string> taken = steps
            .Select(known => string.Join(" and ", known.Operands.Select(KindText.Of))).Distinct(StringComparer.Ordinal);
        problems.Add(source.Problem(
            start, $"{name} does not take {found}.", $"It takes {string.Join(", or ", taken)}."));
        return null;
    }

    private static bool IsNull(BoundNode node) => node is ConstantNode { IsUntyped: true };

    private static bool IsText(BoundNode node) => node.Type.Kind == CellKind.Text && !IsNull(node);

    /// <summary>A NULL that nothing gives a kind has to have one all the same.</summary>
    private static BoundNode Typed(BoundNode node) => IsNull(node) ? Overloads.Convert(node, CellKind.Text) : node;

    private static string Describe(BoundNode node) => IsNull(node) ? "NULL" : KindText.Of(node.Type);

    private static string? Remedy(CellKind from, CellKind to) =>
        (Conversions.Explicit(from, to) ?? Conversions.Explicit(to, from)) is { } function
            ? $"Convert one of them: {function}."
            : null;

    private BoundNode? Fail(ExpressionSyntax syntax, string message, string? hint = null)
    {
        problems.Add(source.Problem(syntax.Start, message, hint));
        return null;
    }

    private BoundNode? Fail(BoundNode node, string message, string? hint = null)
    {
        problems.Add(source.Problem(node.Start, message, hint));
        return null;
    }
}
