using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Values;

/// <summary>
/// Makes what a kind of value yields into what its column takes, by the conversions that expressions have.
/// </summary>
internal static class CellConversion
{
    private const string Operand = "value";

    /// <summary>What computes the converted cells; null where there is no conversion.</summary>
    public static CellGenerator? Find(ValueRequest request, CellGenerator inner, CellType expected)
    {
        int slot = request.Table.Program.Add($"{request.Name} before conversion", inner);
        ExpressionText source = new(request.Name);
        NameSyntax operand = new(Operand, 0, request.Name.Length);
        foreach (ExpressionSyntax syntax in (ExpressionSyntax[])[operand, ToText(operand)])
        {
            List<FurrowException> problems = [];
            SlotScope scope = new(new CellSymbol(slot, inner.Type), request.Scope);
            if (BoundExpression.Bind(source, syntax, scope, expected, problems) is { } bound)
            {
                return ScenarioBinder.Generator(bound, request.Key);
            }
        }

        return null;
    }

    private static CallSyntax ToText(NameSyntax operand) =>
        new("text", ImmutableArray.Create<ExpressionSyntax>(operand), operand.Start, operand.End);

    /// <summary>One name, that of a slot.</summary>
    private sealed class SlotScope(CellSymbol cells, IExpressionScope outer) : IExpressionScope
    {
        public IEnumerable<string> Names => [Operand];

        public ExpressionSymbol? Resolve(string path) => path == Operand ? cells : null;

        public ExpressionSymbol? Count(
            CallSyntax call, ExpressionText source, ICollection<FurrowException> problems) =>
            outer.Count(call, source, problems);
    }
}
