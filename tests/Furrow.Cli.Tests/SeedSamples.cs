using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Seeds.Checking;
using Furrow.Seeds.LockFile;
using Furrow.Seeds.Watching;
using Furrow.State;
using Furrow.Workflows.SeedTesting;
using Furrow.Workflows;

namespace Furrow.Cli.Tests;

/// <summary>Results of the commands around seeds, as the engine could have returned them.</summary>
internal static class SeedSamples
{
    private static readonly DateTimeOffset Then = new(2026, 1, 31, 8, 15, 0, TimeSpan.Zero);

    public static SeedSyncResult Synced { get; } = new("/srv/pilates/seeds/seeds.lock", 3, Written: true,
    [
        Change("base/00_studio_settings", null, "1.0.0"),
        Change("base/05_admin", "1.0.0", "1.0.0"),
        Change("base/évènements", "1.0.0", "1.1.0"),
        Change("development/10_gone", "1.0.0", null),
    ])
    {
        Accepted = new SeedAcceptance("base/05_admin", "1.0.0", WasDrift: true),
    };

    public static SeedTestResult Tested { get; } = new(
        [
            new("base/00_kinds", [.. Enum.GetValues<SeedTestStep>().Select(Good)], 80),
            new(
                "base/05_évènements",
                [
                    Good(SeedTestStep.Apply),
                    new(SeedTestStep.Twice, SeedTestOutcome.Differs)
                    {
                        Detail = "Applied a second time, it changes what is there.",
                        Tables =
                        [
                            new(new ObjectName("main", "marks"), 1, 2, []),
                            new(new ObjectName("main", "totals"), 3, 3, ["n", "changed at"]),
                            new(new ObjectName("other", "pairs"), 3, 3, []),
                        ],
                        Definitions = [new("table", "main.rooms", CatalogChange.LeftBehind, null, "CREATE TABLE …")],
                    },
                    new(SeedTestStep.Rollback, SeedTestOutcome.NotReversible)
                    {
                        Detail = "It cannot be taken back.",
                        Error = new FurrowException(ErrorCode.Refused, "What it wrote was not kept.")
                        {
                            File = "seeds/base/05_évènements.sql",
                            Hint = "Write base/05_évènements.down.sql beside it, which takes its rows back.",
                        },
                    },
                    new(SeedTestStep.Order, SeedTestOutcome.Failed)
                    {
                        Detail = "It fails unless base/00_kinds ran before, and does not say that it depends on it.",
                        Error = new FurrowException(ErrorCode.SeedFailed, "no such row")
                        {
                            File = "seeds/base/05_évènements.sql",
                            Line = 2,
                        },
                    },
                ],
                1_400),
            new(
                "base/10_lost",
                [
                    new(SeedTestStep.Apply, SeedTestOutcome.NotTested)
                    {
                        Detail = "base/07_gone, which it depends on, is not there.",
                    },
                ],
                0),
        ],
        "/srv/pilates/.furrow/scratch")
    {
        NotCompared = [(new ObjectName("main", "notes"), "created_at"), (new ObjectName("main", "notes"), "token")],
    };

    public static SeedSyncResult SyncedAlready { get; } = new("/srv/pilates/seeds/seeds.lock", 18, Written: false, []);

    public static SeedCleanResult Cleaned { get; } = new(["base/05_gone"], ["base/05_gone", "test/00_never"]);

    public static SeedResult Rehearsed { get; } = new(
    [
        new("base/05_admin", SeedOutcome.Applied, 9, [new(new("public", "users"), 1, 0, 0)])
        {
            Sequences = [new(new("public", "users_id_seq"), null, 1)],
        },
        new("development/10_予約", SeedOutcome.Upgraded, 1_900,
            [new(new("public", "bookings"), 1_200, 3, 1), new(new("audit", "log \e[2J"), 1_204, 0, 0)])
        {
            Sequences = [new(new("public", "bookings_id_seq"), 40, 1_240)],
        },
        new("base/00_studio_settings", SeedOutcome.Skipped, 0, []),
    ])
    {
        IsDryRun = true,
    };

