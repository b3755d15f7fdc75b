using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;

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
    string Name, SeedOutcome Outcome, long DurationMs, ImmutableArray<TableChanges> Tables)
{
    /// <summary>In a dry run, the sequences that it moved, by name.</summary>
    public ImmutableArray<SequenceMove> Sequences { get; init; } = [];
}

/// <summary>
/// A sequence, and the last value that it had handed out before and after.
/// </summary>
/// <param name="Sequence">Its name.</param>
/// <param name="From">Its last value before; null where it had handed out none.</param>
/// <param name="To">Its last value after; null where it has handed out none.</param>
public sealed record SequenceMove(ObjectName Sequence, long? From, long? To);

/// <summary>What <c>seed</c> did, in the order it was done.</summary>
public sealed record SeedResult(ImmutableArray<SeedOutcomeRecord> Seeds)
{
    /// <summary>Whether all of it was taken back again.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Whether anything was applied.</summary>
    public bool DidAnything => Seeds.Any(seed => seed.Outcome != SeedOutcome.Skipped);
}
