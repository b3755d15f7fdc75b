using Furrow.Errors;
using Furrow.Events;
using Furrow.Snapshots;
using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>Snapshots around other verbs: hooks, volatile seeds, <c>setup</c>, pruning.</summary>
public abstract class SnapshotSetupSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task C4_what_a_hook_stopped_is_started_again_however_the_restore_ends()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture);
        string path = (await harness.StoreAsync()).Path;
        Hooks(harness, "echo before-$((1+1)) >> log", "echo after >> log");
        await harness.RestoreAsync();
        Assert.Equal("before-2\nafter\n", Log());

        Hooks(harness, "echo before >> log; exit 3", "echo after >> log");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.HookFailed, () => harness.RestoreAsync());
        Assert.Contains("before_restore", error.Message, StringComparison.Ordinal);
        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Equal("before\nafter\n", Log());

        await harness.ExecuteAsync("UPDATE a SET what = 'mine'");
        Hooks(harness, "echo before >> log", "echo after >> log; exit 4");
        error = await WorkflowHarness.FailsAsync(ErrorCode.HookFailed, () => harness.RestoreAsync());
        Assert.StartsWith("The database is restored.", error.Message, StringComparison.Ordinal);
        Assert.Equal("before\nafter\n", Log());
        Assert.Equal(["1 one 1", "2 two 2"], await harness.ContentAsync());

        Hooks(harness, "sleep 600", "echo after >> log");
        using CancellationTokenSource stop = new();
        harness.Events.On = told =>
        {
            if (told is HookStarted { Hook: "before_restore" })
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.RunAsync(
            project => project.RestoreSnapshotAsync(new SnapshotRestoreOptions { Yes = true }, stop.Token)));
        Assert.Equal("after\n", Log());
        Assert.True(File.Exists(path));
        Assert.Equal(
            [
                "setup succeeded", "snapshot restore succeeded", "snapshot restore failed", "snapshot restore failed",
                "snapshot restore interrupted",
            ],
            await harness.HistoryAsync("operation_history", "command, result"));

        string Log()
        {
            string log = Path.Combine(harness.Project.Path, "log");
            string text = File.ReadAllText(log);
            File.Delete(log);
            return text;
        }
    }

    [Fact]
    public async Task A_hooks_secret_is_no_argument_and_in_no_error()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture);
        await harness.StoreAsync();
        Hooks(harness, "tr '\\\\0' ' ' < /proc/self/cmdline > args; echo hello; : hunter22; exit 1", "true");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.HookFailed, () => harness.RestoreAsync());
        Assert.DoesNotContain("hunter22", $"{error.Message}{error.Detail}{error.Hint}", StringComparison.Ordinal);
        string args = await File.ReadAllTextAsync(Path.Combine(harness.Project.Path, "args"), Token);
        Assert.DoesNotContain("hunter22", args, StringComparison.Ordinal);
        Assert.Contains(harness.Events.All.OfType<HookWrote>(), wrote => wrote.Line == "hello");
    }

    [Fact]
    public async Task A_volatile_seeds_rows_are_left_out_and_written_anew_after_a_restore()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture, isSetUp: false);
        harness.Project
            .Migration("3_keys", "CREATE TABLE keys (name text PRIMARY KEY, value text);")
            .Seed("base/20_keys.sql", "-- volatile: true\n-- tables: keys\nINSERT INTO keys VALUES ('api', 'first');");
        await harness.SetupAsync();
        SnapshotMetadata snapshot = (await harness.StoreAsync()).Snapshot;
        SnapshotTable keys = snapshot.Tables.Single(table => table.Table.Name == "keys");
        Assert.Equal((0L, true), (keys.Rows, keys.IsWithoutRows));
        await harness.ExecuteAsync("UPDATE keys SET value = 'changed'");
        SnapshotRestoreResult restored = await harness.RestoreAsync();
        Assert.Equal("base/20_keys", Assert.Single(restored.Seeds.Seeds.Where(
            seed => seed.Outcome == Seeds.SeedOutcome.Applied)).Name);
        Assert.Equal(["api first"], await harness.RowsAsync("SELECT name, value FROM keys"));
        Assert.False((await harness.StatusAsync()).IsPending);
    }

    [Fact]
    public async Task Rows_that_refer_to_what_is_left_out_are_found_before_anything_is_stored()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture, isSetUp: false);
        harness.Project
            .Migration("3_keys", "CREATE TABLE keys (id integer PRIMARY KEY); "
                + "CREATE TABLE uses (key_id integer REFERENCES keys);")
            .Seed("base/20_keys.sql", "-- volatile: true\n-- tables: keys\nINSERT INTO keys VALUES (1);")
            .Seed("base/30_uses.sql", "INSERT INTO uses VALUES (1);");
        await harness.SetupAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.StoreAsync());
        Assert.Contains("uses", error.Message, StringComparison.Ordinal);
        Assert.Empty(harness.SnapshotFiles());
    }

    [Fact]
    public async Task Setup_begins_with_a_snapshot_of_the_same_recipe_where_there_is_nothing_yet()
    {
        // As one role, which owns what is in both databases.
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture, isBeside: false);
        SnapshotMetadata snapshot = (await harness.StoreAsync()).Snapshot;
        Assert.Equal(snapshot.Recipe, (await PlanAsync(harness)).Recipe);
        Assert.Null((await PlanAsync(harness)).Snapshot);

        await using WorkflowHarness other = await SnapshotScene.CreateAsync(
            fixture, isSetUp: false, isBeside: false);
        foreach (string file in harness.SnapshotFiles())
        {
            other.Project.Write($"snapshots/{file}", "");
            File.Copy(
                Path.Combine(harness.SnapshotFolder(), file),
                Path.Combine(other.SnapshotFolder(), file),
                overwrite: true);
        }

        Assert.Equal((snapshot.Recipe, snapshot.Name), await RecipeAndSnapshotAsync(other));
        SetupResult result = await other.SetupAsync();
        Assert.Equal(snapshot.Name, result.Snapshot);
        Assert.Empty(result.Migrations.Applied);
        Assert.Equal(["1 one 1", "2 two 2"], await other.ContentAsync());
        Assert.Equal("development", (await other.StatusAsync()).Stamp);
        Assert.Equal((snapshot.Recipe, null), await RecipeAndSnapshotAsync(other));
        Assert.False((await other.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task Another_recipe_no_snapshot_production_and_a_damaged_file_are_set_up_from_files()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture);
        SnapshotCreateResult stored = await harness.StoreAsync();
        await using WorkflowHarness other = await SnapshotScene.CreateAsync(fixture, isSetUp: false);
        Directory.CreateDirectory(other.SnapshotFolder());
        foreach (string file in harness.SnapshotFiles())
        {
            File.Copy(Path.Combine(harness.SnapshotFolder(), file), Path.Combine(other.SnapshotFolder(), file));
        }

        Assert.Null((await other.RunAsync(project => project.PlanAsync(
            new QueryOptions { Environment = "test" }, Token))).Snapshot);
        Assert.Null((await other.RunAsync(project => project.PlanAsync(
            new QueryOptions { Environment = "production" }, Token))).Snapshot);
        other.Project.Seed("base/10_more.sql", "SELECT 1;");
        Assert.Null((await PlanAsync(other)).Snapshot);
        other.Project.Delete("seeds/base/10_more.sql");
        byte[] bytes = await File.ReadAllBytesAsync(stored.Path, Token);
        bytes[^1] ^= 0x40;
        await File.WriteAllBytesAsync(
            Path.Combine(other.SnapshotFolder(), Path.GetFileName(stored.Path)), bytes, Token);
        SetupResult result = await other.SetupAsync();
        Assert.Null(result.Snapshot);
        Assert.Equal(2, result.Migrations.Applied.Length);
        Assert.Contains(
            other.Events.Warnings, warning => warning.Contains("is not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Setup_ends_with_a_snapshot_where_furrow_yaml_says_so()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture, isSetUp: false);
        harness.Project.Settings("name: shop\nsnapshots: { after_setup: development }\n");
        SetupResult result = await harness.SetupAsync();
        Assert.NotNull(result.NewSnapshot);
        Assert.Equal(2, harness.SnapshotFiles().Count);
        Assert.Null((await harness.SetupAsync()).NewSnapshot);
        Assert.Equal(2, harness.SnapshotFiles().Count);
    }

    [Fact]
    public async Task Pruning_leaves_the_latest_and_what_is_in_use()
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture);
        SnapshotMetadata[] stored = new SnapshotMetadata[4];
        for (int i = 0; i < stored.Length; i++)
        {
            stored[i] = (await harness.StoreAsync()).Snapshot;
        }

        harness.Project.Settings("name: shop\nsnapshots: { keep: 1 }\n");
        using IDisposable used = new SnapshotFolder(harness.SnapshotFolder(), path => path).Use(stored[1]);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => PruneAsync(new()));
        SnapshotPruneResult result = await PruneAsync(new() { Yes = true });
        Assert.Equal([stored[0].Name, stored[2].Name], result.Pruned.Select(snapshot => snapshot.Name));
        Assert.Equal([stored[1].Name], result.InUse);
        Assert.Equal(2, result.KeptCount);
        Assert.Equal(4, harness.SnapshotFiles().Count);
        await harness.RestoreAsync();

        Task<SnapshotPruneResult> PruneAsync(SnapshotPruneOptions options) =>
            harness.RunAsync(project => project.PruneSnapshotsAsync(options, Token));
    }

    private static void Hooks(WorkflowHarness harness, string before, string after) => harness.Project.Settings(
        $"name: shop\nhooks:\n  before_restore: '{before.Replace("'", "''", StringComparison.Ordinal)}'\n"
            + $"  after_restore: '{after}'\n");

    private static Task<PlanResult> PlanAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.PlanAsync(new QueryOptions(), Token));

    private static async Task<(string Recipe, string? Snapshot)> RecipeAndSnapshotAsync(WorkflowHarness harness)
    {
        PlanResult plan = await PlanAsync(harness);
        return (plan.Recipe, plan.Snapshot);
    }
}
