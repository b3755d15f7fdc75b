using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Tests.Events;

/// <summary>One of every event.</summary>
internal static class Samples
{
    internal static readonly EventError Failure =
        new(ErrorCode.SeedFailed, "no column \"hue\"", "42703", "05_cues.sql", 7);

    internal static readonly ImmutableArray<FurrowEvent> All =
    [
        new CommandStarted("setup", "pilates", "development"),
        new CommandCompleted("setup", 1234),
        new CommandFailed("setup", 1234, Failure),
        new VerdictRefused("clear", "shop", "production", "No.", "Stop."),
        new LockWaiting("ann@host 4711", 60000),
        new LockWaiting(null, 60000),
        new LockAcquired(15),
        new LockReleased(900),
        new MigrationStarted("001", "users"),
        new MigrationApplied("001", "users", 12),
        new MigrationFailed("001", "users", 12, new EventError(ErrorCode.MigrationFailed, "no")),
        new MigrationRetried("001", "users", 1, 83, "busy"),
        new RollbackStarted("001", "users"),
        new MigrationRolledBack("001", "users", 12),
        new RollbackFailed("001", "users", 12, new EventError(ErrorCode.MigrationFailed, "no")),
        new MigrationVerified("001", "users", "differs", 12),
        new SeedStarted("base/05_cues"),
        new SeedApplied("base/05_cues", "1.0.0", 30),
        new SeedRolledBack("base/05_cues", 6),
        new SeedTested("base/05_cues", "differs", 40),
        new SeedSkipped("base/05_cues", "already applied"),
        new SeedFailed("base/05_cues", 30, Failure),
        new SeedLogged("base/05_cues", "5 cues"),
        new RowsChanged("public.cues", 2, 1, 0),
        new RowsChanged("public.cues", 0, 0, 5),
        new TransactionBegun("seed base/05_cues"),
        new TransactionBegun(null),
        new TransactionCommitted("seed base/05_cues", 8),
        new TransactionRolledBack(null, 8),
        new DatabaseCreated("pilates"),
        new StampWritten("pilates", "test", null),
        new StampWritten("pilates", "staging", "test"),
        new SqlExecuted(EventOperation.Migrate, "CREATE TABLE \"é\" (a int)\n-- '<&>'", 3),
        new RowsGenerated("public.cues", 12, 40),
        new ChecksLeft("cues: cues_hue_check", IsDryRun: false),
        new TableCleared("public.cues", 12),
        new TableExported("public.cues", 12),
        new TableImported("public.cues", 12),
        new SnapshotCreated("demo-latest", 123456, 40),
        new DatabaseRestored("pilates", "demo-latest", 2, 40),
        new DatabaseRestored("pilates", null, 0, 40),
        new HookStarted("before_restore"),
        new HookWrote("before_restore", "Stopping backend"),
        new ObjectsDropped(9),
        new WarningRaised("The disk is nearly full.", null),
        new ProgressMade(EventOperation.Insert, "seed base/05_cues", "rows", 10, 200),
        new ProgressMade(EventOperation.Insert, "seed base/05_cues", "rows", 10, null),
        new ProgressMade(EventOperation.Insert, "generate users", "rows", 10, 20) { Whole = new WorkShare(30, 90) },
    ];
}
