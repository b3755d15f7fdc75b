using System.Collections.Immutable;
using System.Reflection;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Scenarios.Reading;

namespace Furrow.Scenarios;

/// <summary>Scenarios in C#: in files, and compiled into the application. Nothing of a file runs here.</summary>
internal sealed class CodeScenarios(ProjectConfiguration configuration, ScenarioSurroundings surroundings)
{
    private ImmutableArray<ScenarioSource>? _shared;

    /// <summary>Reads a file. What it shares with others is part of its checksum, since it decides cells.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>scenario.invalid</c>: it is no C#, says something that is no literal, or nothing here compiles it.
    /// </exception>
    public async Task<Scenario> ReadAsync(string name, ScenarioSource source, CancellationToken cancellationToken)
    {
        IScenarioCompiler compiler = surroundings.Compiler?.Value ?? throw new FurrowException(
            ErrorCode.ScenarioInvalid, "This host does not compile C# scenarios.")
        {
            File = source.DisplayPath,
            Hint = "Add it when opening the project: options.UseScripting(), of the package Furrow.Scripting.",
        };
        ImmutableArray<ScenarioSource> shared = _shared ??= await ReadSharedAsync(cancellationToken);
        string checksum = TextChecksum.Of(
            string.Join('\n', shared.Select(other => other.Text).Prepend(source.Text)));
        return ScenarioReader.ReadCode(
            name,
            source.DisplayPath,
            checksum,
            compiler.ReadInfo(source, cancellationToken),
            token => Compile(compiler, new ScenarioCompilation(source, shared, surroundings.References), token));
    }

    /// <summary>One that is compiled in: it belongs to the application, so it is asked itself.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: what it says cannot be.</exception>
    public static Scenario Describe(CompiledScenario scenario) => ScenarioReader.ReadCode(
        scenario.Name,
        $"{scenario.Name} (compiled in)",
        scenario.Checksum,
        InfoEntry.Of(scenario.Create().Info),
        _ => new CompiledCode(scenario));

    private static IScenarioCode Compile(
        IScenarioCompiler compiler, ScenarioCompilation compilation, CancellationToken cancellationToken)
    {
        string? missing = compilation.References.FirstOrDefault(path => !File.Exists(path));
        return missing is null
            ? compiler.Compile(compilation, cancellationToken)
            : throw new FurrowException(
                ErrorCode.ConfigInvalid, $"The assembly {missing} under `seeds: references:` is not there.")
            {
                File = "furrow.yaml",
                Hint = "Build it, or correct its path, which begins at the project's folder.",
            };
    }

    private async Task<ImmutableArray<ScenarioSource>> ReadSharedAsync(CancellationToken cancellationToken)
    {
        string directory = configuration.ScenariosDirectory;
        IEnumerable<string> paths = Directory.EnumerateFiles(directory, "_*.cs").Concat(
            Directory.EnumerateDirectories(directory, "_*").SelectMany(
                folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)));
        ImmutableArray<ScenarioSource>.Builder sources = ImmutableArray.CreateBuilder<ScenarioSource>();
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            sources.Add(new ScenarioSource(
                ScenarioFolder.Show(configuration, path),
                await ScenarioFolder.ReadTextAsync(configuration, path, cancellationToken)));
        }

        return sources.ToImmutable();
    }

    private sealed class CompiledCode(CompiledScenario scenario) : IScenarioCode
    {
        private Assembly? _assembly;

        public ScenarioClass Create()
        {
            ScenarioClass made = scenario.Create();
            _assembly = made.GetType().Assembly;
            return made;
        }

        public bool Owns(Assembly assembly) => assembly == _assembly;

        public void Dispose()
        {
            // It belongs to the application.
        }
    }
}
