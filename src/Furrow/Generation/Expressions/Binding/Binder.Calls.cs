using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Generation.Expressions.Binding;

/// <content>Calls of functions.</content>
internal sealed partial class Binder
{
    private BoundNode? BindCall(CallSyntax call)
    {
        if (call.Name == "count")
        {
            ExpressionSymbol? symbol = scope.Count(call, source, problems);
            return symbol is null ? null : OfSymbol(symbol, call.Start, call.End);
        }

        if (!FunctionTable.Names.Contains(call.Name, StringComparer.Ordinal))
        {
            string? nearest = NearestName.Find(call.Name, FunctionTable.Names);
            return Fail(
                call,
                $"There is no function '{call.Name}'.",
                nearest is null ? $"There are {string.Join(", ", FunctionTable.Names)}." : $"Did you mean {nearest}?");
        }

        // Draws are numbered as they are written, those in arguments after the one that they are given to.
        int draw = call.Name is "chance" or "choose" or "uniform" ? _draws++ : -1;
        BoundNode?[] bound = [.. call.Arguments.Select(Bind)];
        if (bound.Contains(null))
        {
            return null;
        }

        ImmutableArray<BoundNode> arguments = [.. bound.Select(argument => argument!)];
        return call.Name switch
        {
            "min" or "max" => Extreme(call, call.Name == "max", arguments),
            "clamp" => Clamp(call, arguments),
            "coalesce" => CoalesceAll(call, arguments),
            "concat" => HasAtLeast(call, 1) ? Concatenate(arguments, call) : null,
            "chance" => Chance(call, draw, arguments),
            "choose" => Choose(call, draw, arguments),
            "uniform" => Uniform(call, draw, arguments),
            _ => Apply(FunctionTable.Of(call.Name), call.Name, arguments, call.Start, call.End),
        };
    }

    private BoundNode? Extreme(CallSyntax call, bool isGreatest, ImmutableArray<BoundNode> arguments)
    {
        if (!HasAtLeast(call, 2) || Unify(arguments, call.Start) is not { } values)
        {
            return null;
        }

        BoundNode? result = values[0];
        foreach (BoundNode value in values.Skip(1))
        {
            result = result is null
                ? null
                : Apply(FunctionTable.Extremes(isGreatest), call.Name, [result, value], call.Start, call.End);
        }

        return result;
    }

    // As max and min: where the bounds are the wrong way round the upper one wins.
    private StepNode? Clamp(CallSyntax call, ImmutableArray<BoundNode> arguments)
    {
        if (!HasExactly(call, 3, "a value, a lower and an upper bound")
            || Unify(arguments, call.Start) is not { } values)
        {
            return null;
        }

        StepNode? raised = Apply(
            FunctionTable.Extremes(isGreatest: true), call.Name, [values[0], values[1]], call.Start, call.End);
        return raised is null ? null : Apply(
            FunctionTable.Extremes(isGreatest: false), call.Name, [raised, values[2]], call.Start, call.End);
    }

    private BoundNode? CoalesceAll(CallSyntax call, ImmutableArray<BoundNode> arguments)
    {
        if (!HasAtLeast(call, 2) || Unify(arguments, call.Start) is not { } values)
        {
            return null;
        }

        BoundNode? result = values[^1];
        for (int index = values.Length - 2; index >= 0; index--)
        {
            result = result is null ? null : Coalesce(values[index], result, call.Start, call.End);
        }

        return result;
    }

    private BoundNode? Chance(CallSyntax call, int draw, ImmutableArray<BoundNode> arguments)
    {
        if (!HasExactly(call, 1, "a probability"))
        {
            return null;
        }

        return Overloads.CanConvert(arguments[0], CellKind.Float)
            ? Draw(call, DrawKind.Chance, draw, CellKind.Boolean, [Overloads.Convert(arguments[0], CellKind.Float)])
            : Fail(
                arguments[0], $"A probability is a number from 0 to 1, but found {Describe(arguments[0])}.");
    }

    private DrawNode? Choose(CallSyntax call, int draw, ImmutableArray<BoundNode> arguments) =>
        HasAtLeast(call, 1) && Unify(arguments, call.Start) is { } values
            ? Draw(call, DrawKind.Choose, draw, values[0].Type.Kind, values)
            : null;

    private BoundNode? Uniform(CallSyntax call, int draw, ImmutableArray<BoundNode> arguments)
    {
        if (!HasExactly(call, 2, "a lower and an upper bound") || Unify(arguments, call.Start) is not { } bounds)
        {
            return null;
        }

        CellKind kind = bounds[0].Type.Kind;
        return kind is CellKind.Integer or CellKind.Decimal or CellKind.Float or CellKind.Date or CellKind.Timestamp
            or CellKind.Time
                ? Draw(call, DrawKind.Uniform, draw, kind, bounds)
                : Fail(bounds[0], $"uniform draws numbers, dates and times, but found {Describe(bounds[0])}.");
    }

    private static DrawNode Draw(
        CallSyntax call, DrawKind draw, int ordinal, CellKind kind, ImmutableArray<BoundNode> arguments)
    {
        CellType type = new(kind, arguments.Any(argument => argument.Type.IsNullable));
        return new DrawNode(type, draw, ordinal, arguments, call.Start, call.End);
    }

    private bool HasAtLeast(CallSyntax call, int count)
    {
        if (call.Arguments.Length >= count)
        {
            return true;
        }

        Fail(call, $"{call.Name} takes {count} values or more, but found {call.Arguments.Length}.");
        return false;
    }

    private bool HasExactly(CallSyntax call, int count, string what)
    {
        if (call.Arguments.Length == count)
        {
            return true;
        }

        Fail(call, $"{call.Name} takes {what}, but found {call.Arguments.Length} values.");
        return false;
    }
}
