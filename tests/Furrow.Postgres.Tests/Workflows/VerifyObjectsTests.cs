using Furrow.Errors;
using Furrow.Schema;
using Furrow.Specification.Workflows;
using Furrow.Workflows.Verifying;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>What PostgreSQL alone has, as <c>verify</c> tells of it.</summary>
public sealed class VerifyObjectsTests(PostgresWorkflowFixture fixture) : IClassFixture<PostgresWorkflowFixture>
{
    [Fact]
    public async Task T15_a_default_a_comment_a_function_a_label_a_trigger_s_mode_and_a_privilege_are_seen()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_default", "ALTER TABLE a ALTER n SET DEFAULT 2;", "ALTER TABLE a ALTER n SET DEFAULT 3;")
            .Migration("3_comment", "COMMENT ON COLUMN a.n IS 'n';", "-- nothing\nSELECT 1;")
            .Migration("4_function", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", "")
            .Migration("5_label", "ALTER TYPE mood ADD VALUE 'glad';", "-- a label cannot be dropped\n")
            .Migration(
                "6_trigger", "ALTER TABLE a DISABLE TRIGGER touch;", "ALTER TABLE a ENABLE REPLICA TRIGGER touch;")
            .Migration("7_privilege", "GRANT SELECT, INSERT ON a TO PUBLIC;", "REVOKE SELECT ON a FROM PUBLIC;")
            .Migration(
                "8_trigger_mode", "ALTER TABLE a ENABLE ALWAYS TRIGGER touch;", "ALTER TABLE a ENABLE TRIGGER ALL;");

        VerifyResult result = await harness.VerifyAsync();

        Assert.Equal(
            [
                "", "changed column public.a.n", "left-behind comment table column public.a.n",
                "left-behind function public.f()", "changed enum public.mood", "changed trigger touch on public.a",
                "left-behind privileges table public.a", "changed trigger touch on public.a",
            ],
            result.Migrations.Select(Describe));
    }

    [Fact]
    public async Task What_cannot_run_in_a_transaction_runs_outside_of_one()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_index", "CREATE INDEX CONCURRENTLY i ON a (n);", "DROP INDEX CONCURRENTLY i;")
            .Migration("3_bad", "CREATE INDEX CONCURRENTLY j ON a (n);", "DROP INDEX CONCURRENTLY i;")
            .Migration(
                "4_label",
                "ALTER TYPE mood ADD VALUE 'glad';\nCREATE TABLE b (m mood DEFAULT 'glad');", "DROP TABLE b;")
            .Migration("5_last", "CREATE TABLE c (m mood DEFAULT 'glad');", "DROP TABLE c;");
        VerifyResult result = await harness.VerifyAsync();
        Assert.Equal(
            [
                "", "", "missing index public.i, left-behind index public.j", "changed enum public.mood", "",
            ],
            result.Migrations.Select(Describe));
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task What_reaches_beyond_the_database_is_run_only_where_the_server_is_named()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_role", "SELECT 1;\nCREATE ROLE nobody_has_this_role;", "DROP ROLE nobody_has_this_role;")
            .Migration("3_down", "CREATE TABLE b (id int);", "DO $$ BEGIN DROP ROLE IF EXISTS x; END $$;")
            .Migration("4_good", "CREATE TABLE c (id int);", "DROP TABLE c;");
        VerifyResult result = await harness.VerifyAsync();
        Assert.Equal(
            [VerifyOutcome.Ok, VerifyOutcome.NotVerified, VerifyOutcome.NotVerified, VerifyOutcome.Ok],
            result.Migrations.Select(migration => migration.Outcome));
        FurrowException error = result.Migrations[1].Error!;
        Assert.Equal((ErrorCode.Refused, "migrations/2_role.up.sql", 2), (error.Code, error.File, error.Line));
        Assert.Contains("CREATE ROLE", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync(
            "SELECT count(*) FROM pg_roles WHERE rolname = 'nobody_has_this_role'"));

        VerifyResult named = await harness.VerifyAsync(new VerifyOptions { Scratch = harness.Address });
        Assert.Contains("permission denied", named.Migrations[1].Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scratch_server_s_password_is_in_no_message()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Migration(
            "2_tells", $"DO $$ BEGIN RAISE EXCEPTION 'it is {harness.Password}'; END $$;", "SELECT 1;");
        string scratch = harness.Address;
        VerifyResult result = await harness.RunAsync(
            project => project.VerifyAsync(new VerifyOptions { Scratch = scratch }, WorkflowHarness.Token),
            options => options.Overrides = new() { Database = "postgres://nobody@127.0.0.1:1/none" });
        Assert.Contains("***", result.Migrations[1].Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Password, result.Migrations[1].Error!.ToString(), StringComparison.Ordinal);
    }

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        PostgresWorkflowHarness harness = (PostgresWorkflowHarness)await fixture.CreateAsync(WorkflowHarness.Token);
        await harness.AllowScratchAsync();
        harness.Project.Migration(
            "1_a",
            """
            CREATE TYPE mood AS ENUM ('sad');
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TABLE a (id integer PRIMARY KEY, n integer);
            CREATE TRIGGER touch BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();
            """,
            "DROP TABLE a;\nDROP FUNCTION touch();\nDROP TYPE mood;");
        return harness;
    }

    private static string Describe(VerifiedMigration migration)
    {
        Assert.Null(migration.Error);
        return string.Join(
            ", ", migration.Differences.Select(found => $"{found.Change.Word()} {found.Kind} {found.Name}"));
    }
}
