using Furrow.Errors;
using Furrow.Specification.Workflows;
using Furrow.Sqlite.Tests.Workflows;

namespace Furrow.Sqlite.Tests.Snapshots;

/// <summary>A restore where there was no file.</summary>
public sealed class MissingFileTests
{
    [Fact]
    public async Task Nothing_is_kept_of_a_file_that_was_not_there_and_all_of_one_that_was()
    {
        await using SqliteWorkflowHarness harness = (SqliteWorkflowHarness)await SnapshotScene.CreateAsync(
            new SqliteWorkflowFixture());
        await harness.StoreAsync();
        string folder = Path.GetDirectoryName(harness.DatabasePath)!;
        Directory.Delete(folder, recursive: true);
        Assert.Null((await harness.RestoreAsync()).Replaced.Previous);
        Assert.Equal(["1 one 1", "2 two 2"], await harness.ContentAsync());
        Assert.Empty(Directory.GetFiles(folder, "*previous*"));
        await WorkflowHarness.FailsAsync(ErrorCode.SnapshotMissing, () => harness.UndoAsync());
        await harness.RunAsync(project => project.ResetAsync(
            new() { Yes = true, Confirm = "shop.db" }, WorkflowHarness.Token));
        Assert.NotNull((await harness.RestoreAsync()).Replaced.Previous);
        await harness.UndoAsync();
        Assert.Equal(["0"], await harness.RowsAsync("SELECT count(*) FROM a"));
    }
}
