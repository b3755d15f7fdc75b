using System.Collections.Immutable;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary><c>snapshot verify</c> and <c>snapshot list</c>: they change nothing.</summary>
internal sealed class SnapshotVerifying(ProjectContext project)
{
    public async Task<SnapshotListResult> ListAsync(CancellationToken cancellationToken) =>
        new(await SnapshotProject.Folder(project).ListAsync(cancellationToken));

    public async Task<SnapshotVerifyResult> RunAsync(
        SnapshotVerifyOptions options, CancellationToken cancellationToken)
    {
        SnapshotFolder folder = SnapshotProject.Folder(project);
        SnapshotMetadata snapshot = await folder.ChooseAsync(
            options.Name,
            project.ChooseEnvironment(options).Definition.Name,
            project.Provider.Name,
            cancellationToken);
        using IDisposable used = folder.Use(snapshot);
        await folder.CheckAsync(snapshot, cancellationToken);
        return new SnapshotVerifyResult(
            snapshot, options.AgainstDatabase ? await CompareAsync(snapshot, cancellationToken) : []);
    }

    private async Task<ImmutableArray<SnapshotDifference>> CompareAsync(
        SnapshotMetadata snapshot, CancellationToken cancellationToken)
    {
        SnapshotProject.RefuseForeign(project, snapshot);
        await using DatabaseView view = await DatabaseView.OpenAsync(project, cancellationToken);
        SnapshotContents contents = await SnapshotContents.ReadAsync(
            view.Session,
            snapshot.Tables.Where(table => table.IsWithoutRows).Select(table => table.Table).ToHashSet(),
            cancellationToken);
        return contents.DifferencesFrom(snapshot, withDefinitions: true);
    }
}
