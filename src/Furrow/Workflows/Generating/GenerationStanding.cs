using Furrow.Scenarios;

namespace Furrow.Workflows.Generating;

/// <summary>Where a database stands towards what furrow.yaml has <c>setup</c> generate.</summary>
public enum GenerationState
{
    /// <summary>It is to be generated.</summary>
    Pending,

    /// <summary>It was generated.</summary>
    Made,

    /// <summary>Rows were generated otherwise, and are left alone.</summary>
    Different,

    /// <summary>The safety table lets nothing be generated here.</summary>
    Refused,
}

/// <summary>What furrow.yaml has <c>setup</c> generate, against a database.</summary>
/// <param name="Scenario">The scenario; null where furrow.yaml does not say and its files were not read.</param>
/// <param name="State">Where the database stands.</param>
/// <param name="Reason">Why, as the end of a sentence.</param>
public sealed record GenerationStanding(string? Scenario, GenerationState State, string Reason)
{
    /// <summary>The preset; null for none.</summary>
    public string? Preset { get; init; }

    /// <summary>Scenario and preset, for people.</summary>
    public string Title => SetupGeneration.TitleOf(Scenario ?? "the scenario", Preset);

    /// <summary>What to do about it; null where there is nothing to do.</summary>
    public string? Hint { get; init; }

    /// <summary>What decides the rows; null where it was not read, since nothing may be generated.</summary>
    public GenerationInputs? Inputs { get; init; }

    /// <summary>How many rows it would be; null where nobody asked.</summary>
    public RowForecast? Forecast { get; init; }
}
