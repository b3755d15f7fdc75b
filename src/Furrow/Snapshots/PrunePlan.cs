using System.Collections.Immutable;

namespace Furrow.Snapshots;

/// <summary>Why a snapshot is to go.</summary>
public enum PruneReason
{
    /// <summary>There are more of its environment than are kept.</summary>
    Count,

    /// <summary>It is older than snapshots may be.</summary>
    Age,

    /// <summary>All together they take more space than they may, and it is among the oldest.</summary>
    Size,
}

/// <summary>A snapshot as pruning sees it.</summary>
public sealed record PruneCandidate(string Name, string Environment, DateTimeOffset Timestamp, long SizeBytes);

/// <summary>A snapshot that is to go, and why.</summary>
public sealed record PrunedSnapshot(string Name, PruneReason Reason, long SizeBytes);

/// <summary>What pruning goes by.</summary>
/// <param name="Environment">The environment whose snapshots may go.</param>
/// <param name="Keep">How many of them stay at most, from 1.</param>
/// <param name="MaxAge">How old they may be.</param>
/// <param name="MaxSizeBytes">What all snapshots, of whichever environment, may take together.</param>
public sealed record PruneLimits(string Environment, int Keep, TimeSpan MaxAge, long MaxSizeBytes);

/// <summary>Decides which snapshots go. The latest of an environment always stays.</summary>
public static class PrunePlan
{
    /// <summary>Those that go, oldest first.</summary>
    /// <param name="all">Every snapshot of every environment.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<PrunedSnapshot> Make(
        IReadOnlyCollection<PruneCandidate> all, PruneLimits limits, DateTimeOffset now)
    {
        List<PruneCandidate> own =
        [
            .. all.Where(snapshot => snapshot.Environment == limits.Environment)
                .OrderByDescending(snapshot => snapshot.Timestamp).ThenByDescending(
                    snapshot => snapshot.Name, StringComparer.Ordinal),
        ];
        long size = all.Sum(snapshot => snapshot.SizeBytes);
        ImmutableArray<PrunedSnapshot>.Builder pruned = ImmutableArray.CreateBuilder<PrunedSnapshot>();
        for (int place = own.Count - 1; place > 0; place--)
        {
            PruneCandidate snapshot = own[place];
            PruneReason? reason = place >= limits.Keep ? PruneReason.Count
                : now - snapshot.Timestamp > limits.MaxAge ? PruneReason.Age
                : size > limits.MaxSizeBytes ? PruneReason.Size
                : null;
            if (reason is { } why)
            {
                size -= snapshot.SizeBytes;
                pruned.Add(new PrunedSnapshot(snapshot.Name, why, snapshot.SizeBytes));
            }
        }

        return pruned.ToImmutable();
    }
}
