using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Dry runs: they show what would really happen, and leave nothing.</summary>
public abstract class DryRunSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task T14_a_dry_run_shows_what_the_migrations_really_do()
    {
        await using WorkflowHarness harness = await CreateAsync();
        MigrationPreview preview = await PreviewAsync(harness);
        Assert.True(preview.IsExecuted);
        Assert.Null(preview.StoppedBecause);
        Assert.Equal(["2", "3"], preview.Migrations.Select(migration => migration.Version));
        PreviewedMigration insert = preview.Migrations[0];
        Assert.Equal((2, null), (insert.StatementCount, insert.Obstacle));
        Assert.Equal(["a"], insert.NamedTables);
        Assert.Equal((3L, 1L), Assert.Single(insert.Rehearsed!.Tables) is var a ? (a.Inserted, a.Updated) : default);
        Assert.Equal(["b", "a"], preview.Migrations[1].NamedTables);
        Assert.NotNull(preview.Migrations[1].Rehearsed);
    }

    [Fact]
    public async Task A_dry_run_leaves_nothing_but_a_row_about_itself()
    {
        await using WorkflowHarness harness = await CreateAsync();
        IReadOnlyList<string> before = await harness.HistoryAsync("migration_history", "version, status");
        await PreviewAsync(harness);
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM a"));
        Assert.Equal(before, await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(
            "migrate --dry-run succeeded", (await harness.HistoryAsync("operation_history", "command, result"))[^1]);
        Assert.Equal(["2", "3"], (await harness.StatusAsync()).Migrations.Pending.Select(file => file.Version.Text));
        Assert.Equal(["2", "3"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Version));
    }

    [Theory]
    [InlineData("development")]
    [InlineData("staging")]
    public async Task A_database_without_furrows_tables_stays_so(string environment)
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);");
        string before = await harness.FingerprintAsync();
        MigrationPreview preview = await PreviewAsync(harness, environment);
        Assert.Equal(environment == "development", preview.IsExecuted);
        Assert.Equal(environment == "development", Assert.Single(preview.Migrations).Rehearsed is not null);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task Elsewhere_it_reads_the_files_unless_told_to_execute()
    {
        await using WorkflowHarness harness = await CreateAsync("staging");
        MigrationPreview read = await PreviewAsync(harness, "staging");
        Assert.False(read.IsExecuted);
        Assert.All(read.Migrations, migration => Assert.Null(migration.Rehearsed));
        Assert.Equal(["b", "a"], read.Migrations[1].NamedTables);

        MigrationPreview executed = await PreviewAsync(harness, "staging", execute: true);
        Assert.True(executed.IsExecuted);
        Assert.All(executed.Migrations, migration => Assert.NotNull(migration.Rehearsed));
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM a"));
    }

    [Fact]
    public async Task T4_execute_without_dry_run_is_refused_and_not_ignored()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.MigrateAsync(new MigrateOptions { Execute = true }));
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM a"));
    }

    [Fact]
    public async Task It_says_where_it_has_to_end()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2.5_alone", $"{harness.AloneStatement};");
        MigrationPreview preview = await PreviewAsync(harness);
        Assert.Equal(
            [("2", true), ("2.5", false), ("3", false)],
            preview.Migrations.Select(migration => (migration.Version, migration.Rehearsed is not null)));
        Assert.Contains("2.5 alone cannot be one transaction", preview.StoppedBecause, StringComparison.Ordinal);
        Assert.NotNull(preview.Migrations[1].Obstacle);
    }

    [Fact]
    public async Task A_migration_that_would_fail_fails_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("3_c", "CREATE TABLE c (id integer);\nINSERT INTO nowhere VALUES (1);");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => PreviewAsync(harness));
        Assert.Equal(("migrations/3_c.up.sql", 2), (error.File, error.Line));
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM a"));
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task What_a_commit_would_refuse_fails_it_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_b",
            """
            CREATE TABLE p (id integer PRIMARY KEY);
            CREATE TABLE q (id integer, p_id integer REFERENCES p DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO q VALUES (1, 77);
            """);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => PreviewAsync(harness));
        Assert.Equal("migrations/2_b.up.sql", error.File);
        Assert.Equal(["a"], (await harness.StatusAsync()).Tables.Select(table => table.Table.Name));
    }

    [Fact]
    public async Task Drift_stops_it_as_it_stops_migrate()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1_a", "SELECT 'changed';", "DROP TABLE a;");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationDrift, () => PreviewAsync(harness));
    }

    [Fact]
    public async Task Rollback_has_its_own()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync();
        RollbackResult result = await harness.RollbackAsync(new RollbackOptions { Target = 2, DryRun = true });
        Assert.Empty(result.RolledBack);
        Assert.Equal(["3", "2"], result.Preview!.Migrations.Select(migration => migration.Version));
        Assert.True(result.Preview.IsExecuted);
        Assert.Equal(["a", "b"], (await harness.StatusAsync()).Tables.Select(table => table.Table.Name));
        Assert.Equal("4", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    private static async Task<MigrationPreview> PreviewAsync(
        WorkflowHarness harness, string? environment = null, bool execute = false)
    {
        MigrateResult result = await harness.MigrateAsync(
            new MigrateOptions { DryRun = true, Environment = environment, Execute = execute });
        Assert.Empty(result.Applied);
        return Assert.IsType<MigrationPreview>(result.Preview);
    }

    private async Task<WorkflowHarness> CreateAsync(string? environment = null)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);\nINSERT INTO a VALUES (1);", "DROP TABLE a;");
        await harness.MigrateAsync(new MigrateOptions { Environment = environment });
        harness.Project
            .Migration(
                "2_b",
                "INSERT INTO a VALUES (2), (3), (4);\nUPDATE a SET id = 10 WHERE id = 2;",
                "DELETE FROM a WHERE id > 1;")
            .Migration("3_c", "CREATE TABLE b (id integer);\nALTER TABLE a ADD COLUMN c integer;", "DROP TABLE b;");
        return harness;
    }
}
