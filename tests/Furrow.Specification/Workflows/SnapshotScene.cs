using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>A small project with a database to store and to restore.</summary>
public static class SnapshotScene
{
    private static CancellationToken Token => WorkflowHarness.Token;

    /// <summary>Two tables, one referring to the other, set up in development.</summary>
    /// <param name="fixture">Makes the database.</param>
    /// <param name="isSetUp">Whether it is set up.</param>
    /// <param name="isBeside">Whether the role may create the databases that a restore beside this one takes.</param>
    public static async Task<WorkflowHarness> CreateAsync(
        IWorkflowFixture fixture, bool isSetUp = true, bool isBeside = true)
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        if (isBeside)
        {
            await harness.AllowScratchAsync();
        }

        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY AUTOINCREMENT";
        harness.Project
            .Migration("1_a", $"CREATE TABLE a (id {id}, what text);")
            .Migration("2_b", "CREATE TABLE b (id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES a);")
            .Seed("base/00_a.sql", "INSERT INTO a (what) VALUES ('one'), ('two');")
            .Seed("development/00_b.sql", "INSERT INTO b SELECT id, id FROM a;");
        if (isSetUp)
        {
            await harness.SetupAsync();
        }

        return harness;
    }

    public static Task<SnapshotCreateResult> StoreAsync(
        this WorkflowHarness harness, SnapshotCreateOptions? options = null) =>
        harness.RunAsync(project => project.CreateSnapshotAsync(options ?? new SnapshotCreateOptions(), Token));

    public static Task<SnapshotRestoreResult> RestoreAsync(this WorkflowHarness harness, string? name = null) =>
        harness.RunAsync(project => project.RestoreSnapshotAsync(
            new SnapshotRestoreOptions { Name = name, Yes = true }, Token));

    public static Task<SnapshotUndoResult> UndoAsync(this WorkflowHarness harness) =>
        harness.RunAsync(project => project.UndoRestoreAsync(new SnapshotUndoOptions { Yes = true }, Token));

    public static Task<SnapshotVerifyResult> VerifySnapshotAsync(
        this WorkflowHarness harness, bool againstDatabase = true) =>
        harness.RunAsync(project => project.VerifySnapshotAsync(
            new SnapshotVerifyOptions { AgainstDatabase = againstDatabase }, Token));

    public static Task<IReadOnlyList<string>> ContentAsync(this WorkflowHarness harness) =>
        harness.RowsAsync("SELECT a.id, a.what, b.id FROM a LEFT JOIN b ON b.a_id = a.id ORDER BY a.id");

    public static string SnapshotFolder(this WorkflowHarness harness) =>
        Path.Combine(harness.Project.Path, "snapshots");

    /// <summary>What lies in the folder, links left out.</summary>
    public static IReadOnlyList<string> SnapshotFiles(this WorkflowHarness harness) =>
        Directory.Exists(harness.SnapshotFolder())
            ? [.. new DirectoryInfo(harness.SnapshotFolder()).EnumerateFileSystemInfos()
                .Where(entry => entry.LinkTarget is null).Select(entry => entry.Name).Order(StringComparer.Ordinal)]
            : [];
}
