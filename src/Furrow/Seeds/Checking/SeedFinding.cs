namespace Furrow.Seeds.Checking;

/// <summary>What <c>seed-check</c> found, by what it means; the worst first.</summary>
public enum SeedFindingKind
{
    /// <summary>A seed cannot be understood, or does not fit the database.</summary>
    Invalid,

    /// <summary>A seed holds what looks like a secret.</summary>
    Secret,

    /// <summary>The database could not be asked, so half of the check is missing.</summary>
    Database,

    /// <summary>An applied seed changed without a new version.</summary>
    Drift,

    /// <summary>An applied seed's file is gone.</summary>
    Orphaned,

    /// <summary>seeds.lock does not list the seeds as they are.</summary>
    Lock,

    /// <summary>Something is to be applied.</summary>
    Pending,

    /// <summary>Something that only running it shows; stands in nobody's way.</summary>
    Unchecked,
}

/// <summary>One thing that <c>seed-check</c> found. Never holds a secret or a row's values.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Seed">The seed; null where it is about none.</param>
/// <param name="Message">A sentence.</param>
public sealed record SeedFinding(SeedFindingKind Kind, string? Seed, string Message)
{
    /// <summary>The file as people are shown it; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The line, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The column, from 1.</summary>
    public int? Column { get; init; }

    /// <summary>What to do; null when the message says it.</summary>
    public string? Hint { get; init; }
}

/// <summary>What findings are called in documents.</summary>
public static class SeedFindingWords
{
    /// <summary><c>invalid</c>, <c>secret</c>, <c>database</c>, …</summary>
    public static string Word(this SeedFindingKind kind) => kind switch
    {
        SeedFindingKind.Invalid => "invalid",
        SeedFindingKind.Secret => "secret",
        SeedFindingKind.Database => "database",
        SeedFindingKind.Drift => "drift",
        SeedFindingKind.Orphaned => "orphaned",
        SeedFindingKind.Lock => "lock",
        SeedFindingKind.Pending => "pending",
        SeedFindingKind.Unchecked => "unchecked",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of finding"),
    };
}
