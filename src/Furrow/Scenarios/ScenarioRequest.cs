using System.Collections.Immutable;

namespace Furrow.Scenarios;

/// <summary>What the caller of <c>generate</c> asks for; names and values as given.</summary>
public sealed record ScenarioRequest
{
    /// <summary>The scenario, or a preset of the default one; null for the default scenario.</summary>
    public string? Scenario { get; init; }

    /// <summary>The preset; null or <c>custom</c> for the parameters' defaults.</summary>
    public string? Preset { get; init; }

    /// <summary>Values of parameters by name. Default none.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
