using Furrow.Errors;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Scenarios.Planning;

/// <summary>
/// What names mean in a <c>count</c>: it is asked of each parent, before there are children, so <c>parent.x</c> is the
/// row's own x.
/// </summary>
internal sealed class CountScope(TableBinder parent) : IExpressionScope
{
    private const string Prefix = "parent.";

    public IEnumerable<string> Names =>
        parent.Scenario.ArgumentNames.Concat(parent.OwnNames.Select(name => Prefix + name));

    public ExpressionSymbol? Resolve(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) ? parent.Resolve(path[Prefix.Length..])
        : path.Contains('.', StringComparison.Ordinal) ? null
        : parent.Scenario.Argument(path);

    public ExpressionSymbol? Count(
        CallSyntax call, ExpressionText source, ICollection<FurrowException> problems) =>
        parent.Scenario.Count(call, source, problems);
}
