using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Sessions that end in the middle of the work.</summary>
public sealed class BrokenConnectionTests(PostgresServer server)
{
    [Fact]
    public async Task A_migration_whose_session_is_ended_leaves_nothing_and_the_next_run_completes()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        EndWhenWorking(harness, "a.query LIKE '%pg_sleep%'");

        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.DatabaseUnreachable, () => harness.MigrateAsync());

        Assert.Equal(("migrations/2_slow.up.sql", 2), (error.File, error.Line));
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(["migrate running"], await harness.HistoryAsync("operation_history", "command, result"));
        Assert.NotEmpty(harness.Events.Warnings);

        harness.Events.On = null;
        harness.Project.Migration("2_slow", "CREATE TABLE b (id integer);");
        Assert.Equal(["2"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Version));
        Assert.Equal(
            ["migrate interrupted", "migrate succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task Work_stops_when_its_lock_is_lost_and_that_is_no_interruption()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        EndWhenWorking(
            harness, "a.pid IN (SELECT l.pid FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted)");

        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Locked, () => harness.MigrateAsync());

        Assert.Contains("lost", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(
            ["migrate failed locked"],
            await harness.HistoryAsync("operation_history", "command, result, error_code"));
        Assert.False(await harness.HasTableAsync("b"));
    }

    [Fact]
    public async Task A_live_holder_is_unlocked_by_force_and_writes_nothing_more()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        Task<LockResult>? unlocking = null;
        harness.Events.On = e =>
        {
            if (e is TransactionBegun { Work: "2 slow" })
            {
                unlocking = Task.Run(() => harness.RunAsync(project => project.UnlockAsync(
                    new UnlockOptions { Force = true, Yes = true }, WorkflowHarness.Token)));
            }
        };
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Locked, () => harness.MigrateAsync());
        Assert.Contains("lost", error.Message, StringComparison.Ordinal);
        LockResult result = await unlocking!;
        Assert.True(result.Removed);
        Assert.Contains("(migrate)", result.Lock?.Holder, StringComparison.Ordinal);
        Assert.False(await harness.HasTableAsync("b"));
        Assert.Equal(
            ["migrate failed", "unlock succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    // In the background: whoever raises the event waits for those who hear it.
    private static void EndWhenWorking(PostgresWorkflowHarness harness, string condition) => harness.Events.On = e =>
    {
        if (e is TransactionBegun { Work: "2 slow" })
        {
            _ = Task.Run(() => EndAsync(harness, condition));
        }
    };

    private static async Task EndAsync(PostgresWorkflowHarness harness, string condition)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, WorkflowHarness.Token);
        string sql = $"""
            SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND {condition}
                AND EXISTS (SELECT FROM pg_stat_activity s
                    WHERE s.datname = current_database() AND s.pid <> pg_backend_pid() AND s.query LIKE '%pg_sleep%')
            """;
        while (true)
        {
            await using System.Data.Common.DbCommand command = session.CreateCommand(sql);
            if (await command.ExecuteScalarAsync(WorkflowHarness.Token) is > 0L)
            {
                return;
            }

            await Task.Delay(20, WorkflowHarness.Token);
        }
    }

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Migration("2_slow", $"CREATE TABLE b (id integer);\n{harness.SlowStatement};");
        return harness;
    }
}
