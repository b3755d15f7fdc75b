namespace Furrow.Seeds.Watching;

/// <summary>What <c>seed-watch</c> saw.</summary>
public enum SeedWatchEventKind
{
    /// <summary>The folder is watched.</summary>
    Watching,

    /// <summary>A seed is new.</summary>
    Added,

    /// <summary>A seed's content or version changed.</summary>
    Changed,

    /// <summary>A seed is gone.</summary>
    Removed,

    /// <summary>A file cannot be understood, or seeds.lock cannot be written; its line stays as it was.</summary>
    Problem,

    /// <summary>A file that could not be understood can be again.</summary>
    Solved,

    /// <summary>The seeds folder is not there; it is waited for.</summary>
    Missing,
}

/// <summary>One thing that <c>seed-watch</c> saw, and when.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Subject">The seed; for problems the file; else the folder.</param>
/// <param name="Message">What people are told; empty where the kind says it.</param>
public sealed record SeedWatchEvent(SeedWatchEventKind Kind, DateTimeOffset At, string Subject, string Message)
{
    /// <summary>The line of a problem, from 1; null where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The column of a problem, from 1; null where there is none.</summary>
    public int? Column { get; init; }

    /// <summary>What to do about a problem; null where there is nothing to say.</summary>
    public string? Hint { get; init; }
}

/// <summary>What kinds are called in documents.</summary>
public static class SeedWatchWords
{
    /// <summary><c>watching</c>, <c>added</c>, <c>changed</c>, …</summary>
    public static string Word(this SeedWatchEventKind kind) => kind switch
    {
        SeedWatchEventKind.Watching => "watching",
        SeedWatchEventKind.Added => "added",
        SeedWatchEventKind.Changed => "changed",
        SeedWatchEventKind.Removed => "removed",
        SeedWatchEventKind.Problem => "problem",
        SeedWatchEventKind.Solved => "solved",
        SeedWatchEventKind.Missing => "missing",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of event"),
    };
}
