using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot undo</c>.</summary>
internal sealed class SnapshotUndoCommand() : Command(
    "undo", "Bring back the database that the last restore replaced; once more brings the restored one back."),
    ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples => [new("furrow snapshot undo", "that was the wrong snapshot")];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotUndoOptions options = new() { Yes = run.Shared.Yes, Confirm = run.Shared.Confirm };
        SnapshotUndoResult result = await project.UndoRestoreAsync(options, cancellationToken);
        return new Outcome(
            SnapshotView.Undone(result, run.Place(project)), json => SnapshotDocument.Undone(json, result));
    }
}
