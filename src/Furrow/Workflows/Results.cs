using System.Collections.Immutable;
using Furrow.Integrity;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Snapshots;
using Furrow.State;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows;

/// <summary>What <c>setup</c> did.</summary>
/// <param name="DatabaseCreated">Whether the database was missing.</param>
/// <param name="Migrations">The migrations applied.</param>
/// <param name="Seeds">The seeds, skipped ones included.</param>
/// <param name="Tables">Every user table with its exact row count afterwards.</param>
public sealed record SetupResult(
    bool DatabaseCreated, MigrateResult Migrations, SeedResult Seeds, ImmutableArray<TableRowCount> Tables)
{
    /// <summary>The snapshot that it began with; null for none.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The snapshot that it ended with (<c>snapshots: after_setup</c>); null for none.</summary>
    public string? NewSnapshot { get; init; }

    /// <summary>Whether there was anything to do.</summary>
    public bool DidAnything =>
        DatabaseCreated || Snapshot is not null || Migrations.Applied.Length > 0 || Seeds.DidAnything;
}

/// <summary>What <c>setup</c> would do, and why.</summary>
/// <param name="Recipe">The hash of the inputs.</param>
/// <param name="DatabaseExists">Whether the database is there; otherwise setup creates it.</param>
/// <param name="Migrations">Files against history.</param>
/// <param name="Seeds">Files against history.</param>
public sealed record PlanResult(string Recipe, bool DatabaseExists, MigrationPlan Migrations, SeedPlan Seeds)
{
    /// <summary>
    /// The snapshot that setup would restore in place of migrations and seeds, but for volatile ones; null for none.
    /// </summary>
    public string? Snapshot { get; init; }
}

/// <summary>The state of a database against its project.</summary>
public sealed record StatusResult
{
    /// <summary>The environment in force.</summary>
    public required string Environment { get; init; }

    /// <summary>The stamp inside the database; null for none.</summary>
    public required string? Stamp { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The database, without password.</summary>
    public required string Database { get; init; }

    /// <summary>What answered.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Files against history.</summary>
    public required MigrationPlan Migrations { get; init; }

    /// <summary>Files against history.</summary>
    public required SeedPlan Seeds { get; init; }

    /// <summary>What the runs of every seed in the history were like, by name.</summary>
    public ImmutableArray<SeedMetrics> SeedMetrics { get; init; } = [];

    /// <summary>Every user table with its exact row count.</summary>
    public required ImmutableArray<TableRowCount> Tables { get; init; }

    /// <summary>Who holds the lock; null for nobody.</summary>
    public required LockState? Lock { get; init; }

    /// <summary>The run of <c>generate</c> that is open; null for none.</summary>
    public OpenRun? Run { get; init; }

    /// <summary>Whether something is to be applied.</summary>
    public bool IsPending => Migrations.IsPending || Seeds.Pending.Any();

    /// <summary>Whether something applied is no longer what the files say.</summary>
    public bool HasDrift => Migrations.Drift.Length > 0 || Seeds.Drift.Length > 0 || Seeds.Orphaned.Length > 0;
}

/// <summary>A seed as <c>list</c> shows it.</summary>
/// <param name="Seed">The file.</param>
/// <param name="State"><c>applied</c>, <c>pending</c>, <c>drift</c>, <c>always</c>, or <c>other
/// environment</c>.</param>
/// <param name="LastAppliedAt">When it was last applied; null for never.</param>
/// <param name="LastDurationMs">How long that took.</param>
public sealed record ListedSeed(SeedFile Seed, string State, DateTimeOffset? LastAppliedAt, long? LastDurationMs)
{
    /// <summary>What its runs were like; null where it never ran.</summary>
    public SeedMetrics? Metrics { get; init; }

    /// <summary>
    /// How long it will take, in milliseconds, for one that is to run: as long as it usually did. Null for others, and
    /// where it never succeeded.
    /// </summary>
    public long? EstimatedMs => State is "pending" or "always" ? Metrics?.MedianMs : null;
}

/// <summary>What the project offers.</summary>
/// <param name="Environment">The environment in force.</param>
/// <param name="Migrations">Every migration, with whether it is applied.</param>
/// <param name="Seeds">Every seed of every folder.</param>
public sealed record ListResult(
    string Environment, ImmutableArray<ListedMigration> Migrations, ImmutableArray<ListedSeed> Seeds)
{
    /// <summary>Every snapshot, newest first.</summary>
    public ImmutableArray<StoredSnapshot> Snapshots { get; init; } = [];
}

/// <summary>A migration as <c>list</c> shows it; a repeatable one has the version <c>R</c>.</summary>
public sealed record ListedMigration(
    string Version, string Name, bool IsApplied, DateTimeOffset? AppliedAt, long? DurationMs)
{
    /// <summary>Whether it stopped half-way.</summary>
    public bool IsHalfDone { get; init; }
}

/// <summary>Every health check, in the order to show them.</summary>
public sealed record DoctorResult(ImmutableArray<HealthCheck> Checks)
{
    /// <summary>What a look at every row found; null where none was asked for, or none was possible.</summary>
    public DataReport? Data { get; init; }

    /// <summary>Whether nothing failed and nothing is wrong with rows; warnings do not count.</summary>
    public bool IsHealthy =>
        Checks.All(check => check.Level != HealthLevel.Failed) && Data is null or { Findings.IsEmpty: true };
}

/// <summary>Files that were written, and those that were there already; full paths.</summary>
public sealed record CreateResult(ImmutableArray<string> Created, ImmutableArray<string> Kept)
{
    /// <summary>Files that were there and hold something else now; full paths.</summary>
    public ImmutableArray<string> Updated { get; init; } = [];
}

/// <summary>The stamp before and after; null for none.</summary>
public sealed record StampResult(string? Before, string? Stamp);

/// <summary>The lock's holder, or null; whether <c>unlock</c> removed one.</summary>
public sealed record LockResult(LockState? Lock, bool Removed);
