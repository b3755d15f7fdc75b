using Furrow.Errors;
using Furrow.Events;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Verbs on a database that is not there.</summary>
public sealed class MissingDatabaseTests(PostgresServer server)
{
    [Fact]
    public async Task Setup_creates_it_once()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        SetupResult first = await harness.SetupAsync();
        Assert.True(first.DatabaseCreated);
        Assert.True(first.DidAnything);
        Assert.Equal(
            ["command-started", "database-created", "stamp-written", "lock-acquired"], harness.Events.Names.Take(4));
        SetupResult second = await harness.SetupAsync();
        Assert.False(second.DatabaseCreated);
        Assert.False(second.DidAnything);
    }

    [Fact]
    public async Task Six_setups_create_it_and_do_the_work_once()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        SetupResult[] results =
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => harness.SetupAsync())));
        Assert.Single(results, result => result.DatabaseCreated);
        Assert.Single(results, result => result.Migrations.Applied.Length > 0);
        Assert.Single(harness.Events.All.OfType<DatabaseCreated>());
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task Every_other_verb_says_that_it_is_missing_and_what_to_do()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        Func<Task<object>>[] verbs =
        [
            async () => await harness.MigrateAsync(),
            async () => await harness.SeedAsync(),
            async () => await harness.StatusAsync(),
            async () => await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token)),
            async () => await harness.RunAsync(project => project.UnlockAsync(new(), WorkflowHarness.Token)),
            async () => await harness.RunAsync(project => project.StampAsync(new(), WorkflowHarness.Token)),
            async () => await harness.RunAsync(
                project => project.StampAsync(new StampOptions { Stamp = "test" }, WorkflowHarness.Token)),
        ];
        foreach (Func<Task<object>> verb in verbs)
        {
            FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.DatabaseMissing, verb);
            Assert.Contains("furrow setup", error.Hint, StringComparison.Ordinal);
        }

        Assert.False(await ExistsAsync(harness));
    }

    [Fact]
    public async Task Plan_and_list_take_it_for_empty_and_doctor_says_so()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        PlanResult plan = await harness.RunAsync(project => project.PlanAsync(new(), WorkflowHarness.Token));
        Assert.False(plan.DatabaseExists);
        Assert.Equal(["1"], plan.Migrations.Pending.Select(file => file.Version.Text));
        ListResult list = await harness.RunAsync(project => project.ListAsync(new(), WorkflowHarness.Token));
        Assert.Equal(["pending"], list.Seeds.Select(seed => seed.State));
        DoctorResult doctor = await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        Assert.Contains(doctor.Checks, check =>
            check.Level != Providers.HealthLevel.Ok && check.Remedy!.Contains("setup", StringComparison.Ordinal));
        Assert.Single(doctor.Checks, check => check.Found.Contains("no database", StringComparison.Ordinal));
        Assert.False(await ExistsAsync(harness));
    }

    [Fact]
    public async Task A_refused_setup_does_not_create_it()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SetupAsync(new SetupOptions { Environment = "production" }));
        Assert.False(await ExistsAsync(harness));
    }

    [Fact]
    public async Task Who_agreed_to_the_missing_one_is_not_asked_again_about_the_created_one()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        Asking prompt = new();
        await harness.RunAsync(
            project => project.SetupAsync(new SetupOptions { Environment = "production" }, WorkflowHarness.Token),
            options => options.Prompt = prompt);
        Assert.Equal(1, prompt.Count);
        Assert.Single(harness.Events.Warnings);
    }

    [Fact]
    public async Task A_role_that_may_create_none_is_told_what_it_lacks()
    {
        await using PostgresWorkflowHarness harness =
            new(server, server.NewDatabaseName(), await server.CreateRoleAsync("plain"));
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.DatabasePermission, () => harness.SetupAsync());
        Assert.Contains("CREATEDB", error.Hint, StringComparison.Ordinal);
        Assert.False(await ExistsAsync(harness));
    }

    private async Task<PostgresWorkflowHarness> CreateAsync()
    {
        TestRole role = await server.CreateRoleAsync("creator", "CREATEDB");
        PostgresWorkflowHarness harness = new(server, server.NewDatabaseName(), role);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }

    private static async Task<bool> ExistsAsync(PostgresWorkflowHarness harness)
    {
        await using Providers.IDatabase database = harness.OpenDatabase();
        return await database.ExistsAsync(WorkflowHarness.Token);
    }

    private sealed class Asking : Safety.IConfirmationPrompt
    {
        public int Count { get; private set; }

        public Task<bool> AskAsync(string question, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(true);
        }

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(null);
    }
}
