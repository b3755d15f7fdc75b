namespace Furrow.Workflows;

/// <summary>Options of rows generated into one table.</summary>
public sealed record GenerateTableOptions : CommandOptions
{
    /// <summary>The random seed: another one, other values. Default 1.</summary>
    public long RandomSeed { get; init; } = 1;

    /// <summary>The day that generated times are relative to; null for today in UTC. Default null.</summary>
    public DateOnly? AsOf { get; init; }
}
