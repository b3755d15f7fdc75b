using Furrow.Errors;
using Furrow.Snapshots;
using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>Storing a database, putting it back, and taking that back.</summary>
public abstract class SnapshotSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restored_database_holds_what_was_stored_and_undo_brings_back_what_it_replaced(bool isBeside)
    {
        await using WorkflowHarness harness = await SnapshotScene.CreateAsync(fixture, isBeside: isBeside);
        IReadOnlyList<string> stored = await harness.ContentAsync();
        SnapshotMetadata snapshot = (await harness.StoreAsync(new() { Note = "first" })).Snapshot;
        Assert.Equal("first", snapshot.Changelog);
        Assert.Equal([("a", 2L), ("b", 2L)], snapshot.Tables.Select(table => (table.Table.Name, table.Rows)));
        await harness.ExecuteAsync("DELETE FROM b", "UPDATE a SET what = 'changed'", "CREATE TABLE extra (id integer)");
        IReadOnlyList<string> changed = await harness.ContentAsync();

        SnapshotRestoreResult restored = await harness.RestoreAsync();
        Assert.Equal(snapshot.Name, restored.Snapshot.Name);
        Assert.Equal(stored, await harness.ContentAsync());
        Assert.False(await harness.HasTableAsync("extra"));
        Assert.Empty((await harness.VerifySnapshotAsync()).Differences);
        StatusResult status = await harness.StatusAsync();
        Assert.False(status.IsPending || status.HasDrift);
        Assert.Equal("development", status.Stamp);
        Assert.Null(status.Lock);

        await harness.UndoAsync();
        Assert.Equal(changed, await harness.ContentAsync());
        Assert.True(await harness.HasTableAsync("extra"));
        await harness.UndoAsync();
        Assert.Equal(stored, await harness.ContentAsync());
        Assert.Equal(
            ["setup succeeded", "snapshot restore succeeded", "snapshot undo succeeded", "snapshot undo succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task Work_goes_on_in_a_restored_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.StoreAsync();
        await harness.RestoreAsync();
        harness.Project.Seed("base/10_more.sql", "INSERT INTO a (what) VALUES ('three');");
        await harness.SetupAsync();
        Assert.Equal(["1 one 1", "2 two 2", "3 three -"], await harness.ContentAsync());
        await harness.StoreAsync();
    }

    [Fact]
    public async Task Verify_names_the_table_that_changed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.StoreAsync();
        Assert.Empty((await harness.VerifySnapshotAsync()).Differences);
        await harness.ExecuteAsync("UPDATE a SET what = 'two' WHERE id = 1", "UPDATE a SET what = 'one' WHERE id = 2");
        SnapshotDifference difference = Assert.Single((await harness.VerifySnapshotAsync()).Differences);
        Assert.Equal("a", difference.Table?.Name);
        Assert.Empty((await harness.VerifySnapshotAsync(againstDatabase: false)).Differences);
        await harness.ExecuteAsync("UPDATE a SET what = 'three' WHERE id = 1", "UPDATE a SET what = 'one' WHERE id = 1",
            "UPDATE a SET what = 'two' WHERE id = 2", "CREATE INDEX extra ON a (what)");
        Assert.Null(Assert.Single((await harness.VerifySnapshotAsync()).Differences).Table);
    }

    [Fact]
    public async Task D2_a_damaged_snapshot_is_found_before_anything_is_touched()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string path = (await harness.StoreAsync()).Path;
        await harness.ExecuteAsync("UPDATE a SET what = 'mine'");
        byte[] bytes = await File.ReadAllBytesAsync(path, WorkflowHarness.Token);
        bytes[^1] ^= 0x40;
        await File.WriteAllBytesAsync(path, bytes, WorkflowHarness.Token);
        harness.Project.Settings("name: shop\nhooks: { before_restore: touch hooked, after_restore: touch hooked }\n");
        string before = await harness.FingerprintAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.SnapshotCorrupt, () => harness.RestoreAsync());
        await WorkflowHarness.FailsAsync(ErrorCode.SnapshotCorrupt, () => harness.VerifySnapshotAsync());
        Assert.Equal(before, await harness.FingerprintAsync());
        Assert.False(File.Exists(Path.Combine(harness.Project.Path, "hooked")));
    }

    [Fact]
    public async Task D3_the_database_and_not_the_option_says_whose_snapshot_it_is()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.StoreAsync(new() { Environment = "staging" }));
        Assert.Contains("stamped development", error.Message, StringComparison.Ordinal);

        string name = (await harness.StoreAsync()).Snapshot.Name;
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "test", Confirm = project.Configuration.Database.Value.DatabaseName },
            WorkflowHarness.Token));
        SnapshotRestoreOptions other = new() { Environment = "test", Name = name, Yes = true };
        error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused,
            () => harness.RunAsync(project => project.RestoreSnapshotAsync(other, WorkflowHarness.Token)));
        Assert.Contains("taken from development", error.Message, StringComparison.Ordinal);
        await harness.RunAsync(project => project.RestoreSnapshotAsync(
            other with { Confirm = project.Configuration.Database.Value.DatabaseName }, WorkflowHarness.Token));
        Assert.Equal("test", (await harness.StatusAsync(new() { Environment = "test" })).Stamp);
    }

    [Fact]
    public async Task D6_a_second_snapshot_of_the_same_second_overwrites_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string[] names = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(async _ => (await StoreAtAsync(harness)).Snapshot.Name));
        Assert.Equal(3, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.StartsWith("development-seeded-v", name, StringComparison.Ordinal));
        Assert.All(names, name => Assert.Contains("-20260131-08150", name, StringComparison.Ordinal));
        Assert.Equal(3, (await ListAsync(harness)).Count(snapshot => snapshot.Problem is null));
    }

    [Fact]
    public async Task D7_every_count_is_exact_and_checked_when_the_snapshot_is_restored()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SnapshotCreateResult stored = await harness.StoreAsync();
        string metadata = Path.Combine(harness.SnapshotFolder(), stored.Snapshot.Name + ".metadata.json");
        string text = await File.ReadAllTextAsync(metadata, WorkflowHarness.Token);
        Assert.Contains("\"recordCounts\": {\n    \"a\": 2,\n    \"b\": 2\n  }", text, StringComparison.Ordinal);
        await harness.ExecuteAsync("UPDATE a SET what = 'mine'");
        await File.WriteAllTextAsync(
            metadata, text.Replace("\"rows\": 2", "\"rows\": 3", StringComparison.Ordinal), WorkflowHarness.Token);
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.SnapshotMismatch, () => harness.RestoreAsync());
        Assert.Contains("a holds 2 rows, the snapshot 3", error.Detail, StringComparison.Ordinal);
        Assert.Equal(["1 mine 1", "2 mine 2"], await harness.ContentAsync());
        Assert.Equal("failed", (await harness.HistoryAsync("operation_history", "result"))[^1]);
        Assert.Equal(0, await harness.CountScratchAsync());
    }

    [Fact]
    public async Task D9_what_is_pending_or_has_drifted_is_not_stored_unless_that_is_forced()
    {
        await using WorkflowHarness harness = await CreateAsync(isSetUp: false);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.StoreAsync());
        await harness.SetupAsync();
        harness.Project.Seed("base/10_more.sql", "INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync());
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.StoreAsync());
        Assert.Contains("base/10_more is pending", error.Message, StringComparison.Ordinal);
        harness.Project.Delete("seeds/base/10_more.sql").Seed("base/00_a.sql", "SELECT 1;");
        error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.StoreAsync());
        Assert.Contains("base/00_a has drifted", error.Message, StringComparison.Ordinal);
        Assert.Empty(harness.SnapshotFiles());
        await harness.StoreAsync(new() { Force = true });
        Assert.Equal(2, harness.SnapshotFiles().Count);
    }

    [Fact]
    public async Task What_is_broken_is_listed_as_such_and_not_restored()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.SnapshotMissing, () => harness.RestoreAsync());
        SnapshotCreateResult first = await harness.StoreAsync();
        string metadata = Path.Combine(harness.SnapshotFolder(), first.Snapshot.Name + ".metadata.json");
        string text = await File.ReadAllTextAsync(metadata, WorkflowHarness.Token);
        await WorkflowHarness.FailsAsync(ErrorCode.SnapshotMissing, () => harness.RestoreAsync("development-seed"));

        File.Delete(metadata);
        Assert.Equal("its metadata are missing", Assert.Single(await ListAsync(harness)).Problem);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SnapshotMissing, () => harness.RestoreAsync(first.Snapshot.Name));
        await File.WriteAllTextAsync(metadata, "{}", WorkflowHarness.Token);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SnapshotCorrupt, () => harness.RestoreAsync(first.Snapshot.Name));
        string foreign = text.Replace(
            $"\"provider\": \"{harness.Provider.Name}\"", "\"provider\": \"mysql\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(metadata, foreign, WorkflowHarness.Token);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SnapshotMismatch, () => harness.RestoreAsync(first.Snapshot.Name));
        await File.WriteAllTextAsync(metadata, text, WorkflowHarness.Token);
        File.Delete(first.Path);
        Assert.Contains("is missing", Assert.Single(await ListAsync(harness)).Problem, StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SnapshotMissing, () => harness.RestoreAsync(first.Snapshot.Name));
        Assert.Equal(["setup succeeded"], await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task What_a_killed_create_left_behind_the_next_one_removes()
    {
        await using WorkflowHarness harness = await CreateAsync();
        const string Killed = "development-seeded-v1234567-20260101-000000";
        harness.Project
            .Write($"snapshots/.{Killed}.unfinished", "").Write($"snapshots/.{Killed}.partial", "half")
            .Write($"snapshots/{Killed}.dump", "whole");
        Assert.Empty(await ListAsync(harness));
        await harness.StoreAsync();
        Assert.Equal(2, harness.SnapshotFiles().Count);
        Assert.Single(await ListAsync(harness));
    }

    [Fact]
    public async Task A_failed_create_leaves_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string recipe = (await harness.RunAsync(
            project => project.PlanAsync(new QueryOptions(), WorkflowHarness.Token))).Recipe;
        harness.Project.Write($"snapshots/.development-seeded-v{recipe[..7]}-20260131-081500.partial", "in the way");
        await WorkflowHarness.FailsAsync(ErrorCode.ConfigInvalid, () => StoreAtAsync(harness));
        Assert.Empty(harness.SnapshotFiles());
    }

    [Fact]
    public async Task A_latest_that_is_cut_short_is_told_and_no_older_one_is_taken_instead()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.StoreAsync();
        SnapshotMetadata latest = (await harness.StoreAsync()).Snapshot;
        await using (FileStream file = new(Path.Combine(harness.SnapshotFolder(), latest.File!), FileMode.Open))
        {
            file.SetLength(file.Length - 1);
        }

        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SnapshotCorrupt, () => harness.RestoreAsync());
        Assert.Contains(latest.Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_is_linked_and_files_are_their_owners_alone()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SnapshotCreateResult first = await harness.StoreAsync();
        SnapshotCreateResult second = await harness.StoreAsync();
        Assert.NotEqual(first.Path, second.Path);
        string ending = Path.GetExtension(second.Path);
        FileInfo link = new(Path.Combine(harness.SnapshotFolder(), "development-seeded-latest" + ending));
        Assert.Equal(Path.GetFileName(second.Path), link.LinkTarget);
        Assert.Equal(2, (await ListAsync(harness)).Length);
        foreach (string file in OperatingSystem.IsWindows() ? [] : harness.SnapshotFiles())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                new FileInfo(Path.Combine(harness.SnapshotFolder(), file)).UnixFileMode);
        }
    }

    private static async Task<StoredSnapshot[]> ListAsync(WorkflowHarness harness) =>
    [
        .. (await harness.RunAsync(project => project.ListSnapshotsAsync(WorkflowHarness.Token))).Snapshots,
    ];

    private static Task<SnapshotCreateResult> StoreAtAsync(WorkflowHarness harness) => harness.RunAsync(
        project => project.CreateSnapshotAsync(new(), WorkflowHarness.Token),
        options => options.Clock = new StoppedClock(new DateTimeOffset(2026, 1, 31, 8, 15, 0, TimeSpan.Zero)));

    private Task<WorkflowHarness> CreateAsync(bool isSetUp = true) => SnapshotScene.CreateAsync(fixture, isSetUp);

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
