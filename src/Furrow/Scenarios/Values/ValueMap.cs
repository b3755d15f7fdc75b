using System.Globalization;
using Furrow.Configuration;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Scenarios.Checks;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Reading;

namespace Furrow.Scenarios.Values;

/// <summary>
/// A value written as a map: the key that says its kind, and the options beside it. Options are constants, or
/// expressions over parameters alone.
/// </summary>
internal sealed class ValueMap(
    ValueRequest request, string kind, ConfigNode value, Dictionary<string, ConfigNode> options)
{
    private ColumnLimits? _limits;

    /// <summary>The word for what the checks of the column allow.</summary>
    public const string Allowed = "allowed";

    /// <summary>What is to be bound.</summary>
    public ValueRequest Request => request;

    /// <summary>The key that says the kind.</summary>
    public string Kind => kind;

    /// <summary>What stands under it.</summary>
    public ConfigNode Value => value;

    /// <summary>What stands beside it.</summary>
    public Dictionary<string, ConfigNode> Options => options;

    /// <summary>Where problems are reported.</summary>
    public ScenarioScope Scope => request.Table.Scenario.Scope;

    /// <summary>The value's text; null after a problem was reported.</summary>
    public Located<string>? Text()
    {
        if (value.IsNull)
        {
            Scope.Report(value, $"{kind} needs a value");
        }

        return Scope.Text(value, kind);
    }

    /// <summary>An option's value of a kind; null where it is not given, or a problem was reported.</summary>
    public object? Option(string name, CellKind cells) =>
        options.TryGetValue(name, out ConfigNode? node) ? Evaluate(node, name, cells) : null;

    /// <summary>A decimal option.</summary>
    public decimal? Number(string name) => (decimal?)Option(name, CellKind.Decimal);

    /// <summary>A whole number option.</summary>
    public long? Whole(string name) => (long?)Option(name, CellKind.Integer);

    /// <summary>A floating point option.</summary>
    public double? Float(string name) => (double?)Option(name, CellKind.Float);

    /// <summary>An option that is true or false.</summary>
    public bool Flag(string name) => Option(name, CellKind.Boolean) is true;

    /// <summary>A text option.</summary>
    public string? Word(string name) => (string?)Option(name, CellKind.Text);

    /// <summary>The value of a node that depends on no row; null after a problem was reported.</summary>
    public object? Evaluate(ConfigNode node, string name, CellKind cells)
    {
        ValueRequest constant = new(request.Table, name, new CellType(cells), Column: null)
        {
            Scope = new ArgumentScope(request.Table.Scenario),
        };
        if (ValueBinder.Expression(constant, node) is not { } bound)
        {
            return null;
        }

        if (bound.IsRowBound || bound.Arguments.OfType<ScenarioArgument>().Any(a => a.Dependencies.Count > 0))
        {
            Scope.Report(node, $"{name} must be the same for all rows", "use parameters and constants only");
            return null;
        }

        try
        {
            return bound.Evaluate(ScenarioBinder.ValueOf).Value;
        }
        catch (FurrowException e)
        {
            Scope.Report(e.Line ?? node.Line, e.Column ?? node.Column, e.Message, e.Hint);
            return null;
        }
    }

    /// <summary>
    /// Two values, least and greatest: <c>[1, 5]</c>, <c>1..5</c>, or one value for both; null after a problem.
    /// </summary>
    public (object Min, object Max)? Range(ConfigNode node, string name, CellKind cells)
    {
        (ConfigNode? first, ConfigNode? second) = node switch
        {
            ConfigList { Items: [var min, var max] } => (min, max),
            ConfigScalar { Text: { } text } when text.IndexOf("..", StringComparison.Ordinal) is > 0 and var dots =>
                (new ConfigScalar(text[..dots], node.Line, node.Column),
                    new ConfigScalar(text[(dots + 2)..], node.Line, node.Column + dots + 2)),
            ConfigScalar => (node, node),
            _ => ((ConfigNode?)null, (ConfigNode?)null),
        };
        if (first is null || second is null)
        {
            Scope.Report(node, $"{name} needs a least and a greatest value", "write [1, 5] or 1..5");
            return null;
        }

        return Evaluate(first, name, cells) is { } least && Evaluate(second, name, cells) is { } greatest
            ? Ordered(node, name, cells, least, greatest)
            : null;
    }

    /// <summary>
    /// The same, but <c>allowed</c> stands for the bounds of the column's checks, and <c>null</c> for one of them.
    /// </summary>
    public (object Min, object Max)? Bounds(CellKind cells)
    {
        bool isAllowed = value is ConfigScalar { Text: Allowed };
        if (!isAllowed && value is not ConfigList { Items: [{ IsNull: true }, _] or [_, { IsNull: true }] })
        {
            return Range(value, kind, cells);
        }

        ConfigList? ends = value as ConfigList;
        object? min = ends?.Items[0] is { IsNull: false } first ? Evaluate(first, kind, cells) : Limits?.Min;
        object? max = ends?.Items[1] is { IsNull: false } second ? Evaluate(second, kind, cells) : Limits?.Max;
        if (min is not null && max is not null)
        {
            return Ordered(value, kind, cells, min, max);
        }

        Scope.Report(
            value,
            $"no check gives {request.Name} {(min is null && max is null ? "bounds" : min is null ? "a least value"
                : "a greatest value")}",
            "write [1, 5] or 1..5");
        return null;
    }

    /// <summary>What the checks of the column leave room for; null for a value that fills none.</summary>
    public ColumnLimits? Limits => _limits ??= request.Column is { } column ? request.Table.LimitsOf(column) : null;

    private (object Min, object Max)? Ordered(
        ConfigNode node, string name, CellKind cells, object min, object max)
    {
        if (((IComparable)min).CompareTo(max) <= 0)
        {
            return (min, max);
        }

        Scope.Report(
            node,
            cells is CellKind.Integer or CellKind.Decimal or CellKind.Float
                ? string.Create(CultureInfo.InvariantCulture, $"{name} goes from {min} to {max}")
                : $"{name} ends before it begins",
            "give the least value first");
        return null;
    }
}
