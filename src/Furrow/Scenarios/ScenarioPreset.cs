using System.Collections.Immutable;

namespace Furrow.Scenarios;

/// <summary>A named set of parameter values.</summary>
public sealed record ScenarioPreset
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; empty where the file does not say.</summary>
    public string Description { get; init; } = "";

    /// <summary>The preset whose values it begins with; null for the parameters' defaults.</summary>
    public string? Extends { get; init; }

    /// <summary>The values that it sets, in canonical text, by parameter.</summary>
    public ImmutableSortedDictionary<string, string> Values { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
