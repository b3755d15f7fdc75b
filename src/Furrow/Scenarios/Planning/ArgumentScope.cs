using Furrow.Errors;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Scenarios.Planning;

/// <summary>What names mean where there are no rows yet: parameters, and counts of other tables.</summary>
internal sealed class ArgumentScope(ScenarioBinder scenario) : IExpressionScope
{
    public IEnumerable<string> Names => scenario.ArgumentNames;

    public ExpressionSymbol? Resolve(string path) => scenario.Argument(path);

    public ExpressionSymbol? Count(
        CallSyntax call, ExpressionText source, ICollection<FurrowException> problems) =>
        scenario.Count(call, source, problems);
}
