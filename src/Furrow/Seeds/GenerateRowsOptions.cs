namespace Furrow.Seeds;

/// <summary>What decides generated rows besides their table and the values that are given.</summary>
public sealed record GenerateRowsOptions
{
    /// <summary>The random seed: another one, other values. Default 1.</summary>
    public long RandomSeed { get; init; } = 1;

    /// <summary>The day that generated times are relative to; null for today in UTC. Default null.</summary>
    public DateOnly? AsOf { get; init; }
}
