using System.Collections.Immutable;

namespace Furrow.Scenarios;

/// <summary>What a file of the folder <c>scenarios</c> says: data to generate, and what it depends on.</summary>
public sealed record Scenario
{
    /// <summary>The file's name without its extension.</summary>
    public required string Name { get; init; }

    /// <summary>The file, relative to the project.</summary>
    public required string File { get; init; }

    /// <summary>What it is for; empty where the file does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>What generated times are relative to unless the caller says; null for today.</summary>
    public string? AsOf { get; init; }

    /// <summary>The random seed unless the caller gives one. Default 1.</summary>
    public long RandomSeed { get; init; } = 1;

    /// <summary>The parameters in the order of the file.</summary>
    public ImmutableArray<ScenarioParameter> Parameters { get; init; } = [];

    /// <summary>The presets in the order of the file.</summary>
    public ImmutableArray<ScenarioPreset> Presets { get; init; } = [];

    /// <summary>The tables in the order of the file, before anybody knows what their values mean.</summary>
    internal ImmutableArray<ScenarioTable> Tables { get; init; } = [];

    /// <summary>Loads the code that says what the tables hold; null where a file has said it.</summary>
    internal Func<CancellationToken, IScenarioCode>? Code { get; init; }

    /// <summary>Whether it is C#, so that only running it says what tables hold.</summary>
    public bool IsCode => Code is not null;

    /// <summary>The file's checksum, ends of lines and a byte order mark left out.</summary>
    public required string Checksum { get; init; }

    /// <summary>The parameter of that name, or null.</summary>
    public ScenarioParameter? Parameter(string name) => Parameters.FirstOrDefault(
        parameter => string.Equals(parameter.Name, name, StringComparison.Ordinal));

    /// <summary>The preset of that name, or null.</summary>
    public ScenarioPreset? Preset(string name) => Presets.FirstOrDefault(
        preset => string.Equals(preset.Name, name, StringComparison.Ordinal));
}
