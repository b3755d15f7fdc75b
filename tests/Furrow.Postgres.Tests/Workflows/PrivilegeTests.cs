using Furrow.Errors;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Roles that may do less than they are asked to, and schemas that hide what is there.</summary>
public sealed class PrivilegeTests(PostgresServer server)
{
    [Fact]
    public async Task A_role_that_may_create_no_schema_is_told_what_it_lacks()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(await server.CreateRoleAsync("guest"));
        string before = await harness.FingerprintAsync();
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.DatabasePermission, () => harness.SetupAsync());
        Assert.Contains("GRANT CREATE ON DATABASE", error.Hint, StringComparison.Ordinal);
        Assert.Equal("42501", error.SqlState);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task A_schema_that_an_administrator_made_is_used()
    {
        TestRole role = await server.CreateRoleAsync("guest");
        await using PostgresWorkflowHarness harness = await CreateAsync(role);
        string quoted = PostgresServer.Quote(role.Name);
        await server.AdministerAsync($"CREATE SCHEMA furrow AUTHORIZATION {quoted}", harness.DatabaseName);
        await server.AdministerAsync($"CREATE SCHEMA app AUTHORIZATION {quoted}", harness.DatabaseName);
        harness.Project.Migration("1_a", "CREATE TABLE app.a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO app.a VALUES (1);");
        Assert.True((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task A_stamp_that_may_not_be_read_refuses_and_is_told()
    {
        await using PostgresWorkflowHarness owners = await CreateAsync(server.Owner);
        await owners.SetupAsync();
        TestRole role = await server.CreateRoleAsync("guest");
        await using PostgresWorkflowHarness harness = new(server, owners.DatabaseName, role);
        FurrowException refused = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.MigrateAsync());
        Assert.Contains("permission denied", refused.Message, StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(ErrorCode.DatabasePermission, () => harness.StatusAsync());
        DoctorResult doctor = await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        Assert.Contains(doctor.Checks, check =>
            check.Name == "stamp" && check.Found.Contains("permission denied", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_may_only_look_gets_its_refusal_and_its_status()
    {
        await using PostgresWorkflowHarness owners = await CreateAsync(server.Owner);
        await owners.SetupAsync();
        TestRole role = await server.CreateRoleAsync("guest");
        string quoted = PostgresServer.Quote(role.Name);
        await owners.ExecuteAsync(
            $"GRANT USAGE ON SCHEMA furrow TO {quoted}",
            $"GRANT SELECT ON ALL TABLES IN SCHEMA furrow TO {quoted}",
            $"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {quoted}");
        await using PostgresWorkflowHarness harness = new(server, owners.DatabaseName, role);
        Assert.Equal("development", (await harness.StatusAsync()).Stamp);
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SetupAsync(new SetupOptions { Environment = "test" }));
        Assert.Contains(harness.Events.Warnings, text => text.Contains("permission denied", StringComparison.Ordinal));
        await WorkflowHarness.FailsAsync(ErrorCode.DatabasePermission, () => harness.SetupAsync());
    }

    [Fact]
    public async Task Tables_outside_the_schemas_that_are_looked_at_count_as_somebodys()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(server.Owner);
        await harness.ExecuteAsync("CREATE TABLE theirs (id integer)", "CREATE SCHEMA app");
        harness.Project.Settings("schemas: [app]");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SetupAsync());
        Assert.Contains("has tables and no stamp", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Furrows_own_tables_do_not_go_into_a_schema_with_others()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(server.Owner);
        await harness.ExecuteAsync("CREATE TABLE theirs (id integer)");
        harness.Project.Settings("schema: public");
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.ConfigInvalid, () => harness.SetupAsync());
        Assert.Contains("theirs", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Theory]
    [InlineData("migrations/2_b.up.sql", ErrorCode.MigrationFailed)]
    [InlineData("seeds/base/10_b.sql", ErrorCode.SeedFailed)]
    public async Task Rows_of_copy_that_do_not_fit_are_found_by_line(string file, string code)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(server.Owner);
        harness.Project.Write(
            file, "-- rows\nINSERT INTO a VALUES (7);\n\nCOPY a (id) FROM stdin;\n8\n9\nnine\n10\n\\.\nSELECT 1;\n");
        FurrowException error = await WorkflowHarness.FailsAsync(code, () => harness.SetupAsync());
        Assert.Equal((file, 7), (error.File, error.Line));
        Assert.Equal("22P02", error.SqlState);
        Assert.DoesNotContain("nine", error.ToString() + error.Detail, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM a WHERE id >= 7"));
    }

    [Fact]
    public async Task The_column_of_the_fault_is_the_servers()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(server.Owner);
        harness.Project.Migration("2_b", "SELECT '線😀';\n  SELECT 'ü',\n    nothing FROM a;");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.SetupAsync());
        Assert.Equal((3, 5), (error.Line, error.Column));
    }

    private async Task<PostgresWorkflowHarness> CreateAsync(TestRole role)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, role);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
