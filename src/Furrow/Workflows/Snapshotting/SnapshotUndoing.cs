using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;

namespace Furrow.Workflows.Snapshotting;

/// <summary><c>snapshot undo</c>.</summary>
internal sealed class SnapshotUndoing(ProjectContext project)
{
    public async Task<SnapshotUndoResult> RunAsync(SnapshotUndoOptions options, CancellationToken cancellationToken)
    {
        await using IDatabase database = project.OpenDatabase();
        return await new ChangingCommand(project).RunAsync(
            new ChangeRequest
            {
                Command = "snapshot undo",
                Operations = [Operation.SnapshotUndo],
                Options = options,
                LookFirst = token => FindAsync(database, token),
            },
            async (scope, token) =>
            {
                PreviousDatabase previous = await FindAsync(scope.Work.Database, token);
                Replaced replaced = await new DatabaseReplacement(project, scope)
                {
                    Open = (snapshots, stop) => snapshots.UndoAsync(stop),
                }.RunAsync(token);
                return new SnapshotUndoResult(previous, replaced);
            },
            cancellationToken);
    }

    private static async Task<PreviousDatabase> FindAsync(IDatabase database, CancellationToken cancellationToken) =>
        await database.Snapshots.FindPreviousAsync(cancellationToken) ?? throw new FurrowException(
            ErrorCode.SnapshotMissing,
            $"There is nothing to undo: no restore of {database.Reference.DatabaseName} has left its predecessor.")
        {
            Hint = "furrow snapshot list shows what can be restored.",
        };
}
