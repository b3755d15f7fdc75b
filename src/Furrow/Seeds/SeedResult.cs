using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Seeds;

/// <summary>How a seed ended.</summary>
public enum SeedOutcome
{
    /// <summary>Applied for the first time, or again.</summary>
    Applied,

    /// <summary>Applied over an older version.</summary>
    Upgraded,

    /// <summary>Left as it was.</summary>
    Skipped,
}

/// <summary>One seed's result.</summary>
public sealed record SeedOutcomeRecord(
    string Name, SeedOutcome Outcome, long DurationMs, ImmutableArray<TableChanges> Tables);

/// <summary>What <c>seed</c> did, in the order it was done.</summary>
public sealed record SeedResult(ImmutableArray<SeedOutcomeRecord> Seeds)
{
    /// <summary>Whether anything was applied.</summary>
    public bool DidAnything => Seeds.Any(seed => seed.Outcome != SeedOutcome.Skipped);
}
