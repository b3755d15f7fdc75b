namespace Furrow.Bench.Measuring;

/// <summary>One way to do a piece of work. Only <see cref="RunAsync"/> is timed.</summary>
internal sealed record Contender
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Does the work once.</summary>
    public required Func<CancellationToken, Task<Sample>> RunAsync { get; init; }

    /// <summary>By what its times are multiplied: it does one of so many parts of the work. At least 1.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>Brings everything to where the work begins; runs before each sample.</summary>
    public Func<CancellationToken, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Throws when the work was not done; runs after each sample.</summary>
    public Func<CancellationToken, Task> CheckAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Does the work once more for its peak memory in MB; null where that is not told.</summary>
    public Func<CancellationToken, Task<double?>>? ReadPeakMbAsync { get; init; }
}
