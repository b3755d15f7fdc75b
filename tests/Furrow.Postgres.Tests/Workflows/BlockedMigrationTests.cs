using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Migrations that other sessions' locks are in the way of.</summary>
public sealed class BlockedMigrationTests(PostgresServer server)
{
    private const string Settings = "migrations: { lock_timeout: 150ms }\n";

    [Fact]
    public async Task A_blocked_migration_lets_go_of_everything_between_attempts_and_readers_go_through()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "ALTER TABLE b ADD COLUMN c integer;\nALTER TABLE a ADD COLUMN c integer;");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ACCESS SHARE MODE");
        List<string> read = [];
        harness.Events.On = told =>
        {
            if (told is MigrationRetried { Attempt: <= 2 } retried)
            {
                // The first table of the migration was locked already, and readers of the second would have queued.
                read.AddRange(ReadAsync(harness).GetAwaiter().GetResult());
                if (retried.Attempt == 2)
                {
                    blocker.EndAsync().GetAwaiter().GetResult();
                }
            }
        };

        await harness.MigrateAsync();

        Assert.Equal(["0", "0", "0", "0"], read);
        Assert.Equal(
            ["1 applied", "2 applied"], await harness.HistoryAsync("migration_history", "version, status"));
        MigrationRetried first = harness.Events.All.OfType<MigrationRetried>().First();
        Assert.Equal(("2", 1), (first.Version, first.Attempt));
        Assert.InRange(first.PauseMs, 50, 100);
    }

    [Fact]
    public async Task It_gives_up_at_the_limit_and_nothing_of_it_remains()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "ALTER TABLE b ADD COLUMN c integer;\nALTER TABLE a ADD COLUMN c integer;");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ACCESS SHARE MODE");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.MigrationFailed,
            () => harness.RunAsync(
                project => project.MigrateAsync(new MigrateOptions(), WorkflowHarness.Token),
                options => options.LockTimeout = TimeSpan.Zero));
        Assert.Equal(("migrations/2_b.up.sql", 2), (error.File, error.Line));
        Assert.Contains("holds a lock", error.Hint, StringComparison.Ordinal);
        Assert.Empty(harness.Events.All.OfType<MigrationRetried>());
        Assert.Equal("0", await harness.ScalarAsync(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = 'b' AND column_name = 'c'"));
    }

    [Fact]
    public async Task A_deadlock_is_tried_again()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "LOCK TABLE a IN ACCESS EXCLUSIVE MODE;\nLOCK TABLE b IN ACCESS EXCLUSIVE MODE;\nINSERT INTO a VALUES (1);",
            "migrations: { lock_timeout: 30s }\n");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE b IN ACCESS EXCLUSIVE MODE");
        Task<Migrations.MigrateResult> migrating = harness.MigrateAsync();
        await WaitAsync(harness, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'b'::regclass");

        // The server ends whoever has waited longer: the migration.
        await blocker.RunAsync("LOCK TABLE a IN ACCESS EXCLUSIVE MODE");
        await blocker.EndAsync();
        await migrating;

        MigrationRetried told = Assert.Single(harness.Events.All.OfType<MigrationRetried>());
        Assert.Contains("deadlock", told.Reason, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_step_is_tried_again_and_those_before_it_are_not()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "-- furrow: no-transaction\nINSERT INTO b VALUES (1);\nALTER TABLE a ADD COLUMN c integer;");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ACCESS SHARE MODE");
        EndAtFirstRetry(harness, blocker);
        await harness.MigrateAsync();
        Assert.NotEmpty(harness.Events.All.OfType<MigrationRetried>());
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM b"));
    }

    [Fact]
    public async Task A_statement_outside_transactions_is_tried_again()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("VACUUM FULL a;");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ACCESS SHARE MODE");
        EndAtFirstRetry(harness, blocker);
        await harness.MigrateAsync();
        Assert.NotEmpty(harness.Events.All.OfType<MigrationRetried>());
        Assert.Equal("0", await harness.ScalarAsync(
            $"SELECT count(*) FROM {harness.State["migration_history"]} WHERE status <> 'applied'"));
    }

    [Fact]
    public async Task What_nobody_waits_behind_waits_as_long_as_it_takes()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("CREATE INDEX CONCURRENTLY a_by_id ON a (id);");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ROW EXCLUSIVE MODE");
        Task<Migrations.MigrateResult> migrating = harness.MigrateAsync();
        await WaitAsync(harness, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted");
        await Task.Delay(TimeSpan.FromMilliseconds(400), WorkflowHarness.Token);
        Assert.False(migrating.IsCompleted);
        await blocker.EndAsync();
        await migrating;
        Assert.Empty(harness.Events.All.OfType<MigrationRetried>());
        Assert.Equal("1", await harness.ScalarAsync(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_by_id'::regclass"));
    }

    [Fact]
    public async Task Numbers_that_a_stopped_attempt_used_up_are_used_again()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "INSERT INTO s (what) VALUES ('one');\nALTER TABLE a ADD COLUMN c integer;");
        await using Blocker blocker = await Blocker.BeginAsync(harness, "LOCK TABLE a IN ACCESS SHARE MODE");
        EndAtFirstRetry(harness, blocker);
        await harness.MigrateAsync();
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM s"));
    }

    private static void EndAtFirstRetry(PostgresWorkflowHarness harness, Blocker blocker) => harness.Events.On = told =>
    {
        if (told is MigrationRetried { Attempt: 1 })
        {
            blocker.EndAsync().GetAwaiter().GetResult();
        }
    };

    // As an application would: it may not wait at all.
    private static async Task<IReadOnlyList<string>> ReadAsync(PostgresWorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        await using ISessionTransaction transaction = await session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work, TimeSpan.FromMilliseconds(1)), WorkflowHarness.Token);
        List<string> counts = [];
        foreach (string table in (string[])["a", "b"])
        {
            await using var command = session.CreateCommand($"SELECT count(*)::text FROM {table}");
            counts.Add((string)(await command.ExecuteScalarAsync(WorkflowHarness.Token))!);
        }

        return counts;
    }

    private static async Task WaitAsync(PostgresWorkflowHarness harness, string condition)
    {
        while (await harness.ScalarAsync(condition) != "1")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), WorkflowHarness.Token);
        }
    }

    private async Task<PostgresWorkflowHarness> CreateAsync(string second, string settings = Settings)
    {
        PostgresWorkflowFixture fixture = new(server);
        var harness = (PostgresWorkflowHarness)await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Settings("name: shop\n" + settings)
            .Migration(
                "1_a",
                """
                CREATE TABLE a (id integer);
                CREATE TABLE b (id integer);
                CREATE TABLE s (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
                """);
        await harness.MigrateAsync();
        harness.Project.Migration("2_b", second);
        return harness;
    }

    /// <summary>Another session with an open transaction.</summary>
    private sealed class Blocker(IDatabase database, ISession session, ISessionTransaction transaction)
        : IAsyncDisposable
    {
        public static async Task<Blocker> BeginAsync(PostgresWorkflowHarness harness, string sql)
        {
            IDatabase database = harness.OpenDatabase();
            ISession session = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
            ISessionTransaction transaction = await session.BeginAsync(
                new TransactionRequest(TransactionPurpose.Work), WorkflowHarness.Token);
            Blocker blocker = new(database, session, transaction);
            await blocker.RunAsync(sql);
            return blocker;
        }

        public Task<long> RunAsync(string sql) => session.ExecuteAsync(
            new SqlStatement(sql, 1, 1, SqlStatementKind.Ordinary), WorkflowHarness.Token);

        public Task EndAsync() => transaction.RollbackAsync(WorkflowHarness.Token);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await session.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
