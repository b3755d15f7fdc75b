using Furrow.Errors;
using Furrow.Events;
using Furrow.Schema;
using Furrow.Workflows;
using Furrow.Workflows.Verifying;

namespace Furrow.Specification.Workflows;

/// <summary>Whether migrations lead back: what <c>verify</c> finds, and what it leaves alone.</summary>
public abstract class VerifySpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Odd = "odd \"name\"; DROP TABLE a; -- ünï";

    [Fact]
    public async Task T15_a_down_that_fails_or_leaves_something_behind_is_named_with_what()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_table", "CREATE TABLE b (id integer);\nCREATE TABLE c (id integer);", "DROP TABLE b;")
            .Migration("3_index", "CREATE INDEX i ON a (id);", "SELECT 1;")
            .Migration("4_error", "CREATE TABLE d (id integer);", "DROP TABLE d;\n  DROP TABLE nowhere;")
            .Migration("5_none", "CREATE TABLE e (id integer);")
            .Migration("6_missing", "CREATE TABLE f (id integer);", "DROP TABLE f;\nDROP TABLE c;")
            .Migration("7_changed", "ALTER TABLE a ADD COLUMN n integer;", "DROP INDEX i;\nCREATE INDEX i ON a (n);")
            .Migration("8_last", "CREATE TABLE g (id integer);", "DROP TABLE g;");

        VerifyResult result = await harness.VerifyAsync();

        Assert.Equal(
            [
                "1 ok", "2 differs left-behind table c", "3 differs left-behind index i", "4 down-failed", "5 no-down",
                "6 differs missing table c", "7 differs left-behind column a.n, changed index i", "8 ok",
            ],
            result.Migrations.Select(migration => Describe(migration, harness.Schema)));
        FurrowException error = result.Migrations[3].Error!;
        Assert.Equal(("migrations/4_error.down.sql", 2, 3), (error.File, error.Line, error.Column ?? 3));
        CatalogDifference index = result.Migrations[6].Differences.Single(found => found.Kind == "index");
        Assert.NotEqual(index.Before, index.After);
        Assert.False(result.IsGood);
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task A_migration_that_does_not_go_up_again_is_told_and_the_next_ones_stand_on_all_before()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_rows", "INSERT INTO a VALUES (1);\nCREATE TABLE b (id integer);", "DROP TABLE b;")
            .Migration("3_next", "CREATE INDEX i ON b (id);", "DROP INDEX i;");

        VerifyResult result = await harness.VerifyAsync();

        Assert.Equal(
            [VerifyOutcome.Ok, VerifyOutcome.UpFailed, VerifyOutcome.Ok],
            result.Migrations.Select(migration => migration.Outcome));
        Assert.Equal(VerifyStage.UpAgain, result.Migrations[1].Stage);
        FurrowException error = result.Migrations[1].Error!;
        Assert.Equal(("migrations/2_rows.up.sql", 1), (error.File, error.Line));
    }

    [Fact]
    public async Task What_comes_after_one_that_does_not_go_up_is_tried_without_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_broken", "CREATE TABLE b (id integer);\nINSERT INTO nowhere VALUES (1);", "DROP TABLE b;")
            .Migration("3_needs_it", "CREATE INDEX i ON b (id);", "DROP INDEX i;")
            .Migration("4_does_not", "CREATE TABLE c (id integer);", "DROP TABLE c;");
        VerifyResult result = await harness.VerifyAsync();
        Assert.Equal(
            [VerifyOutcome.Ok, VerifyOutcome.UpFailed, VerifyOutcome.UpFailed, VerifyOutcome.Ok],
            result.Migrations.Select(migration => migration.Outcome));
        Assert.Equal(VerifyStage.Up, result.Migrations[1].Stage);
        Assert.Equal(2, result.Migrations[1].Error!.Line);
    }

    [Fact]
    public async Task Outside_of_a_transaction_a_bad_down_is_told_and_the_next_ones_stand_on_all_before()
    {
        await using WorkflowHarness harness = await CreateAsync();
        const string outside = "-- furrow: no-transaction\n";
        harness.Project
            .Migration("2_fails", "CREATE TABLE b (id integer);", outside + "DROP TABLE b;\nDROP TABLE nowhere;")
            .Migration("3_differs", "CREATE TABLE c (id integer);", outside + "DROP TABLE b;\nDROP TABLE c;")
            .Migration("4_good", outside + "CREATE INDEX i ON b (id);", outside + "DROP INDEX i;");
        VerifyResult result = await harness.VerifyAsync();
        Assert.Equal(
            ["1 ok", "2 down-failed", "3 differs missing table b", "4 ok"],
            result.Migrations.Select(migration => Describe(migration, harness.Schema)));
    }

    [Fact]
    public async Task What_one_script_leaves_in_the_session_is_not_there_for_the_next()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_temporary", "CREATE TEMPORARY TABLE t (id integer);\nCREATE TABLE b (id integer);", "DROP TABLE b;");
        Assert.True((await harness.VerifyAsync()).IsGood);
    }

    [Fact]
    public async Task A_column_that_is_dropped_and_added_again_leads_back()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration(
                "2_add",
                "ALTER TABLE a ADD COLUMN m text;\nALTER TABLE a ADD COLUMN n text;",
                "ALTER TABLE a DROP COLUMN n;\nALTER TABLE a DROP COLUMN m;")
            .Migration("3_drop", "ALTER TABLE a DROP COLUMN m;", "ALTER TABLE a ADD COLUMN m text;");
        Assert.True((await harness.VerifyAsync()).IsGood);
    }

    [Fact]
    public async Task Nothing_is_written_into_the_project_s_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);", "DROP TABLE b;");
        string before = await harness.FingerprintAsync();
        Assert.True((await harness.VerifyAsync()).IsGood);
        Assert.Equal(before, await harness.FingerprintAsync());
        Assert.Contains("migration-verified", harness.Events.Names);
    }

    [Fact]
    public async Task Names_may_be_anything()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string table = harness.Provider.Dialect.QuoteIdentifier(Odd);
        string other = harness.Provider.Dialect.QuoteIdentifier(Odd + "2");
        harness.Project
            .Migration("2_good", $"CREATE TABLE {table} (id integer);", $"DROP TABLE {table};")
            .Migration("3_bad", $"CREATE TABLE {other} (id integer);", "SELECT 1;");
        VerifyResult result = await harness.VerifyAsync();
        Assert.Equal(VerifyOutcome.Ok, result.Migrations[1].Outcome);
        CatalogDifference left = Assert.Single(result.Migrations[2].Differences);
        Assert.EndsWith(other, left.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_it_leaves_no_scratch_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_slow", harness.SlowStatement + ";", "SELECT 1;");
        using CancellationTokenSource interrupt =
            CancellationTokenSource.CreateLinkedTokenSource(WorkflowHarness.Token);
        harness.Events.On = told =>
        {
            if (told is MigrationVerified)
            {
                interrupt.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.RunAsync(project =>
            project.VerifyAsync(new VerifyOptions(), interrupt.Token)));
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task Beside_production_only_a_named_server_will_do()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "production", Yes = true });
        VerifyOptions unnamed = new() { Environment = "development" };
        if (harness.Provider.Capabilities.ServerDatabases)
        {
            FurrowException refused =
                await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.VerifyAsync(unnamed));
            Assert.Contains("--scratch", refused.Hint, StringComparison.Ordinal);
        }
        else
        {
            Assert.True((await harness.VerifyAsync(unnamed)).IsGood);
        }

        Assert.True((await harness.VerifyAsync(new VerifyOptions { Scratch = harness.Address })).IsGood);
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task A_scratch_server_of_another_kind_is_refused()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string other = harness.Provider.Name == "sqlite" ? "postgres://ann@localhost/x" : "sqlite:x.db";
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.VerifyAsync(new VerifyOptions { Scratch = other }));
        Assert.Contains("--scratch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_migrations_nothing_is_made()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        Assert.Empty((await harness.VerifyAsync()).Migrations);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.AllowScratchAsync();
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);", "DROP TABLE a;");
        return harness;
    }

    private static string Describe(VerifiedMigration migration, string schema)
    {
        IEnumerable<string> differences = migration.Differences.Select(found =>
            $"{found.Change.Word()} {found.Kind} {found.Name.Replace(schema + ".", "", StringComparison.Ordinal)}");
        return $"{migration.Version} {migration.Outcome.Word()} {string.Join(", ", differences)}".TrimEnd();
    }
}
