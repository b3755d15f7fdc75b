using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary>The snapshot that was taken.</summary>
/// <param name="Snapshot">Its metadata.</param>
/// <param name="Path">The file's full path; the server's name for a copy that the server keeps.</param>
public sealed record SnapshotCreateResult(SnapshotMetadata Snapshot, string Path);

/// <summary>The project's snapshots, newest first, broken ones among them.</summary>
public sealed record SnapshotListResult(ImmutableArray<StoredSnapshot> Snapshots);

/// <summary>The snapshot that is in place now.</summary>
/// <param name="Snapshot">Its metadata.</param>
/// <param name="Replaced">What it replaced.</param>
/// <param name="Seeds">The volatile seeds that were applied again.</param>
public sealed record SnapshotRestoreResult(SnapshotMetadata Snapshot, Replaced Replaced, SeedResult Seeds);

/// <summary>A snapshot that was checked.</summary>
/// <param name="Snapshot">Its metadata.</param>
/// <param name="Differences">How the database differs from it; empty where it does not, and where nobody asked.</param>
public sealed record SnapshotVerifyResult(
    SnapshotMetadata Snapshot, ImmutableArray<SnapshotDifference> Differences);

/// <summary>What the last restore had replaced is in place again.</summary>
/// <param name="Restored">What that was.</param>
/// <param name="Replaced">What it replaced in turn: undoing again brings that back.</param>
public sealed record SnapshotUndoResult(PreviousDatabase Restored, Replaced Replaced);

/// <summary>What pruning removed.</summary>
/// <param name="Pruned">The snapshots that are gone, oldest first.</param>
/// <param name="InUse">Those that were to go and are being used.</param>
/// <param name="KeptCount">How many of the environment are left.</param>
public sealed record SnapshotPruneResult(
    ImmutableArray<PrunedSnapshot> Pruned, ImmutableArray<string> InUse, int KeptCount);
