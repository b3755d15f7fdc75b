using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Values;

/// <summary>
/// Gives a value of a scenario its meaning: a constant, an expression, or a map whose one key says what kind of value
/// it is.
/// </summary>
internal static class ValueBinder
{
    private const int ShownLengthMax = 40;

    /// <summary>What computes it; null after a problem was reported.</summary>
    public static CellGenerator? Bind(ValueRequest request, ConfigNode node)
    {
        if (node is ConfigMap map)
        {
            return ValueKinds.Bind(request, map);
        }

        if (node is GivenCell given)
        {
            return given.Bind(request);
        }

        if (node is ConfigList)
        {
            request.Table.Scenario.Scope.Report(
                node, $"a list is no value for {request.Name}", "choose from one: { choose: [a, b] }");
            return null;
        }

        return Expression(request, node) is { } expression ? ScenarioBinder.Generator(expression, request.Key) : null;
    }

    /// <summary>An expression or a constant; null after a problem was reported.</summary>
    public static BoundExpression? Expression(ValueRequest request, ConfigNode node)
    {
        if (node is not ConfigScalar scalar)
        {
            request.Table.Scenario.Scope.Report(
                node, $"{request.Name} must be a value or an expression; found {node.Kind}");
            return null;
        }

        List<FurrowException> problems = [];
        ExpressionText source = Source(request, scalar);
        ExpressionSyntax? syntax = scalar.Text is null
            ? new LiteralSyntax(null, 0, 0)
            : scalar.Text.Contains("${", StringComparison.Ordinal)
                ? ExpressionParser.ParseScalar(source, problems)
                : Constants.Read(request, scalar);
        BoundExpression? bound = syntax is null
            ? null
            : BoundExpression.Bind(source, syntax, request.Scope, request.Expected, problems);
        foreach (FurrowException problem in problems)
        {
            request.Table.Scenario.Scope.Report(
                problem.Line ?? node.Line, problem.Column ?? node.Column, problem.Message.TrimEnd('.'), problem.Hint);
        }

        return bound;
    }

    /// <summary>A value of the scenario for messages.</summary>
    public static string Shown(ConfigNode node) => node is not ConfigScalar { Text: { } text } ? node.Kind
        : text.Length <= ShownLengthMax ? text : text[..ShownLengthMax] + "…";

    private static ExpressionText Source(ValueRequest request, ConfigScalar scalar) => new(
        scalar.Text ?? "",
        request.Table.Scenario.Scope.File,
        new TextStart(0, scalar.Line, scalar.Column + (scalar.IsQuoted ? 1 : 0)));
}
