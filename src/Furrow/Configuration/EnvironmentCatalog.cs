using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Safety;

namespace Furrow.Configuration;

/// <summary>The environments of a project: the four built-in ones and its own, in that order.</summary>
public sealed class EnvironmentCatalog
{
    private EnvironmentCatalog(ImmutableArray<EnvironmentDefinition> all) => All = all;

    /// <summary>The four that every project has.</summary>
    public static EnvironmentCatalog BuiltIn { get; } = new(
    [
        BuiltInOne(EnvironmentKind.Development, "base", "development"),
        BuiltInOne(EnvironmentKind.Test, "base", "development", "test"),
        BuiltInOne(EnvironmentKind.Staging, "base"),
        BuiltInOne(EnvironmentKind.Production, "base"),
    ]);

    /// <summary>Every environment.</summary>
    public ImmutableArray<EnvironmentDefinition> All { get; }

    /// <summary>The environment of that name or alias in any case; null when there is none.</summary>
    public EnvironmentDefinition? Find(string name)
    {
        string normalized = EnvironmentName.Normalize(name);
        return All.FirstOrDefault(e => string.Equals(e.Name, normalized, StringComparison.Ordinal));
    }

    /// <summary>The name that somebody probably meant; null when none is close.</summary>
    public string? Nearest(string name) => NearestName.Find(name.Trim(), All.Select(e => e.Name));

    /// <summary>All names for a message: <c>development, test, staging, production, demo</c>.</summary>
    public string Names => string.Join(", ", All.Select(e => e.Name));

    /// <summary>Replaces the environment of the same name, or adds a new one.</summary>
    public EnvironmentCatalog With(EnvironmentDefinition environment)
    {
        EnvironmentDefinition? known = Find(environment.Name);
        return new(known is null ? All.Add(environment) : All.Replace(known, environment));
    }

    private static EnvironmentDefinition BuiltInOne(EnvironmentKind kind, params ImmutableArray<string> folders) =>
        new(kind.Name(), folders, kind, IsBuiltIn: true);
}
