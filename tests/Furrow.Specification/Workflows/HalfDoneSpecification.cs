using Furrow.Errors;
using Furrow.Migrations;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Migrations that stopped half-way: where the next attempt goes on, and when it asks first.</summary>
public abstract class HalfDoneSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string First = "-- furrow: no-transaction\nINSERT INTO a VALUES (1);\n";

    [Fact]
    public async Task A_failed_statement_is_corrected_and_the_next_run_goes_on_with_it()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(3, error.Line);
        StatusResult status = await harness.StatusAsync();
        HalfDoneMigration half = Assert.Single(status.Migrations.HalfDone);
        Assert.Equal(
            ("2", 1, StatementState.Done), (half.Record.Version, half.Progress.Statement, half.Progress.State));
        Assert.Equal(["2"], status.Migrations.Pending.Select(file => file.Version.Text));
        Assert.Empty(status.Migrations.Drift);

        harness.Project.Migration("2_b", First + "INSERT INTO a VALUES (2);");
        Assert.Equal(["2"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Version));
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
        Assert.Equal(
            ["1 applied", "2 failed", "2 applied"],
            await harness.HistoryAsync("migration_history", "version, status"));
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task An_edit_of_what_is_done_stops_it()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration(
            "2_b", First.Replace("(1)", "(7)", StringComparison.Ordinal) + "INSERT INTO a VALUES (2);");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationAmbiguous, () => harness.MigrateAsync());
        Assert.Contains("edited since", error.Message, StringComparison.Ordinal);
        Assert.Contains("furrow repair 2 --resume-at", error.Hint, StringComparison.Ordinal);

        await harness.RepairAsync(new RepairOptions("002") { ResumeAt = 2 });
        await harness.MigrateAsync();
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
    }

    [Fact]
    public async Task A_statement_whose_end_nobody_saw_is_run_again_where_that_does_no_harm()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        string text = $"INSERT INTO a VALUES (1);\n{harness.AloneStatement};\nINSERT INTO a VALUES (3);";
        await CrashAsync(harness, text, statement: 2);
        await harness.MigrateAsync();
        Assert.Equal(["1", "3"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
        Assert.Equal("2 applied", (await harness.HistoryAsync("migration_history", "version, status"))[^1]);
    }

    [Fact]
    public async Task Where_nobody_can_tell_it_stops_and_repair_settles_it()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await CrashAsync(harness, First + "INSERT INTO a VALUES (2);\nINSERT INTO a VALUES (3);", statement: 2);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationAmbiguous, () => harness.MigrateAsync());
        Assert.Equal(("migrations/2_b.up.sql", 3), (error.File, error.Line));
        foreach (string way in (string[])["--resume-at 2`", "--resume-at 3`", "--mark-done`"])
        {
            Assert.Contains($"furrow repair 2 {way}", error.Hint, StringComparison.Ordinal);
        }

        RepairResult result = await harness.RepairAsync(new RepairOptions("2") { ResumeAt = 3 });
        Assert.Equal(("2", MigrationWay.Up, 3), (result.Version, result.Direction, result.ResumeAt));
        await harness.MigrateAsync();
        Assert.Equal(["1", "3"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
    }

    [Fact]
    public async Task What_is_marked_done_is_applied_as_its_file_stands()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration("2_b", First);
        await harness.RepairAsync(new RepairOptions("2") { MarkDone = true });
        StatusResult status = await harness.StatusAsync();
        Assert.False(status.IsPending);
        Assert.False(status.HasDrift);
        Assert.Empty(status.Migrations.HalfDone);
        Assert.Equal("repair", (await harness.HistoryAsync("operation_history", "command"))[^1]);
    }

    [Fact]
    public async Task A_half_done_migration_whose_file_is_gone_stops_everything_until_it_is_settled()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Delete("migrations/2_b.up.sql");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationAmbiguous, () => harness.MigrateAsync());
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.RepairAsync(new RepairOptions("2") { ResumeAt = 1 }));
        await harness.RepairAsync(new RepairOptions("2") { MarkDone = true });
        Assert.Empty((await harness.MigrateAsync(new MigrateOptions { AllowDrift = true })).Applied);
    }

    [Fact]
    public async Task A_half_done_migration_stands_in_the_way_of_rollback_and_baseline()
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.RollbackAsync());
        Assert.Contains("half applied", error.Message, StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.BaselineAsync("2"));
    }

    [Theory]
    [InlineData("2", null, false)]
    [InlineData("2", 2, true)]
    [InlineData("2", 9, false)]
    [InlineData("1", 1, false)]
    [InlineData("7", null, true)]
    public async Task Repair_refuses_what_makes_no_sense(string version, int? resumeAt, bool markDone)
    {
        await using WorkflowHarness harness = await CreateAsync(First + "INSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        IReadOnlyList<string> before = await HistoryAsync(harness);
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage,
            () => harness.RepairAsync(new RepairOptions(version) { ResumeAt = resumeAt, MarkDone = markDone }));
        Assert.Equal(before, await HistoryAsync(harness));
    }

    [Fact]
    public async Task A_failed_attempt_of_one_transaction_leaves_nothing_half_done()
    {
        await using WorkflowHarness harness =
            await CreateAsync("INSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (2);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Empty((await harness.StatusAsync()).Migrations.HalfDone);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    private static Task<IReadOnlyList<string>> HistoryAsync(WorkflowHarness harness) =>
        harness.HistoryAsync("migration_history", "version, status, statement_index, statement_state");

    // What a process that dies after the record that a statement was started leaves behind.
    private static async Task CrashAsync(WorkflowHarness harness, string text, int statement)
    {
        harness.Project.Migration("2_b", text + "\nINSERT INTO nowhere VALUES (9);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration("2_b", text);
        await harness.RepairAsync(new RepairOptions("2") { ResumeAt = statement });
        string checksum = await ChecksumAsync(harness, statement);
        await harness.ExecuteAsync(
            "DELETE FROM a WHERE id > 1",
            $"""
            UPDATE {harness.State["migration_history"]}
            SET statement_index = {statement}, statement_state = 'started', statement_checksum = '{checksum}'
            WHERE status = 'started'
            """);
    }

    // The checksum until a statement is what the history holds when the one after it is to be resumed.
    private static async Task<string> ChecksumAsync(WorkflowHarness harness, int statement)
    {
        await harness.RepairAsync(new RepairOptions("2") { ResumeAt = statement + 1 });
        return await harness.ScalarAsync(
            $"SELECT statement_checksum FROM {harness.State["migration_history"]} WHERE status = 'started'");
    }

    private async Task<WorkflowHarness> CreateAsync(string second)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);").Migration("2_b", second);
        return harness;
    }
}
