using Furrow.Errors;
using Furrow.Events;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Numbers that attempts used up which came to nothing.</summary>
public sealed class SequenceRunTests(PostgresServer server)
{
    private const string Broken = """
        INSERT INTO a (what) VALUES ('lost'), ('lost'), ('lost');
        INSERT INTO nowhere VALUES (1);
        """;

    [Fact]
    public async Task A_failed_attempt_uses_up_no_numbers_in_development()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_b.sql", Broken);
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SetupAsync());
        harness.Project.Seed("base/10_b.sql", "INSERT INTO a (what) VALUES ('third');");
        await harness.SetupAsync();
        Assert.Equal(["1 one", "2 two", "3 third"], await harness.RowsAsync("SELECT id, what FROM a ORDER BY id"));
        Assert.Empty(await harness.HistoryAsync("runs", "kind"));
    }

    [Fact]
    public async Task Neither_does_a_failed_migration_after_some_that_left_sequences_alone()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Project.Migration("2_s", "CREATE SEQUENCE s;")
            .Migration("3_b", "CREATE TABLE b (id bigint DEFAULT nextval('s') PRIMARY KEY, what text);")
            .Migration("4_c", "CREATE TABLE c (id bigint PRIMARY KEY);")
            .Migration("5_d", "INSERT INTO b (what) VALUES ('lost');\n" + Broken);
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.SetupAsync());
        Assert.Equal("1 0", await harness.ScalarAsync("SELECT last_value, is_called FROM s"));
        Assert.Equal("2 1", await harness.ScalarAsync("SELECT last_value, is_called FROM a_id_seq"));
    }

    [Fact]
    public async Task Neither_does_one_that_is_interrupted()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Seed(
            "base/10_b.sql", $"INSERT INTO a (what) VALUES ('lost');\n{harness.SlowStatement};");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(WorkflowHarness.Token);
        harness.Events.On = e =>
        {
            if (e is TransactionBegun { Work: "base/10_b" })
            {
                stop.CancelAfter(300);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.RunAsync(project => project.SetupAsync(new(), stop.Token)));
        Assert.Equal("2 1", await harness.ScalarAsync("SELECT last_value, is_called FROM a_id_seq"));
        Assert.Equal(["setup interrupted"], await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task What_a_killed_command_moved_is_set_back_by_the_next()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await LeaveRunAsync(harness);
        await harness.ExecuteAsync("SELECT nextval('a_id_seq') FROM generate_series(1, 5)");
        await harness.SetupAsync();
        Assert.Equal("2 1", await harness.ScalarAsync("SELECT last_value, is_called FROM a_id_seq"));
        Assert.Empty(await harness.HistoryAsync("runs", "kind"));
    }

    [Fact]
    public async Task Numbers_that_somebody_used_since_stay_used()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await LeaveRunAsync(harness);
        await harness.ExecuteAsync("INSERT INTO a (what) VALUES ('theirs')");
        await harness.SetupAsync();
        Assert.Equal("3 1", await harness.ScalarAsync("SELECT last_value, is_called FROM a_id_seq"));
    }

    [Fact]
    public async Task In_staging_gaps_are_left_alone()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_b.sql", Broken);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => harness.SetupAsync(new SetupOptions { Environment = "staging" }));
        Assert.Equal("5 1", await harness.ScalarAsync("SELECT last_value, is_called FROM a_id_seq"));
    }

    private static Task LeaveRunAsync(PostgresWorkflowHarness harness) => harness.ExecuteAsync(
        """
        INSERT INTO furrow.runs (operation_id, kind, started_at, details) VALUES (1, 'sequences', now(),
            '[{"schema": "public", "name": "a_id_seq", "lastValue": 2, "isCalled": true}]')
        """);

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id bigserial PRIMARY KEY, what text);")
            .Seed("base/00_a.sql", "INSERT INTO a (what) VALUES ('one'), ('two');");
        return harness;
    }
}
