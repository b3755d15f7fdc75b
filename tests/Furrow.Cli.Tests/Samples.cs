using System.Collections.Immutable;
using Furrow.Clearing;
using Furrow.Cli.Views;
using Furrow.Errors;
using Furrow.Integrity;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Sensitive;
using Furrow.Seeds.Rollback;
using Furrow.State;
using Furrow.Transfer;
using Furrow.Transfer.Importing;
using Furrow.Workflows;
using Furrow.Workflows.Verifying;

namespace Furrow.Cli.Tests;

/// <summary>Results as the engine could have returned them, with names that are hard to show.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Then = new(2026, 1, 30, 17, 0, 0, TimeSpan.FromHours(2));

    public static WorkPlace Place { get; } = new("development", "sqlite:.furrow/pilates.db", 1_234);

    public static LockState LiveLock { get; } = new("ana@studio pid 4711 (setup)", Then, Alive: true);

    public static LockState DeadLock { get; } = new("ana@studio pid 4711 (setup)", Then, Alive: false);

    public static MigrateResult Migrated { get; } = new(
    [
        new AppliedMigration("20251103090000", "create_users", 12, []),
        new AppliedMigration(
            "20251215140000", "add_waitlist_offers_and_check_in", 61_500, [Changes("users", 3, 14, 1)]),
        new AppliedMigration("20260101000000", "予約テーブルを作る", 3, [Changes("予約", 1_200, 0, 0)]),
    ]);

    public static RollbackResult RolledBack { get; } = new(
    [
        new AppliedMigration("20260101000000", "予約テーブルを作る", 3, []),
        new AppliedMigration("20251215140000", "add_waitlist_offers_and_check_in", 61_500, [Changes("users", 0, 0, 7)]),
    ]);

    public static MigrationPreview Rehearsed { get; } = new(
        IsExecuted: true,
        [
            new PreviewedMigration
            {
                Version = "20251215140000",
                Name = "add_waitlist_offers_and_check_in",
                StatementCount = 3,
                Obstacle = null,
                NamedTables = ["users", "予約"],
                Rehearsed = new RehearsedMigration(
                    12,
                    [Changes("users", 3, 14, 1)],
                    [new TableLocks(new ObjectName("main", "users"), ["RowExclusiveLock", "AccessExclusiveLock"])]),
            },
            new PreviewedMigration
            {
                Version = "20260101000000",
                Name = "予約テーブルを作る",
                StatementCount = 1,
                Obstacle = "CREATE INDEX CONCURRENTLY in line 1 runs outside of transactions only",
                NamedTables = ["users"],
            },
        ])
    {
        StoppedBecause = "20260101000000 予約テーブルを作る cannot be one transaction: "
            + "CREATE INDEX CONCURRENTLY in line 1 runs outside of transactions only",
    };

    public static BaselineResult Baseline => new(
        [Migration("20251103090000", "create_users"), Migration("20260101000000", "予約テーブルを作る")]);

    public static RepairResult Repaired { get; } = new("20251215140000", "add_waitlist", MigrationWay.Up, 3);

    public static SeedResult Seeded { get; } = new(
    [
        new SeedOutcomeRecord("base/00_studio_settings", SeedOutcome.Applied, 2, [Changes("studio_settings", 5, 0, 0)]),
        new SeedOutcomeRecord(
            "base/05_admin", SeedOutcome.Upgraded, 1_050, [Changes("users", 0, 1, 0), Changes("audit.log", 1, 0, 0)]),
        new SeedOutcomeRecord("development/10_évènements", SeedOutcome.Applied, 7, []),
        new SeedOutcomeRecord("base/20_opening", SeedOutcome.Skipped, 0, []),
    ]);

    public static SeedResult AllSkipped { get; } = new(
    [
        new SeedOutcomeRecord("base/00_studio_settings", SeedOutcome.Skipped, 0, []),
        new SeedOutcomeRecord("base/05_admin", SeedOutcome.Skipped, 0, []),
    ]);

    public static SeedRollbackResult SeedsRolledBack { get; } = new(
    [
        new SeedRolledBackRecord("development/10_évènements", 7, []),
        new SeedRolledBackRecord(
            "base/05_admin", 1_050, [Changes("users", 0, 1, 0), Changes("audit.log", 0, 0, 2)]),
    ]);

    public static ImmutableArray<TableRowCount> Tables { get; } =
    [
        new(new ObjectName("main", "bookings"), 1_234_567),
        new(new ObjectName("main", "evil\e[2J\u202etable"), 0),
        new(new ObjectName("main", "予約テーブル"), 12),
        new(new ObjectName("temp", "users"), 1),
    ];

    public static ClearResult Cleared { get; } = new(
        Tables, ["base/00_studio_settings", "development/10_évènements"]);

    public static ExportResult Exported { get; } = new(
        ExportFormat.Sql,
        "/srv/pilates/export",
        Tables,
        new ExportedFiles(
            [new("schema.sql", 999), new("data.sql", 12_345), new("advanced_seed.sql", 1_234_567_890)], ["seed.sql"]))
    {
        Sensitive =
        [
            new()
            {
                Table = new ObjectName("main", "users"),
                Column = "password_hash",
                Outcome = SensitiveOutcome.Null,
                Reason = "furrow.yaml says so",
            },
            new()
            {
                Table = new ObjectName("main", "予約"),
                Column = "phone",
                Outcome = SensitiveOutcome.Keep,
                Reason = "its name; --include-sensitive keeps it",
                Notes = ["A check may refuse it."],
            },
        ],
    };

    public static ImportResult Imported { get; } = new(Tables) { PendingMigrations = 2, PendingSeeds = 1 };

    public static ResetResult Reset { get; } = new(
        [
            new DroppedObject("table", "public.users"), new DroppedObject("table", "public.\"予約\""),
            new DroppedObject("view", "public.open_classes"),
        ],
        Migrated,
        Seeded,
        Tables);

    public static SetupResult Setup { get; } = new(DatabaseCreated: true, Migrated, Seeded, Tables);

    public static SetupResult SetupAgain { get; } = new(
        DatabaseCreated: false, new MigrateResult([]) { AppliedBefore = 8 }, AllSkipped, Tables);

    public static StatusResult StatusClean { get; } = new()
    {
        Environment = "development",
        Stamp = "development",
        Provider = "sqlite",
        Database = "sqlite:.furrow/pilates.db",
        ServerVersion = "3.35.5",
        Migrations = new MigrationPlan { AppliedCount = 8, Pending = [], Drift = [], OutOfOrder = [] },
        Seeds = new SeedPlan { AppliedCount = 5, ToRun = [], Skipped = [], Drift = [], Orphaned = [] },
        Tables = Tables,
        Lock = null,
    };

    public static StatusResult StatusTroubled { get; } = StatusClean with
    {
        Stamp = "production",
        Migrations = Plan.Migrations,
        Seeds = Plan.Seeds with { Orphaned = ["base/99_gone"] },
        Lock = LiveLock,
        Run = new("studio", Then, IsShared: true, ShardCount: 4, Missing: [2, 4]),
    };

    public static StatusResult StatusPending { get; } = StatusClean with
    {
        Stamp = null,
        Migrations = Plan.Migrations with { Drift = [] },
        Seeds = Plan.Seeds with { Drift = [] },
        Lock = DeadLock,
    };

    public static PlanResult Plan => new(
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        DatabaseExists: true,
        new MigrationPlan
        {
            AppliedCount = 6,
            Pending =
            [
                Migration("20251117093000", "create_friendships"),
                Migration("20251215140000", "add_waitlist_offers_and_check_in"),
            ],
            Drift =
            [
                new MigrationDrift("20251103090000", "create_users", MigrationDriftKind.Changed),
                new MigrationDrift("20251103101500", "create_packages", MigrationDriftKind.Missing),
            ],
            OutOfOrder = [],
            Repeatable = [new RepeatableMigration("free_places", Script("R__free_places.sql"), "")],
            HalfDone =
            [
                new HalfDoneMigration(
                    new MigrationRecord("20251117093000", "create_friendships", "", "started", Then, 3),
                    new MigrationProgress(MigrationWay.Up, 2, StatementState.Started, "")),
            ],
        },
        new SeedPlan
        {
            AppliedCount = 3,
            ToRun =
            [
                new PlannedSeed(Seed("base/00_studio_settings", SeedKind.Json, SeedPolicy.Upsert), SeedReason.Changed),
                new PlannedSeed(Seed("base/05_admin", SeedKind.Yaml, SeedPolicy.OnChange), SeedReason.Upgrade),
                new PlannedSeed(Seed("base/20_opening", SeedKind.Sql, SeedPolicy.Always), SeedReason.Always),
                new PlannedSeed(Seed("development/05_users", SeedKind.Csv, SeedPolicy.Upsert), SeedReason.New),
            ],
            Skipped = [],
            Drift = [new SeedDrift("base/30_rooms", "content changed, version still 1.0.0")],
            Orphaned = [],
        });

    public static PlanResult PlanFresh
    {
        get
        {
            MigrationFile late = Migration("20240101000000", "late_one");
            MigrationPlan migrations = Plan.Migrations with
            {
                Drift = [],
                Pending = [late, .. Plan.Migrations.Pending],
                OutOfOrder = [late],
            };
            SeedPlan seeds = Plan.Seeds with { Drift = [] };
            return Plan with { DatabaseExists = false, Migrations = migrations, Seeds = seeds };
        }
    }

    public static PlanResult PlanNothing => Plan with
    {
        Migrations = StatusClean.Migrations,
        Seeds = StatusClean.Seeds,
    };

    public static ListResult List { get; } = new(
        "development",
        [
            new ListedMigration("20251103090000", "create_users", IsApplied: true, Then, 12),
            new ListedMigration("20251215140000", "add_waitlist_offers_and_check_in", IsApplied: false, null, null),
            new ListedMigration("20260101000000", "予約", IsApplied: false, Then, 3) { IsHalfDone = true },
            new ListedMigration("R", "free_places", IsApplied: true, Then, 2),
        ],
        [
            new ListedSeed(Seed("base/00_studio_settings", SeedKind.Json, SeedPolicy.Upsert), "applied", Then, 2)
            {
                Metrics = new SeedMetrics("base/00_studio_settings", 1, 0) { LastMs = 2, MedianMs = 2, Rows = 1 },
            },
            new ListedSeed(Seed("base/05_admin", SeedKind.Yaml, SeedPolicy.OnChange), "drift", Then, 65_000)
            {
                Metrics = new SeedMetrics("base/05_admin", 3, 1) { LastMs = 65_000, MedianMs = 33_000, Rows = 1_200 },
            },
            new ListedSeed(Seed("development/10_予約", SeedKind.Csv, SeedPolicy.Upsert), "pending", null, null)
            {
                Metrics = new SeedMetrics("development/10_予約", 4, 0) { LastMs = 8, MedianMs = 7, Rows = 40 },
            },
            new ListedSeed(Seed("test/00_edge_cases", SeedKind.Sql, SeedPolicy.Once), "other environment", null, null),
        ]);

    public static VerifyResult Verified { get; } = new(
        [
            new("20251103090000", "create_users", VerifyOutcome.Ok),
            new("20251104083000", "create_classes", VerifyOutcome.Differs)
            {
                Stage = VerifyStage.Down,
                Differences =
                [
                    new("column", "public.users.n", CatalogChange.Changed, "integer NOT NULL", "integer"),
                    new("function", "public.\"touch it\"()", CatalogChange.LeftBehind, null, "CREATE FUNCTION …"),
                    new("table", "public.rooms", CatalogChange.Missing, "", null),
                ],
            },
            new("20251104090000", "fill_classes", VerifyOutcome.NoDown),
            new("20251105100000", "add_rooms", VerifyOutcome.DownFailed)
            {
                Stage = VerifyStage.Down,
                Error = new FurrowException(ErrorCode.MigrationFailed, "relation \"room\" does not exist")
                {
                    File = "migrations/20251105100000_add_rooms.down.sql",
                    Line = 2,
                    Column = 1,
                    SqlState = "42P01",
                    Detail = "table classes depends on it",
                    Hint = "Look twice.",
                },
            },
            new("20251106", "", VerifyOutcome.UpFailed)
            {
                Stage = VerifyStage.Up,
                Error = new FurrowException(ErrorCode.MigrationFailed, "near \">\": syntax error"),
            },
            new("20251107", "roles", VerifyOutcome.NotVerified)
            {
                Stage = VerifyStage.Down,
                Error = new FurrowException(ErrorCode.Refused, "DROP ROLE reaches beyond the scratch database."),
            },
        ],
        "postgres://ann@localhost:5432/pilates");

    public static DoctorResult Healthy { get; } = new(
    [
        new HealthCheck("project", HealthLevel.Ok, "/srv/pilates"),
        new HealthCheck("setting database", HealthLevel.Ok, "sqlite:.furrow/pilates.db (from default)"),
        new HealthCheck("lock", HealthLevel.Ok, "free"),
    ]);

    public static DoctorResult Unhealthy { get; } = new(
    [
        .. Healthy.Checks,
        new HealthCheck("stamp", HealthLevel.Warning, "none, and there are tables",
            "Run `furrow stamp development --confirm pilates.db` if this database is development."),
        new HealthCheck("migrations", HealthLevel.Failed,
            "migrations/20251103_x.up.sql: two files have the version 20251103\n"
                + "migrations/20251103_y.up.sql is the other",
            "Give one of them another version."),
    ]);

    public static DoctorResult Violated { get; } = new(Healthy.Checks)
    {
        Data = new DataReport(
            14,
            [
                new DataFinding(
                    DataFindingKind.ForeignKey, new ObjectName("public", "bookings"), "bookings_user_id_fkey",
                    "2 rows refer to public.users, where there is no such row",
                    "Add the missing rows, or change or remove the ones that refer to them.")
                {
                    Rows = 2,
                    Query = "SELECT c.* FROM ONLY \"public\".\"bookings\" c WHERE c.\"user_id\" IS NOT NULL AND NOT "
                        + "EXISTS (SELECT 1 FROM ONLY \"public\".\"users\" p WHERE p.\"id\" = c.\"user_id\")",
                },
                new DataFinding(
                    DataFindingKind.Unvalidated, new ObjectName("public", "users"), "users_email_check",
                    "every row keeps it, but it is NOT VALID",
                    "ALTER TABLE \"public\".\"users\" VALIDATE CONSTRAINT \"users_email_check\";")
                {
                    Rows = 0,
                    IsValidated = false,
                },
            ]),
    };

    public static CreateResult Created { get; } = new(
        ["/srv/pilates/furrow.yaml", "/srv/pilates/seeds/base/.gitkeep"], ["/srv/pilates/.gitignore"]);

    public static SeedFile Seed(string name, SeedKind kind, SeedPolicy policy) => new()
    {
        Name = name,
        Folder = name.Split('/')[0],
        Path = $"/srv/pilates/seeds/{name}.{kind.Word()}",
        DisplayPath = $"seeds/{name}.{kind.Word()}",
        Kind = kind,
        Policy = policy,
        Version = "1.0.0",
        Description = kind == SeedKind.Yaml ? "The studio's owner, who approves payments and opens classes" : "",
        Depends = kind == SeedKind.Csv ? ["base/05_admin"] : [],
        Requires = kind == SeedKind.Csv ? ["20251103090000"] : [],
        Tables = kind == SeedKind.Csv ? ["users"] : [],
        IsVolatile = kind == SeedKind.Json,
        Text = "",
        Checksum = "",
    };

    private static MigrationFile Migration(string version, string name) =>
        new(MigrationVersion.Parse(version), name, Script($"{version}_{name}.up.sql"), null, "");

    private static MigrationScript Script(string file) =>
        new($"/srv/pilates/migrations/{file}", "", MigrationTransaction.WherePossible);

    private static TableChanges Changes(string table, long inserted, long updated, long deleted) =>
        table.Split('.') switch
    {
        [var schema, var name] => new TableChanges(new ObjectName(schema, name), inserted, updated, deleted),
        _ => new TableChanges(new ObjectName("main", table), inserted, updated, deleted),
    };
}
