namespace Furrow.State;

/// <summary>What the runs of a seed in this database were like.</summary>
/// <param name="Name"><c>folder/file</c> without extension.</param>
/// <param name="Runs">How often it ran, failures included.</param>
/// <param name="Failures">How often of these it failed.</param>
public sealed record SeedMetrics(string Name, int Runs, int Failures)
{
    /// <summary>How long the last run that succeeded took, in milliseconds; null for none.</summary>
    public long? LastMs { get; init; }

    /// <summary>
    /// How long half of the runs that succeeded took at most, in milliseconds, between the two in the middle where
    /// their number is even; null for none.
    /// </summary>
    public long? MedianMs { get; init; }

    /// <summary>Rows that the last run that succeeded inserted, updated and deleted; null for none.</summary>
    public long? Rows { get; init; }

    /// <summary>The part of the runs that succeeded, from 0 to 1.</summary>
    public double SuccessRate => (double)(Runs - Failures) / Runs;
}
