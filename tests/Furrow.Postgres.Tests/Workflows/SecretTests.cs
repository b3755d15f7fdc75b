using System.Text.Json;
using Furrow.Errors;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>A password in the database's address is nowhere else, however a command ends.</summary>
public sealed class SecretTests(PostgresServer server)
{
    [Fact]
    public async Task Not_after_success()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        List<object> results =
        [
            await harness.SetupAsync(),
            await harness.StatusAsync(),
            await harness.RunAsync(project => project.PlanAsync(new(), WorkflowHarness.Token)),
            await harness.RunAsync(project => project.ListAsync(new(), WorkflowHarness.Token)),
            await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token)),
            await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token)),
            await harness.RunAsync(project => project.StampAsync(new(), WorkflowHarness.Token)),
        ];
        await using FurrowProject open = await harness.OpenAsync();
        AssertClean(
            harness, [.. results.Select(result => JsonSerializer.Serialize(result)), open.Configuration.ToString()]);
        await AssertHistoriesAreCleanAsync(harness);
    }

    [Theory]
    [InlineData("migrations/2_b.up.sql", ErrorCode.MigrationFailed)]
    [InlineData("seeds/base/10_b.sql", ErrorCode.SeedFailed)]
    public async Task Not_after_a_script_fails_that_holds_it(string file, string code)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        string password = harness.Password;
        harness.Project.Write(file, $"DO $$ BEGIN RAISE EXCEPTION 'cannot log in with {password}'; END $$;");
        FurrowException error = await WorkflowHarness.FailsAsync(code, () => harness.SetupAsync());
        Assert.Contains("cannot log in with ***", error.Message, StringComparison.Ordinal);
        AssertClean(harness, [Text(error)]);
        await AssertHistoriesAreCleanAsync(harness);
    }

    [Fact]
    public async Task Not_after_a_refusal()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SetupAsync(new SetupOptions { Environment = "production" }));
        AssertClean(harness, [Text(error)]);
        await AssertHistoriesAreCleanAsync(harness);
    }

    [Fact]
    public async Task Not_when_it_is_wrong()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Password = "wr0ng/pass word%";
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.DatabaseAuthentication, () => harness.SetupAsync());
        DoctorResult doctor = await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        Assert.False(doctor.IsHealthy);
        AssertClean(harness, [Text(error), JsonSerializer.Serialize(doctor)]);
    }

    [Fact]
    public async Task Not_when_nothing_answers()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Port = 1;
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.DatabaseUnreachable,
            () => harness.RunAsync(
                project => project.SetupAsync(new(), WorkflowHarness.Token),
                options => options.ConnectWait = TimeSpan.Zero));
        AssertClean(harness, [Text(error)]);
    }

    private static string Text(FurrowException error) => $"{error}\n{error.Detail}\n{error.Hint}\n{error.File}";

    private static void AssertClean(PostgresWorkflowHarness harness, IEnumerable<string> texts)
    {
        foreach (string text in texts.Append(harness.Events.Log))
        {
            Assert.DoesNotContain(harness.Password, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(harness.Password), text, StringComparison.Ordinal);
        }

        Assert.NotEmpty(harness.Events.Log);
    }

    private static async Task AssertHistoriesAreCleanAsync(PostgresWorkflowHarness harness)
    {
        string[] tables = ["metadata", "operation_history", "migration_history", "seed_history", "lock"];
        foreach (string table in tables)
        {
            IReadOnlyList<string> rows = await harness.RowsAsync($"SELECT t::text FROM {harness.State[table]} t");
            Assert.True(rows.Count > 0 || table == "seed_history");
            Assert.DoesNotContain(rows, row => row.Contains(harness.Password, StringComparison.Ordinal));
        }
    }

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
