using System.Collections.Immutable;
using System.Reflection;

namespace Furrow.Scenarios;

/// <summary>A source file: its path as it is shown, and its text.</summary>
public sealed record ScenarioSource(string DisplayPath, string Text);

/// <summary>What a scenario in C# is compiled from.</summary>
/// <param name="Scenario">Its own file.</param>
/// <param name="Shared">The files of the folder whose names begin with <c>_</c>.</param>
/// <param name="References">Full paths of the assemblies that furrow.yaml names.</param>
public sealed record ScenarioCompilation(
    ScenarioSource Scenario, ImmutableArray<ScenarioSource> Shared, ImmutableArray<string> References);

/// <summary>A scenario in C# that is ready to run. Disposing it lets go of what it was loaded into.</summary>
public interface IScenarioCode : IDisposable
{
    /// <summary>Makes the scenario, which may load its assembly.</summary>
    ScenarioClass Create();

    /// <summary>Whether an assembly was compiled from the scenario's source: faults are shown in there.</summary>
    bool Owns(Assembly assembly);
}

/// <summary>Reads and compiles scenarios in C#; the package Furrow.Scripting has one.</summary>
public interface IScenarioCompiler
{
    /// <summary>What the class says about itself, read from its syntax; nothing of it runs.</summary>
    /// <exception cref="Errors.FurrowException">
    /// Code <c>scenario.invalid</c>: the file is no C#, or says something that is no literal; every problem listed.
    /// </exception>
    ImmutableArray<InfoEntry> ReadInfo(ScenarioSource source, CancellationToken cancellationToken);

    /// <summary>Compiles a scenario, or finds it compiled.</summary>
    /// <exception cref="Errors.FurrowException">Code <c>scenario.invalid</c>: all that the compiler says.</exception>
    IScenarioCode Compile(ScenarioCompilation compilation, CancellationToken cancellationToken);
}
