using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>What PostgreSQL allows in a transaction, and what a dry run there sees.</summary>
public sealed class MigrationTransactionTests(PostgresServer server)
{
    [Theory]
    [InlineData("ALTER TYPE mood ADD VALUE 'calm';\nINSERT INTO m VALUES ('calm');")]
    [InlineData("ALTER TYPE mood ADD VALUE 'calm';\nDO $$ BEGIN INSERT INTO m VALUES ('calm'); END $$;")]
    [InlineData("ALTER TYPE public.\"mood\" ADD VALUE 'calm';\nCOPY m FROM stdin;\ncalm\n\\.\n")]
    [InlineData("CREATE TYPE t AS ENUM ();\nALTER TYPE t ADD VALUE 'calm';\nCREATE TABLE n AS SELECT 'calm'::t AS v;")]
    public async Task A_file_that_adds_a_value_to_a_type_and_uses_it_works(string sql)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(sql);
        await harness.MigrateAsync();
        Assert.Equal("0", await TransactionalAsync(harness));
    }

    [Theory]
    [InlineData("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm' AFTER 'sad';\nINSERT INTO m VALUES ('sad');")]
    [InlineData("CREATE TYPE t AS ENUM ('x', 'y');\nCREATE TABLE n AS SELECT 'y'::t AS v;")]
    [InlineData("ALTER TYPE mood ADD VALUE 'calm';\nALTER TYPE mood ADD VALUE 'wild' BEFORE 'calm';")]
    public async Task One_that_does_not_use_it_stays_one_transaction(string sql)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(sql);
        await harness.MigrateAsync();
        Assert.Equal("1", await TransactionalAsync(harness));
    }

    [Fact]
    public async Task A_file_that_has_to_be_a_transaction_and_uses_its_new_value_is_refused()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("SELECT 1;");
        harness.Project.Delete("migrations/2_b.up.sql").Migration(
            "2_b.tx", "ALTER TYPE mood ADD VALUE 'calm';\n\nINSERT INTO m VALUES ('calm');");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal(3, error.Line);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM pg_enum WHERE enumlabel = 'calm'"));
    }

    [Fact]
    public async Task The_isolation_level_of_a_files_own_transaction_is_kept()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            """
            START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE;
            CREATE TABLE level AS SELECT current_setting('transaction_isolation') AS name;
            COMMIT;
            """);
        await harness.MigrateAsync();
        Assert.Equal("serializable", await harness.ScalarAsync("SELECT name FROM level"));
        Assert.Equal("1", await TransactionalAsync(harness));
    }

    [Fact]
    public async Task A_procedure_that_commits_runs_outside_where_the_file_says_so()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            """
            -- furrow: no-transaction
            CREATE PROCEDURE two() LANGUAGE plpgsql
                AS $$ BEGIN INSERT INTO m VALUES ('sad'); COMMIT; INSERT INTO m VALUES ('sad'); END $$;
            CALL two();
            """);
        await harness.MigrateAsync();
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM m"));
    }

    [Fact]
    public async Task What_a_session_was_set_to_is_set_again_when_the_file_goes_on()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "-- furrow: no-transaction\nSET search_path = other;\nINSERT INTO o VALUES (1);\nSELECT * FROM nowhere;");
        await harness.ExecuteAsync("CREATE SCHEMA other", "CREATE TABLE other.o (id integer)");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        harness.Project.Migration(
            "2_b",
            """
            -- furrow: no-transaction
            SET search_path = other;
            INSERT INTO o VALUES (1);
            INSERT INTO o VALUES (2);
            """);
        await harness.MigrateAsync();
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM other.o ORDER BY id"));
    }

    [Fact]
    public async Task T14_a_dry_run_names_the_locks_that_each_migration_takes()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "ALTER TABLE m ADD COLUMN c integer;\nCREATE TABLE fresh (id integer);\nDROP TABLE other;");
        await harness.ExecuteAsync("CREATE TABLE other (id integer)");
        harness.Project.Migration("3_c", "UPDATE fresh SET id = 1;\nINSERT INTO s (what) VALUES ('x');");
        MigrationPreview preview = (await harness.MigrateAsync(new MigrateOptions { DryRun = true })).Preview!;
        Assert.Equal(
            [("m", "AccessExclusiveLock"), ("other", "AccessExclusiveLock")],
            preview.Migrations[0].Rehearsed!.Locks.Select(locks => (locks.Table.Name, locks.Modes[^1])));
        Assert.Equal(
            [("s", "RowExclusiveLock")],
            preview.Migrations[1].Rehearsed!.Locks.Select(locks => (locks.Table.Name, locks.Modes[^1])));
    }

    [Fact]
    public async Task A_dry_run_uses_up_no_numbers_in_development()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("INSERT INTO s (what) VALUES ('x'), ('y');");
        await harness.MigrateAsync(new MigrateOptions { DryRun = true });
        await harness.MigrateAsync();
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM s ORDER BY id"));
        Assert.Empty(await harness.HistoryAsync("runs", "kind"));
    }

    [Fact]
    public async Task Keys_that_are_deferred_from_the_start_are_so_for_each_migration_of_a_dry_run()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            """
            CREATE TABLE p (id integer PRIMARY KEY);
            CREATE TABLE q (id integer, p_id integer CONSTRAINT "odd ""key; --" REFERENCES p
                DEFERRABLE INITIALLY DEFERRED);
            INSERT INTO q VALUES (1, 1);
            INSERT INTO p VALUES (1);
            """);
        harness.Project.Migration("3_c", "INSERT INTO q VALUES (2, 2);\nINSERT INTO p VALUES (2);");
        MigrationPreview preview = (await harness.MigrateAsync(new MigrateOptions { DryRun = true })).Preview!;
        Assert.All(preview.Migrations, migration => Assert.NotNull(migration.Rehearsed));
    }

    [Fact]
    public async Task A_dry_run_ends_where_a_new_value_would_have_to_be_committed()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("ALTER TYPE mood ADD VALUE 'calm';");
        harness.Project.Migration("3_c", "INSERT INTO m VALUES ('calm');");
        MigrationPreview preview = (await harness.MigrateAsync(new MigrateOptions { DryRun = true })).Preview!;
        Assert.Contains("3 c uses a value", preview.StoppedBecause, StringComparison.Ordinal);
        Assert.Equal([true, false], preview.Migrations.Select(migration => migration.Rehearsed is not null));
    }

    private static Task<string> TransactionalAsync(PostgresWorkflowHarness harness) => harness.ScalarAsync(
        $"SELECT transactional FROM {harness.State["migration_history"]} WHERE version = '2' AND status = 'applied'");

    private async Task<PostgresWorkflowHarness> CreateAsync(string second)
    {
        PostgresWorkflowFixture fixture = new(server);
        var harness = (PostgresWorkflowHarness)await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration(
            "1_a",
            """
            CREATE TYPE mood AS ENUM ('sad');
            CREATE TABLE m (mood mood);
            CREATE TABLE s (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text);
            """);
        await harness.MigrateAsync();
        harness.Project.Migration("2_b", second);
        return harness;
    }
}
