namespace Furrow.Scenarios;

/// <summary>
/// A scenario that is compiled into an application: what the source generator lists and
/// <see cref="FurrowOptions.AddScenarios"/> takes. It stands beside the scenarios in files.
/// </summary>
/// <param name="Name">The name: <c>studio</c>.</param>
/// <param name="Checksum">The checksum of the class's source.</param>
/// <param name="Create">Makes one.</param>
public sealed record CompiledScenario(string Name, string Checksum, Func<ScenarioClass> Create);