    public static ImmutableArray<SeedMetrics> Metrics { get; } =
    [
        new("base/00_studio_settings", 1, 0) { LastMs = 2, MedianMs = 2, Rows = 1 },
        new("base/05_admin", 1_201, 1) { LastMs = 65_000, MedianMs = 33_000, Rows = 1_200 },
        new("base/10_never", 2, 2),
    ];

    public static SeedCheckResult Valid { get; } = new()
    {
        Environment = "development",
        Database = "sqlite:.furrow/pilates.db",
        SeedCount = 19,
        EnvironmentSeedCount = 18,
        PendingMigrations = 0,
        Findings = [],
    };

    public static SeedCheckResult Troubled { get; } = Valid with
    {
        Findings =
        [
            new(SeedFindingKind.Invalid, "base/05_admin", "Public.users has no column rol (did you mean role?).")
            {
                File = "seeds/base/05_admin.yaml", Line = 8, Column = 9,
            },
            new(SeedFindingKind.Invalid, "base/10_\e[2Jevil", "column \"emial\" does not exist")
            {
                File = "seeds/base/10_\e[2Jevil.sql", Line = 2, Column = 27, Hint = "Perhaps you meant \"email\".",
            },
            new(SeedFindingKind.Secret, "base/05_admin", "base/05_admin holds what looks like a fixed password.")
            {
                File = "seeds/base/05_admin.yaml", Line = 9, Column = 19, Hint = "Read it with `!env NAME`.",
            },
            new(SeedFindingKind.Drift, "base/20_opening", "base/20_opening was applied otherwise: content changed.")
            {
                File = "seeds/base/20_opening.sql", Hint = "Raise its version.",
            },
            new(SeedFindingKind.Orphaned, "base/30_gone", "base/30_gone is applied, and its file is gone."),
            new(SeedFindingKind.Lock, "base/35_new", "base/35_new is not listed.")
            {
                File = "seeds/seeds.lock", Hint = "`furrow seed-sync` writes it anew.",
            },
            new(SeedFindingKind.Lock, "base/40_newer", "base/40_newer is not listed.")
            {
                File = "seeds/seeds.lock", Hint = "`furrow seed-sync` writes it anew.",
            },
            new(SeedFindingKind.Pending, "base/35_new", "base/35_new is pending: new."),
            new(SeedFindingKind.Unchecked, "base/35_new", "2 of 5 statements not checked: they define something.")
            {
                File = "seeds/base/35_new.sql",
            },
        ],
    };

    public static SeedCheckResult BeforeMigrating { get; } = Troubled with { PendingMigrations = 2 };

    public static IEnumerable<SeedWatchEvent> Watched { get; } =
    [
        new(SeedWatchEventKind.Watching, Then, "seeds", ""),
        new(SeedWatchEventKind.Added, Then, "base/00_studio_settings", "version 1.0.0"),
        new(SeedWatchEventKind.Changed, Then.AddSeconds(61), "base/05_admin", "content; still version 1.0.0"),
        new(SeedWatchEventKind.Problem, Then.AddHours(3), "seeds/base/05_admin.yaml", "This is not a YAML mapping.")
        {
            Line = 3, Column = 7, Hint = "Expected keys such as version, description, depends and tables.",
        },
        new(SeedWatchEventKind.Solved, Then.AddHours(3), "seeds/base/05_admin.yaml", ""),
        new(SeedWatchEventKind.Removed, Then.AddHours(4), "base/evil\u202e\e[2J", ""),
        new(SeedWatchEventKind.Missing, Then.AddHours(4), "seeds", ""),
    ];

    private static SeedLockChange Change(string name, string? before, string? after) => new(
        (before, after) switch
        {
            (null, _) => SeedLockChangeKind.Added,
            (_, null) => SeedLockChangeKind.Removed,
            _ => before == after ? SeedLockChangeKind.Changed : SeedLockChangeKind.Versioned,
        },
        before is null ? null : new SeedLockEntry(name, "sql", before, "aa"),
        after is null ? null : new SeedLockEntry(name, "sql", after, "bb"));

    private static SeedTrial Good(SeedTestStep step) => new(step, SeedTestOutcome.Ok);
}
