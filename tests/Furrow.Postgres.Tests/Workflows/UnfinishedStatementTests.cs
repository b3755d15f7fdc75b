using Furrow.Errors;
using Furrow.Providers;
using Furrow.Specification.Workflows;
using Furrow.Sql;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>What a statement outside transactions leaves when its end was not seen, and what becomes of it.</summary>
public sealed class UnfinishedStatementTests(PostgresServer server)
{
    private const string Build = "CREATE UNIQUE INDEX CONCURRENTLY \"odd \"\"index\"\"; --\" ON a (id)";
    private const string Index = "\"odd \"\"index\"\"; --\"";
    private const string IsValid = "SELECT indisvalid FROM pg_index WHERE indrelid = 'a'::regclass";

    [Fact]
    public async Task An_invalid_index_of_a_failed_attempt_is_dropped_and_built_again()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync($"{Build};\nINSERT INTO a VALUES (3);");
        await harness.ExecuteAsync("INSERT INTO a VALUES (1), (1)");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(("migrations/2_b.up.sql", 1), (error.File, error.Line));
        Assert.Equal(["0"], await harness.RowsAsync(IsValid));
        Assert.Equal(
            "started 1 failed",
            (await harness.HistoryAsync("migration_history", "status, statement_index, statement_state"))[1]);

        await harness.ExecuteAsync("DELETE FROM a");
        await harness.MigrateAsync();
        Assert.Equal(["1"], await harness.RowsAsync(IsValid));
        Assert.Equal(["3"], await harness.RowsAsync("SELECT id FROM a"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("valid", 1)]
    [InlineData("invalid", 1)]
    public async Task After_a_crash_the_index_itself_says_whether_it_was_built(string? left, int expected)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync($"{Build};\nINSERT INTO a VALUES (3);");
        await CrashAsync(harness, statement: 1);
        string before = "";
        if (left == "invalid")
        {
            await harness.ExecuteAsync("INSERT INTO a VALUES (1), (1)");
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => harness.ExecuteAsync(Build));
            await harness.ExecuteAsync("DELETE FROM a");
        }
        else if (left == "valid")
        {
            await harness.ExecuteAsync(Build);
            before = await OidAsync(harness);
        }

        await harness.MigrateAsync();

        Assert.Equal(["1"], await harness.RowsAsync(IsValid));
        Assert.Equal(expected, (await harness.RowsAsync("SELECT id FROM a")).Count);
        Assert.True(left != "valid" || before == await OidAsync(harness), "A finished index was built again.");
    }

    [Fact]
    public async Task An_index_without_a_name_cannot_be_judged()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("CREATE INDEX CONCURRENTLY ON a (id);");
        await CrashAsync(harness, statement: 1);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationAmbiguous, () => harness.MigrateAsync());
        Assert.Contains("furrow repair 2 --mark-done", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_index_is_not_dropped_again()
    {
        await using PostgresWorkflowHarness harness =
            await CreateAsync("DROP INDEX CONCURRENTLY public.a_what;\nINSERT INTO a VALUES (3);");
        await harness.ExecuteAsync("CREATE INDEX a_what ON a (id)");
        await CrashAsync(harness, statement: 1);
        await harness.ExecuteAsync("DROP INDEX IF EXISTS a_what");
        await harness.MigrateAsync();
        Assert.Equal(["3"], await harness.RowsAsync("SELECT id FROM a"));
    }

    [Fact]
    public async Task A_partition_whose_detaching_has_begun_is_detached_to_the_end()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;\nINSERT INTO a VALUES (3);");
        await harness.ExecuteAsync(
            "CREATE TABLE p (id integer) PARTITION BY LIST (id)",
            "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
        await CrashAsync(harness, statement: 1);
        await BeginDetachingAsync(harness);
        await harness.MigrateAsync();
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM pg_inherits"));
        Assert.Equal(["3"], await harness.RowsAsync("SELECT id FROM a"));
    }

    [Fact]
    public async Task A_statement_that_the_server_still_runs_for_a_dead_process_is_waited_for()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync($"{Build};\nINSERT INTO a VALUES (3);");
        await CrashAsync(harness, statement: 1);
        await using IDatabase database = harness.OpenDatabase();
        await using ISession writer = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        ISessionTransaction writing = await writer.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), WorkflowHarness.Token);
        await writer.ExecuteAsync(
            new SqlStatement("LOCK TABLE a IN ROW EXCLUSIVE MODE", 1, 1, SqlStatementKind.Ordinary),
            WorkflowHarness.Token);
        Task orphan = harness.ExecuteAsync(Build);
        while ((await harness.RowsAsync(IsValid)).Count == 0)
        {
            await Task.Delay(20, WorkflowHarness.Token);
        }

        string oid = await OidAsync(harness);
        Task<Migrations.MigrateResult> migrating = harness.MigrateAsync();
        await Task.Delay(400, WorkflowHarness.Token);
        Assert.False(migrating.IsCompleted);
        await writing.DisposeAsync();
        await orphan;
        await migrating;
        Assert.Equal(oid, await OidAsync(harness));
        Assert.Equal(["1"], await harness.RowsAsync(IsValid));
    }

    private static Task<string> OidAsync(PostgresWorkflowHarness harness) =>
        harness.ScalarAsync($"SELECT '{Index}'::regclass::oid::text");

    // A process that dies after it has recorded that a statement was started leaves this behind.
    private static async Task CrashAsync(PostgresWorkflowHarness harness, int statement)
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(harness.Project.Path, "migrations/2_b.up.sql"), WorkflowHarness.Token);
        harness.Project.Migration("2_b", "-- furrow: no-transaction\nSELECT 1;\nSELECT * FROM nowhere;");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration("2_b", text + "\nSELECT 1;");
        await harness.RepairAsync(new RepairOptions("2") { ResumeAt = statement + 1 });
        harness.Project.Migration("2_b", text);
        await harness.ExecuteAsync(
            $"""
            UPDATE {harness.State["migration_history"]}
            SET statement_index = {statement}, statement_state = 'started' WHERE status = 'started'
            """);
    }

    private static async Task BeginDetachingAsync(PostgresWorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession reader = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        await using (await reader.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), WorkflowHarness.Token))
        {
            await reader.ExecuteAsync(
                new SqlStatement("SELECT count(*) FROM p", 1, 1, SqlStatementKind.Ordinary), WorkflowHarness.Token);
            await using ISession detaching = await database.OpenSessionAsync(
                SessionAccess.Write, WorkflowHarness.Token);
            await detaching.ExecuteAsync(
                new SqlStatement("SET lock_timeout = '200ms'", 1, 1, SqlStatementKind.Ordinary),
                WorkflowHarness.Token);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => detaching.ExecuteAsync(
                new SqlStatement(
                    "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", 1, 1, SqlStatementKind.Ordinary),
                WorkflowHarness.Token));
        }

        Assert.Equal("1", await harness.ScalarAsync("SELECT inhdetachpending FROM pg_inherits"));
    }

    private async Task<PostgresWorkflowHarness> CreateAsync(string second)
    {
        PostgresWorkflowFixture fixture = new(server);
        var harness = (PostgresWorkflowHarness)await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);");
        await harness.MigrateAsync();
        harness.Project.Migration("2_b", second);
        return harness;
    }
}
