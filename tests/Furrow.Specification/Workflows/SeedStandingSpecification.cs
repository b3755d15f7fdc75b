using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Seeds.LockFile;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary><c>seed-sync --accept</c> and <c>seed-clean</c>: history changes, nothing runs.</summary>
public abstract class SeedStandingSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task Accepted_drift_is_none_any_more_and_nothing_runs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "INSERT INTO a VALUES (1); -- corrected\n");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => harness.SeedAsync());

        SeedSyncResult result = await SyncAsync(harness, "00_a", yes: true);

        Assert.Equal(new SeedAcceptance("base/00_a", "1.0.0", WasDrift: true), result.Accepted);
        Assert.Equal(
            [("base/00_a", SeedLockChangeKind.Changed)], result.Changes.Select(change => (change.Name, change.Kind)));
        Assert.False((await harness.SeedAsync()).DidAnything);
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
        Assert.Equal(
            ["base/00_a Active applied 1", "base/05_b Active applied 1"],
            await harness.HistoryAsync("seed_history", "name, status, result, attempt"));
        Assert.Contains(
            "seed-sync ask succeeded", await harness.HistoryAsync("operation_history", "command, verdict, result"));
        Assert.False((await SyncAsync(harness, "base/00_a", yes: true)).Accepted!.WasDrift);
    }

    [Fact]
    public async Task A_fallen_version_can_be_accepted_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "-- version: 0.9\nINSERT INTO a VALUES (1);\n");
        Assert.True((await SyncAsync(harness, "00_a", yes: true)).Accepted!.WasDrift);
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task Accepting_has_to_be_confirmed_and_names_a_seed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "SELECT 2;");
        string before = await File.ReadAllTextAsync(LockPath(harness), WorkflowHarness.Token);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => SyncAsync(harness, "00_a", yes: false));
        await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => SyncAsync(harness, "nobody", yes: true));
        Assert.Equal(before, await File.ReadAllTextAsync(LockPath(harness), WorkflowHarness.Token));
        Assert.True((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task Syncing_alone_touches_no_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "SELECT 2;");
        string before = await harness.FingerprintAsync();
        Assert.True((await SyncAsync(harness, accept: null, yes: false)).Written);
        Assert.False((await SyncAsync(harness, accept: null, yes: false)).Written);
        Assert.Equal(before, await harness.FingerprintAsync());
        Assert.True((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task Cleaning_gives_up_orphans_and_keeps_their_rows()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("seeds/base/05_b.sql");
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => CleanAsync(harness, new SeedCleanOptions()));
        Assert.Equal(["base/05_b"], (await harness.StatusAsync()).Seeds.Orphaned);

        SeedCleanResult result = await CleanAsync(harness, new SeedCleanOptions { Force = true });

        Assert.Equal(["base/05_b"], result.Orphaned);
        Assert.Equal(["base/05_b"], result.Unlisted);
        Assert.False((await harness.StatusAsync()).HasDrift);
        Assert.Equal(["1", "2"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
        Assert.Equal(
            ["base/00_a Active", "base/05_b Orphaned"], await harness.HistoryAsync("seed_history", "name, status"));
        Assert.DoesNotContain(
            "05_b", await File.ReadAllTextAsync(LockPath(harness), WorkflowHarness.Token), StringComparison.Ordinal);
        SeedCleanResult again = await CleanAsync(harness, new SeedCleanOptions { Yes = true });
        Assert.Empty(again.Orphaned.Concat(again.Unlisted));

        // Back again, the seed is new.
        harness.Project.Seed("base/05_b.sql", "SELECT 1;");
        Assert.Equal(
            [SeedReason.New], (await harness.StatusAsync()).Seeds.Pending.Select(planned => planned.Reason));
    }

    [Fact]
    public async Task Cleaning_staging_needs_a_yes_and_production_the_name()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("seeds/base/05_b.sql");
        await StampAsync(harness, "production");
        SeedCleanOptions forced = new() { Environment = "production", Force = true, Yes = true };
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => CleanAsync(harness, forced));
        string name = await DatabaseNameAsync(harness);
        Assert.Equal(["base/05_b"], (await CleanAsync(harness, forced with { Confirm = name })).Orphaned);
    }

    [Fact]
    public async Task A_broken_or_missing_folder_makes_no_orphans()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("seeds/base/05_b.sql").Seed("base/05_b.yaml", "{ [");
        await WorkflowHarness.FailsAsync(
            ErrorCode.SeedInvalid, () => CleanAsync(harness, new SeedCleanOptions { Force = true }));
        Directory.Delete(Path.Combine(harness.Project.Path, "seeds"), recursive: true);
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedInvalid, () => CleanAsync(harness, new SeedCleanOptions { Force = true }));
        Assert.Contains("no seeds folder", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["base/00_a Active", "base/05_b Active"], await harness.HistoryAsync("seed_history", "name, status"));
    }

    private static string LockPath(WorkflowHarness harness) =>
        Path.Combine(harness.Project.Path, "seeds", SeedLock.FileName);

    private static Task<SeedSyncResult> SyncAsync(WorkflowHarness harness, string? accept, bool yes) =>
        harness.RunAsync(project => project.SeedSyncAsync(
            new SeedSyncOptions { Accept = accept, Yes = yes }, WorkflowHarness.Token));

    private static Task<SeedCleanResult> CleanAsync(WorkflowHarness harness, SeedCleanOptions options) =>
        harness.RunAsync(project => project.SeedCleanAsync(options, WorkflowHarness.Token));

    private static async Task StampAsync(WorkflowHarness harness, string stamp) => await harness.RunAsync(
        async project =>
        await project.StampAsync(
            new StampOptions { Stamp = stamp, Confirm = await DatabaseNameAsync(harness) }, WorkflowHarness.Token));

    private static async Task<string> DatabaseNameAsync(WorkflowHarness harness) =>
        await harness.RunAsync(project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);\n")
            .Seed("base/05_b.sql", "INSERT INTO a VALUES (2);\n");
        await harness.SetupAsync();
        await SyncAsync(harness, accept: null, yes: false);
        return harness;
    }
}
