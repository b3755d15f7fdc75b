using System.Collections.Immutable;
using Furrow.Scenarios;

namespace Furrow.Workflows.Generating;

/// <summary>A scenario as <c>list</c> shows it.</summary>
/// <param name="Scenario">The file.</param>
/// <param name="Presets">Its defaults, called <c>custom</c>, and its presets.</param>
public sealed record ListedScenario(Scenario Scenario, ImmutableArray<ListedPreset> Presets);

/// <summary>What an estimate goes by.</summary>
public enum EstimateSource
{
    /// <summary>How long it took in this database: the median of the runs of this preset as it is.</summary>
    Runs,

    /// <summary>A start and a rate that are the same everywhere, and the planned rows.</summary>
    Rate,
}

/// <summary>A preset as <c>list</c> shows it.</summary>
/// <param name="Name">The name; <c>custom</c> for the defaults.</param>
/// <param name="Description">What it is for; empty where the file does not say.</param>
/// <param name="Forecast">How many rows it would make now.</param>
public sealed record ListedPreset(string Name, string Description, RowForecast Forecast)
{
    /// <summary>
    /// The rate of estimates without a run, in rows a second: what a small computer does with an ordinary table.
    /// </summary>
    public const int RowsPerSecond = 50_000;

    /// <summary>What such an estimate begins with, in milliseconds: opening and planning.</summary>
    public const int StartMs = 100;

    /// <summary>How often it ran in this database, as it is.</summary>
    public int Runs { get; init; }

    /// <summary>How long the last of these took; null for none.</summary>
    public long? LastMs { get; init; }

    /// <summary>How long they took in the middle; null for none.</summary>
    public long? MedianMs { get; init; }

    /// <summary>How long it will take; null where nobody can say.</summary>
    public long? EstimatedMs =>
        MedianMs ?? (Forecast.Rows is { } rows ? StartMs + (rows * 1000 / RowsPerSecond) : null);

    /// <summary>What the estimate goes by; null where there is none.</summary>
    public EstimateSource? EstimatedBy => MedianMs is not null ? EstimateSource.Runs
        : Forecast.Rows is not null ? EstimateSource.Rate
        : null;
}
