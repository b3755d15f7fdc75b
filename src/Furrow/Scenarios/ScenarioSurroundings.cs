using System.Collections.Immutable;

namespace Furrow.Scenarios;

/// <summary>What a project and its host give to scenarios.</summary>
public sealed record ScenarioSurroundings
{
    /// <summary>Compiles scenarios in C#; null where the host has none.</summary>
    public Lazy<IScenarioCompiler>? Compiler { get; init; }

    /// <summary>Full paths of the assemblies that scenarios in C# may use, there or not.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Scenarios that are compiled into the application.</summary>
    public IReadOnlyList<CompiledScenario> Compiled { get; init; } = [];
}
