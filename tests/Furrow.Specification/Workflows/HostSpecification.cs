using Furrow.Errors;
using Furrow.Events;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What a program may rely on that has the engine inside it.</summary>
public abstract class HostSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly (string Name, Func<FurrowProject, CancellationToken, Task> Run)[] Verbs =
    [
        ("setup", (project, token) => project.SetupAsync(new(), token)),
        ("migrate", (project, token) => project.MigrateAsync(new(), token)),
        ("seed", (project, token) => project.SeedAsync(new(), token)),
        ("plan", (project, token) => project.PlanAsync(new(), token)),
        ("status", (project, token) => project.StatusAsync(new(), token)),
        ("list", (project, token) => project.ListAsync(new(), token)),
        ("stamp", (project, token) => project.StampAsync(new StampOptions { Stamp = "test" }, token)),
        ("unlock", (project, token) => project.UnlockAsync(new(), token)),
    ];

    [Fact]
    public async Task Verbs_follow_one_another_on_one_project()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await using FurrowProject project = await harness.OpenAsync();
        await project.MigrateAsync(new(), WorkflowHarness.Token);
        await project.SeedAsync(new(), WorkflowHarness.Token);
        Assert.False((await project.StatusAsync(new(), WorkflowHarness.Token)).IsPending);
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        Assert.True((await project.StatusAsync(new(), WorkflowHarness.Token)).IsPending);
        Assert.True((await project.SetupAsync(new(), WorkflowHarness.Token)).DidAnything);
        Assert.False((await project.SetupAsync(new(), WorkflowHarness.Token)).DidAnything);
        ListResult list = await project.ListAsync(new(), WorkflowHarness.Token);
        Assert.All(list.Migrations, migration => Assert.True(migration.IsApplied));
        Assert.Equal(["applied"], list.Seeds.Select(seed => seed.State));
        Assert.True((await project.DoctorAsync(new(), WorkflowHarness.Token)).IsHealthy);
    }

    [Fact]
    public async Task Verbs_run_side_by_side_on_one_project()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await using FurrowProject project = await harness.OpenAsync();
        SetupResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => project.SetupAsync(new(), WorkflowHarness.Token))));
        Assert.Single(results, result => result.DidAnything);
    }

    [Fact]
    public async Task Two_projects_do_not_hear_one_another()
    {
        await using WorkflowHarness one = await CreateAsync();
        await using WorkflowHarness two = await CreateAsync();
        two.Project.Migration("2_b", "INSERT INTO nowhere VALUES (1);");
        Task<SetupResult> well = Task.Run(() => one.SetupAsync());
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => Task.Run(() => two.SetupAsync()));
        Assert.True((await well).DidAnything);
        Assert.DoesNotContain(one.Events.All, e => e is CommandFailed);
        Assert.Equal(["1 applied"], await one.HistoryAsync("migration_history", "version, status"));
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("migrate")]
    [InlineData("seed")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("stamp")]
    [InlineData("unlock")]
    public async Task A_verb_that_is_cancelled_at_once_does_nothing(string verb)
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        await using FurrowProject project = await harness.OpenAsync();
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Verbs.Single(v => v.Name == verb).Run(project, cancelled.Token));
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Theory]
    [InlineData("migration_history", "checksum")]
    [InlineData("seed_history", "policy")]
    [InlineData("operation_history", "verdict")]
    [InlineData("lock", "holder")]
    public async Task No_drivers_exception_gets_out_whatever_is_damaged(string table, string column)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);").Seed("base/01_b.sql", "SELECT 1;");
        await harness.ExecuteAsync($"ALTER TABLE {harness.State[table]} RENAME COLUMN {column} TO other");
        await using FurrowProject project = await harness.OpenAsync(
            options => options.LockTimeout = TimeSpan.FromMilliseconds(50));
        int failures = 0;
        foreach ((string name, Func<FurrowProject, CancellationToken, Task> run) in Verbs)
        {
            Exception? exception = await Record.ExceptionAsync(() => run(project, WorkflowHarness.Token));
            Assert.True(exception is null or FurrowException, $"{name} let out {exception}");
            failures += exception is null ? 0 : 1;
        }

        Assert.NotEqual(0, failures);
        DoctorResult doctor = await project.DoctorAsync(new(), WorkflowHarness.Token);
        Assert.NotEmpty(doctor.Checks);
        Assert.All(
            harness.Events.All.OfType<CommandFailed>(),
            e => Assert.DoesNotContain("Exception", e.Failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_history_that_is_no_history_is_told_as_a_fault()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await harness.ExecuteAsync($"UPDATE {harness.State["migration_history"]} SET version = 'garbled'");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Internal, () => harness.StatusAsync());
        Assert.Contains("garbled", error.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(error.InnerException);
    }

    [Fact]
    public async Task A_project_whose_provider_is_missing_says_which()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.ConfigInvalid, () => harness.OpenAsync(options => options.Providers.Clear()));
        Assert.Contains("options.Use", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_cannot_be_opened_is_diagnosed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Settings("databse: x\nseeds: { pth: y }\n");
        DoctorResult doctor = await FurrowProject.DiagnoseAsync(
            harness.Project.Path, options => options.Use(harness.Provider), new(), WorkflowHarness.Token);
        Assert.False(doctor.IsHealthy);
        string found = Assert.Single(doctor.Checks).Found;
        Assert.Contains("databse", found, StringComparison.Ordinal);
        Assert.Contains("pth", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_tells_broken_files_and_a_foreign_stamp_without_throwing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "test" });
        harness.Project.Migration("x", "").Write("migrations/readme.sql", "").Seed("base/01_x.cs", "class X;");
        DoctorResult doctor = await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        Assert.False(doctor.IsHealthy);
        Assert.Contains("readme.sql", Found("migrations"), StringComparison.Ordinal);
        Assert.Contains("base/01_x.cs", Found("seeds"), StringComparison.Ordinal);
        Assert.StartsWith("test, but", Found("stamp"), StringComparison.Ordinal);
        Assert.All(
            doctor.Checks.Where(check => check.Level == Providers.HealthLevel.Failed),
            check => Assert.False(string.IsNullOrEmpty(check.Remedy), check.Name));

        string Found(string name) => doctor.Checks.Single(check => check.Name == name).Found;
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
