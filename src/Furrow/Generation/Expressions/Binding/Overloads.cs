using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Functions;

namespace Furrow.Generation.Expressions.Binding;

/// <summary>Finds what an operator or a function means for some operands, and makes them what it takes.</summary>
internal static class Overloads
{
    /// <summary>The meaning that needs the fewest conversions, of equal ones the first; null where none fits.</summary>
    public static Step? Find(IEnumerable<Step> steps, ImmutableArray<BoundNode> operands)
    {
        Step? best = null;
        int costMin = int.MaxValue;
        foreach (Step step in steps)
        {
            if (Cost(step, operands) is { } cost && cost < costMin)
            {
                (best, costMin) = (step, cost);
            }
        }

        return best;
    }

    /// <summary>Applies a meaning that fits.</summary>
    public static StepNode Apply(Step step, ImmutableArray<BoundNode> operands, int start, int end)
    {
        ImmutableArray<BoundNode> converted =
            [.. operands.Select((operand, index) => Convert(operand, step.Operands[index]))];
        bool isNullable = !step.IsNeverNull && operands.Any(operand => operand.Type.IsNullable);
        return new StepNode(new CellType(step.Result, isNullable), step, converted, start, end);
    }

    /// <summary>Makes a value another kind, which must be possible.</summary>
    public static BoundNode Convert(BoundNode node, CellKind kind)
    {
        if (node is ConstantNode { IsUntyped: true } constant)
        {
            return constant with { Type = new CellType(kind, IsNullable: true), IsUntyped = false };
        }

        if (node.Type.Kind == kind)
        {
            return node;
        }

        Step step = Conversions.Find(node.Type.Kind, kind)
            ?? throw new InvalidOperationException($"{node.Type.Kind} does not become {kind}");
        return new StepNode(new CellType(kind, node.Type.IsNullable), step, [node], node.Start, node.End);
    }

    /// <summary>Whether a value can be made another kind.</summary>
    public static bool CanConvert(BoundNode node, CellKind kind) =>
        node is ConstantNode { IsUntyped: true } || Conversions.Cost(node.Type.Kind, kind) is not null;

    private static int? Cost(Step step, ImmutableArray<BoundNode> operands)
    {
        if (step.Operands.Length != operands.Length)
        {
            return null;
        }

        int sum = 0;
        for (int index = 0; index < operands.Length; index++)
        {
            if (operands[index] is ConstantNode { IsUntyped: true })
            {
                continue;
            }

            if (Conversions.Cost(operands[index].Type.Kind, step.Operands[index]) is not { } cost)
            {
                return null;
            }

            sum += cost;
        }

        return sum;
    }
}
