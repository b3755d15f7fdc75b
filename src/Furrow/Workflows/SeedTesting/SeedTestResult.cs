using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Workflows.SeedTesting;

/// <summary>What a check of a seed, or all of them, came to; the worst one last.</summary>
public enum SeedTestOutcome
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>The seed cannot be taken back.</summary>
    NotReversible,

    /// <summary>The database is not as it should be afterwards.</summary>
    Differs,

    /// <summary>Not tried, because a seed that it depends on failed.</summary>
    NotTested,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>What is done with a seed.</summary>
public enum SeedTestStep
{
    /// <summary>Applied for the first time.</summary>
    Apply,

    /// <summary>Applied a second time, by force.</summary>
    Twice,

    /// <summary>Taken back.</summary>
    Rollback,

    /// <summary>Applied in another order.</summary>
    Order,
}

/// <summary>A table whose rows are not as they should be.</summary>
/// <param name="Table">The table.</param>
/// <param name="RowsExpected">How many rows it should have.</param>
/// <param name="RowsFound">How many it has.</param>
/// <param name="Columns">
/// The columns whose values differ, where the number of rows is right; none where the same values stand in other rows.
/// </param>
public sealed record TableDifference(
    ObjectName Table, long RowsExpected, long RowsFound, ImmutableArray<string> Columns);

/// <summary>One check of a seed.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Outcome">What it came to.</param>
public sealed record SeedTrial(SeedTestStep Step, SeedTestOutcome Outcome)
{
    /// <summary>In words, as a sentence; null where there is nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>What failed; null where nothing did.</summary>
    public FurrowException? Error { get; init; }

    /// <summary>The tables whose rows are not as they should be.</summary>
    public ImmutableArray<TableDifference> Tables { get; init; } = [];

    /// <summary>The definitions that are not as they should be.</summary>
    public ImmutableArray<CatalogDifference> Definitions { get; init; } = [];
}

/// <summary>A seed and what testing it came to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Trials">Its checks, in the order they were made.</param>
/// <param name="DurationMs">How long they took, in milliseconds.</param>
public sealed record TestedSeed(string Name, ImmutableArray<SeedTrial> Trials, long DurationMs)
{
    /// <summary>The worst of its checks.</summary>
    public SeedTestOutcome Outcome => Trials.Max(trial => trial.Outcome);
}

/// <summary>What <c>seed-test</c> found.</summary>
/// <param name="Seeds">Every seed tested, in order.</param>
/// <param name="Server">Where the scratch databases were made, without password: a server, or a folder.</param>
public sealed record SeedTestResult(ImmutableArray<TestedSeed> Seeds, string Server)
{
    /// <summary>
    /// Columns of tables with rows that were not compared between two orders, because their values change from run to
    /// run.
    /// </summary>
    public ImmutableArray<(ObjectName Table, string Column)> NotCompared { get; init; } = [];

    /// <summary>Whether nothing is wrong with any.</summary>
    public bool IsGood => Seeds.All(seed => seed.Outcome == SeedTestOutcome.Ok);
}
