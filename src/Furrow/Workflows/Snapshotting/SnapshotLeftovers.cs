using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary>What killed commands left behind in the snapshots' folder, and on the server for them.</summary>
internal sealed class SnapshotLeftovers(ProjectContext project, SnapshotFolder folder)
{
    /// <summary>Removes it. A copy that cannot be dropped now is told of and waits for the next command.</summary>
    public async Task RemoveAsync(IDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            foreach (SnapshotDraft left in folder.TakeLeftovers())
            {
                using (left)
                {
                    await DropCopyAsync(left, database, cancellationToken);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw folder.NotWritable(e);
        }
    }

    /// <summary>Drops the copy that the server made or was to make, unless the snapshot is complete.</summary>
    public async Task DropCopyAsync(SnapshotDraft draft, IDatabase database, CancellationToken cancellationToken)
    {
        if (draft.Place is not { } place || draft.IsComplete || !project.Provider.Capabilities.DatabaseCopy)
        {
            return;
        }

        try
        {
            await database.Snapshots.DropLocalAsync(place, cancellationToken);
        }
        catch (FurrowException e)
        {
            draft.StayForNext();
            project.Events.Emit(new WarningRaised(
                $"The server's copy {place}, which no snapshot needs, was not dropped: {e.Message}", e.Hint));
        }
    }
}
