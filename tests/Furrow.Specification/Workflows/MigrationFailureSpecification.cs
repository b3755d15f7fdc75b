using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What a migration that fails leaves behind, and what it says.</summary>
public abstract class MigrationFailureSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Broken = """
        -- ünïcode before the fault must not move it
        CREATE TABLE b (id integer PRIMARY KEY);
        INSERT INTO b VALUES (1);

        INSERT INTO nowhere VALUES (1);
        CREATE TABLE after_b (id integer);
        """;

    [Fact]
    public async Task T3_a_failed_migration_is_not_recorded_as_applied()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());

        Assert.Equal(
            ["1 applied", "2 failed"], await harness.HistoryAsync("migration_history", "version, status"));
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["a"], status.Tables.Select(table => table.Table.Name));
        Assert.Equal(["2", "3"], status.Migrations.Pending.Select(file => file.Version.Text));
        Assert.Equal(
            ["migrate failed migration.failed"],
            await harness.HistoryAsync("operation_history", "command, result, error_code"));
    }

    [Fact]
    public async Task The_next_run_goes_on_where_it_stopped()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(["2", "3"], result.Applied.Select(migration => migration.Version));
        Assert.Equal(
            ["1 applied", "2 failed", "2 applied", "3 applied"],
            await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task The_error_names_file_and_line_of_the_statement()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(("migrations/2_b.up.sql", 5), (error.File, error.Line));
        Assert.NotNull(error.Column);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.SqlState));
        MigrationFailed told = Assert.Single(harness.Events.All.OfType<MigrationFailed>());
        Assert.Equal((error.Code, error.Message, error.File, error.Line), (
            told.Failure.Code, told.Failure.Message, told.Failure.File, told.Failure.Line));
        Assert.Contains(
            error.Message,
            await harness.ScalarAsync(
                $"SELECT error FROM {harness.State["migration_history"]} WHERE status = 'failed'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task T8_history_row_and_work_commit_together_or_not_at_all()
    {
        await using WorkflowHarness harness = await CreateAsync("CREATE TABLE b (id integer);");
        await harness.MigrateAsync(new MigrateOptions { Target = "1" });
        await harness.RefuseRowsAsync("migration_history", "NEW.status = 'applied'");

        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());

        Assert.Contains("history is closed", error.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], (await harness.StatusAsync()).Tables.Select(table => table.Table.Name));
        Assert.Equal(["1 applied", "2 failed"], await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task Where_not_even_the_failure_can_be_recorded_the_first_fault_is_told()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync(new MigrateOptions { Target = "1" });
        await harness.RefuseRowsAsync("migration_history", "NEW.version = '2'");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Contains(harness.Events.Warnings, text => text.Contains("history is closed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_checked_at_commit_fails_the_migration_too()
    {
        await using WorkflowHarness harness = await CreateAsync(
            """
            CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO b VALUES (1, 77);
            """);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal("migrations/2_b.up.sql", error.File);
        Assert.False(await harness.HasTableAsync("b"));
    }

    [Fact]
    public async Task What_cannot_run_is_found_in_all_files_before_the_first_runs()
    {
        await using WorkflowHarness harness = await CreateAsync("SELECT 'open;");
        harness.Project.Migration("3_c", "CREATE TABLE c (id integer);\nBEGIN;\nCREATE TABLE d (id integer);");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Contains("migrations/2_b.up.sql:1", error.Detail, StringComparison.Ordinal);
        Assert.Contains("migrations/3_c.up.sql:2", error.Detail, StringComparison.Ordinal);
        Assert.Empty((await harness.StatusAsync()).Tables);
        Assert.Empty(await harness.HistoryAsync("migration_history", "version"));
    }

    [Fact]
    public async Task A_files_own_transaction_is_taken_off()
    {
        await using WorkflowHarness harness = await CreateAsync(
            "BEGIN;\nCREATE TABLE b (id integer);\nINSERT INTO nowhere VALUES (1);\nCOMMIT;");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(3, error.Line);
        Assert.False(await harness.HasTableAsync("b"));
        harness.Project.Migration("2_b", "BEGIN;\nCREATE TABLE b (id integer);\nCOMMIT;");
        await harness.MigrateAsync();
        Assert.True(await harness.HasTableAsync("b"));
    }

    [Fact]
    public async Task A_target_is_reached_and_not_passed()
    {
        await using WorkflowHarness harness = await CreateAsync("CREATE TABLE b (id integer);");
        MigrateResult result = await harness.MigrateAsync(new MigrateOptions { Target = "002" });
        Assert.Equal(["1", "2"], result.Applied.Select(migration => migration.Version));
        Assert.Empty((await harness.MigrateAsync(new MigrateOptions { Target = "1" })).Applied);
        Assert.Equal(["3"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Version));
    }

    [Theory]
    [InlineData("two")]
    [InlineData("")]
    public async Task A_target_that_is_no_version_is_refused_before_anything(string target)
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.MigrateAsync(new MigrateOptions { Target = target }));
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task A_target_that_is_not_there_is_refused()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.MigrateAsync(new MigrateOptions { Target = "7" }));
        Assert.Contains("from 1 to 3", error.Hint, StringComparison.Ordinal);
        Assert.Empty((await harness.StatusAsync()).Tables);
    }

    [Fact]
    public async Task G4_mixed_numbering_runs_by_number()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("20250111231125_last", "INSERT INTO a VALUES (4);")
            .Migration("001_first", "CREATE TABLE a (id integer);")
            .Migration("20240321_then", "INSERT INTO a VALUES (3);")
            .Migration("10_tenth", "INSERT INTO a VALUES (2);")
            .Migration("9_ninth", "INSERT INTO a VALUES (1);");
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(
            ["001", "9", "10", "20240321", "20250111231125"], result.Applied.Select(migration => migration.Version));
        Assert.Equal("4", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    private async Task<WorkflowHarness> CreateAsync(string second = Broken)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Migration("2_b", second)
            .Migration("3_c", "CREATE TABLE c (id integer);");
        return harness;
    }
}
