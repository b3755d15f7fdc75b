using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Migrations that are not one transaction: found by themselves, done step by step.</summary>
public abstract class StepwiseSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Status = "version, status, transactional";

    [Fact]
    public async Task A_statement_that_needs_to_stand_alone_is_found_by_itself()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_b",
            $"INSERT INTO a VALUES (1);\n{harness.AloneStatement};\nINSERT INTO a VALUES (2), (3);");
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(["1 applied 1", "2 applied 0"], await harness.HistoryAsync("migration_history", Status));
        Assert.Equal(3, Assert.Single(result.Applied[1].Tables).Inserted);
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Empty((await harness.MigrateAsync()).Applied);
        Assert.Empty((await harness.StatusAsync()).Migrations.HalfDone);
    }

    [Theory]
    [InlineData("2_b.autocommit", "INSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);")]
    [InlineData("2_b", "-- furrow: no-transaction\nINSERT INTO a VALUES (1);\nINSERT INTO nowhere VALUES (1);")]
    [InlineData("2_b", "BEGIN;\nINSERT INTO a VALUES (1);\nCOMMIT;\nINSERT INTO nowhere VALUES (1);")]
    [InlineData("2_b", "INSERT INTO a VALUES (1);\nCOMMIT;\nINSERT INTO nowhere VALUES (1);")]
    public async Task What_asks_for_it_is_not_one_transaction(string title, string sql)
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(title, sql);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Contains(" done and stay", error.Hint, StringComparison.Ordinal);
        Assert.Contains("`furrow migrate` goes on with statement ", error.Hint, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Equal(
            ["1 applied 1", "2 started 0", "2 failed 0"], await harness.HistoryAsync("migration_history", Status));
    }

    [Fact]
    public async Task A_transaction_of_the_files_own_is_done_or_not()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_b",
            """
            BEGIN;
            INSERT INTO a VALUES (1);
            COMMIT;
            BEGIN TRANSACTION;
            INSERT INTO a VALUES (2);
            INSERT INTO nowhere VALUES (3);
            COMMIT;
            """);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(6, error.Line);
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM a"));
        harness.Project.Migration(
            "2_b",
            """
            BEGIN;
            INSERT INTO a VALUES (1);
            COMMIT;
            BEGIN TRANSACTION;
            INSERT INTO a VALUES (2);
            COMMIT;
            """);
        await harness.MigrateAsync();
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
    }

    [Fact]
    public async Task Savepoints_do_not_make_a_file_non_transactional()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_b",
            """
            INSERT INTO a VALUES (1);
            SAVEPOINT s;
            INSERT INTO a VALUES (2);
            ROLLBACK TO SAVEPOINT s;
            INSERT INTO a VALUES (3);
            """);
        await harness.MigrateAsync();
        Assert.Equal(["1 applied 1", "2 applied 1"], await harness.HistoryAsync("migration_history", Status));
        Assert.Equal(["1", "3"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
    }

    [Fact]
    public async Task What_has_to_be_a_transaction_and_cannot_is_refused_before_anything_runs()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);")
            .Migration("2_b.tx", $"INSERT INTO a VALUES (1);\n{harness.AloneStatement};");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(("migrations/2_b.tx.up.sql", 2), (error.File, error.Line));
        Assert.Empty((await harness.StatusAsync()).Tables);
    }

    [Theory]
    [InlineData("BEGIN;\nINSERT INTO a VALUES (1);\nROLLBACK;", "takes back its own work")]
    [InlineData("INSERT INTO a VALUES (1);\nBEGIN;\nINSERT INTO a VALUES (2);", "never committed")]
    [InlineData("BEGIN;\nINSERT INTO a VALUES (1);\nBEGIN;\nCOMMIT;\nCOMMIT;", "inside another one")]
    [InlineData("COMMIT;\nSAVEPOINT s;\nINSERT INTO a VALUES (2);\nRELEASE s;", "needs a transaction")]
    public async Task Transaction_control_that_cannot_be_followed_is_refused(string sql, string why)
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_b", sql);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Empty((await harness.StatusAsync()).Tables);
    }

    [Fact]
    public async Task A_way_down_goes_step_by_step_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_b",
            "CREATE TABLE b (id integer);",
            $"DROP TABLE b;\n{harness.AloneStatement};\nINSERT INTO nowhere VALUES (1);");
        await harness.MigrateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.RollbackAsync());
        HalfDoneMigration half = Assert.Single((await harness.StatusAsync()).Migrations.HalfDone);
        Assert.Equal((State.MigrationWay.Down, 2), (half.Progress.Direction, half.Progress.DoneCount));

        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationAmbiguous, () => harness.MigrateAsync());
        Assert.Contains("furrow rollback", error.Hint, StringComparison.Ordinal);

        harness.Project.Write(
            "migrations/2_b.down.sql", $"DROP TABLE b;\n{harness.AloneStatement};\nINSERT INTO a VALUES (1);");
        Assert.Equal(["2"], (await harness.RollbackAsync()).RolledBack.Select(migration => migration.Version));
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Equal(["2"], (await harness.StatusAsync()).Migrations.Pending.Select(file => file.Version.Text));
        Assert.Empty((await harness.StatusAsync()).Migrations.HalfDone);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer);");
        return harness;
    }
}
