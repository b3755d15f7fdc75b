using System.Collections;
using System.Collections.ObjectModel;

namespace Furrow.Configuration;

/// <summary>Everything that a configuration is made of, read already: resolving it looks nowhere else.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The project's directory as a full path.</summary>
    public required string Directory { get; init; }

    /// <summary>The text of furrow.yaml.</summary>
    public required string ProjectFileText { get; init; }

    /// <summary>The text of <c>.env</c>; null where there is none.</summary>
    public string? DotEnvText { get; init; }

    /// <summary>The environment variables; those that are empty count as not set. Default none.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the caller gives itself.</summary>
    public ProjectOverrides Overrides { get; init; } = ProjectOverrides.None;

    /// <summary>Reads the file that POSTGRES_PASSWORD_FILE names, by its full path.</summary>
    public Func<string, string> ReadSecretFile { get; init; } = File.ReadAllText;

    /// <summary>A snapshot of the process's environment variables.</summary>
    public static IReadOnlyDictionary<string, string> ProcessVariables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = entry.Value as string ?? "";
        return variables;
    }

    /// <summary>
    /// The process's variables before those of <c>.env</c>, for seeds that read secrets; empty ones are left out.
    /// </summary>
    public IReadOnlyDictionary<string, string> MergedVariables() =>
        new VariableLookup(Variables, DotEnvText is null ? DotEnvFile.Empty : DotEnvFile.Parse(DotEnvText)).Merge();

    /// <summary>The directory: everything else may hold secrets.</summary>
    public override string ToString() => Directory;
}
