using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Several at once, and one that was stopped.</summary>
public abstract class WorkflowLockSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly LockOwner Bob = new("bob@desk pid 7 (seed)", "seed");

    [Fact]
    public async Task Of_two_that_start_together_one_waits_and_then_finds_nothing_to_do()
    {
        await using WorkflowHarness harness = await CreateAsync();
        EventRecorder second = new();
        using ManualResetEventSlim waits = new();
        second.On = e =>
        {
            if (e is LockWaiting)
            {
                waits.Set();
            }
        };
        Task<SetupResult>? other = null;
        harness.Events.On = e =>
        {
            if (e is MigrationStarted && other is null)
            {
                other = Task.Run(() => SetupAsync(harness, second));
                Assert.True(waits.Wait(Patience));
            }
        };

        SetupResult first = await harness.SetupAsync();

        Assert.True(first.DidAnything);
        Assert.False((await other!).DidAnything);
        LockWaiting told = Assert.Single(second.All.OfType<LockWaiting>());
        Assert.Contains("(setup)", told.Holder, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task Six_that_start_together_do_the_work_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SetupResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => Task.Run(() => SetupAsync(harness, new EventRecorder()))));
        Assert.Single(results, result => result.DidAnything);
        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(["base/00_a Active"], await harness.HistoryAsync("seed_history", "name, status"));
        Assert.Equal("6", await harness.ScalarAsync(
            $"SELECT count(*) FROM {harness.State["operation_history"]} WHERE result = 'succeeded'"));
    }

    [Fact]
    public async Task T9_seeding_takes_the_lock_so_two_at_once_seed_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync();
        SeedResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => harness.SeedAsync(new SeedOptions { Jobs = 4 }))));
        Assert.Single(results, result => result.DidAnything);
        Assert.Equal(["base/00_a 1 Active"], await harness.HistoryAsync("seed_history", "name, attempt, status"));
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));

        await using IDatabase database = harness.OpenDatabase();
        await using (await database.TryLockAsync(Bob, WorkflowHarness.Token))
        {
            await WorkflowHarness.FailsAsync(ErrorCode.Locked, () => harness.RunAsync(
                project => project.SeedAsync(new SeedOptions(), WorkflowHarness.Token),
                options => options.LockTimeout = TimeSpan.FromMilliseconds(50)));
        }
    }

    [Fact]
    public async Task Whoever_waits_too_long_is_told_who_holds_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        await using IDatabase database = harness.OpenDatabase();
        await using (await database.TryLockAsync(Bob, WorkflowHarness.Token))
        {
            FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Locked, () => harness.RunAsync(
                project => project.SetupAsync(new(), WorkflowHarness.Token),
                options => options.LockTimeout = TimeSpan.FromMilliseconds(150)));
            Assert.Contains(Bob.Holder, error.Message, StringComparison.Ordinal);
            Assert.False(await harness.HasTableAsync("b"));
        }

        Assert.True((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task While_working_the_holder_shows_and_afterwards_nobody()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Task<LockResult>? seen = null;
        harness.Events.On = e =>
        {
            if (e is MigrationStarted)
            {
                seen = Task.Run(() => harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token)));
                Assert.True(seen.Wait(Patience));
            }
        };
        await harness.SetupAsync();
        LockState? state = (await seen!).Lock;
        Assert.Equal(($"{Environment.UserName}@{Environment.MachineName} pid {Environment.ProcessId} (setup)", true), (
            state?.Holder, state?.Alive));
        Assert.Null((await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token))).Lock);
        Assert.Equal(
            ["lock-acquired", "lock-released"],
            harness.Events.Names.Where(name => name.StartsWith("lock-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_dead_holder_is_unlocked_and_it_is_recorded()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await LeaveDeadClaimAsync(harness);
        LockResult found = await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token));
        Assert.Equal(("ghost", false), (found.Lock?.Holder, found.Lock?.Alive));

        LockResult result = await harness.RunAsync(project => project.UnlockAsync(new(), WorkflowHarness.Token));

        Assert.True(result.Removed);
        Assert.Null((await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token))).Lock);
        Assert.Equal(
            ["setup succeeded", "unlock succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
        Assert.Contains("command-completed", harness.Events.Names);
    }

    [Fact]
    public async Task A_dead_holder_stops_nobody()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await LeaveDeadClaimAsync(harness);
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        Assert.True((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task A_live_holder_is_not_unlocked_without_force_and_not_with_force_without_a_yes()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await using IDatabase database = harness.OpenDatabase();
        await using (await database.TryLockAsync(Bob, WorkflowHarness.Token))
        {
            FurrowException error = await WorkflowHarness.FailsAsync(
                ErrorCode.Locked,
                () => harness.RunAsync(project => project.UnlockAsync(new(), WorkflowHarness.Token)));
            Assert.Contains(Bob.Holder, error.Message, StringComparison.Ordinal);
            await WorkflowHarness.FailsAsync(
                ErrorCode.Refused,
                () => harness.RunAsync(project =>
                    project.UnlockAsync(new UnlockOptions { Force = true }, WorkflowHarness.Token)));
            LockResult still = await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token));
            Assert.True(still.Lock?.Alive);
        }
    }

    [Fact]
    public async Task A_command_that_is_interrupted_leaves_nothing_half_done_and_goes_on_later()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_slow", $"CREATE TABLE b (id integer);\n{harness.SlowStatement};");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(WorkflowHarness.Token);
        harness.Events.On = e =>
        {
            if (e is TransactionBegun { Work: "2 slow" })
            {
                stop.CancelAfter(300);
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.RunAsync(project => project.SetupAsync(new(), stop.Token)));

        Assert.Equal(["1 applied"], await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(
            ["setup interrupted -"], await harness.HistoryAsync("operation_history", "command, result, error_code"));
        Assert.False(await harness.HasTableAsync("b"));
        Assert.Null((await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token))).Lock);
        Assert.Equal(
            ErrorCode.Interrupted, Assert.Single(harness.Events.All.OfType<CommandFailed>()).Failure.Code);

        harness.Events.On = null;
        harness.Project.Migration("2_slow", "CREATE TABLE b (id integer);");
        Assert.Equal(["2"], (await harness.SetupAsync()).Migrations.Applied.Select(migration => migration.Version));
    }

    [Fact]
    public async Task What_a_dead_process_left_running_becomes_interrupted()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await harness.ExecuteAsync(
            $"UPDATE {harness.State["operation_history"]} SET result = 'running', finished_at = NULL");
        await harness.SetupAsync();
        Assert.Equal(
            ["setup interrupted 1", "setup succeeded 1"],
            await harness.HistoryAsync("operation_history", "command, result, finished_at IS NOT NULL"));
    }

    private static Task<SetupResult> SetupAsync(WorkflowHarness harness, EventRecorder events) => harness.RunAsync(
        project => project.SetupAsync(new(), WorkflowHarness.Token), options => options.Sinks.Add(events));

    private static Task LeaveDeadClaimAsync(WorkflowHarness harness) => harness.ExecuteAsync(
        $"""
        UPDATE {harness.State["lock"]}
        SET holder = 'ghost', command = 'migrate', kind = 'session', session_id = 2147483646, token = token + 1,
            since = '2026-01-05T07:30:00Z'
        WHERE id = 1
        """);

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
