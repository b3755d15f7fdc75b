using Furrow.Data.Cells;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Programs;

namespace Furrow.Scenarios.Planning;

/// <summary>A value that is the same for all rows.</summary>
/// <param name="Name">The name, for messages.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">The value, asked when what it depends on is ready.</param>
/// <param name="Dependencies">What it depends on.</param>
internal sealed record ScenarioArgument(
    string Name, CellType Type, Func<Scalar> Value, IReadOnlyList<Dependency> Dependencies)
    : ArgumentSymbol(Name, Type)
{
    /// <summary>One that is known.</summary>
    public static ScenarioArgument Of(string name, CellKind kind, object value) =>
        new(name, new CellType(kind), () => new Scalar(kind, value), []);
}
