using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>A seed that is in force.</summary>
/// <param name="Name"><c>folder/file</c>.</param>
/// <param name="Depends">What it depended on when it was applied last.</param>
/// <param name="Attempts">
/// The attempts whose rows are in force, oldest first: the first application and what was applied over it.
/// </param>
public sealed record AppliedSeed(string Name, ImmutableArray<string> Depends, ImmutableArray<SeedCapture> Attempts);

/// <summary>An applied attempt and whether what it wrote was kept, so that it can be put back.</summary>
/// <param name="HistoryId">Its row in the history.</param>
/// <param name="NotCaptured">Why what it wrote was not kept, as the end of a sentence; null where it was.</param>
public sealed record SeedCapture(long HistoryId, string? NotCaptured);

/// <summary>That a seed was taken back.</summary>
public sealed record SeedRollbackRecord(
    string Name, string Environment, DateTimeOffset StartedAt, long DurationMs, long OperationId, Actor Actor)
{
    /// <summary>Rows that taking it back wrote, per table.</summary>
    public ImmutableArray<TableChanges> Tables { get; init; } = [];
}
