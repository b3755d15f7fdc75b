using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot list</c>.</summary>
internal sealed class SnapshotListCommand() : Command(
    "list", "Show the project's snapshots, newest first, and what is wrong with them."), ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow snapshot list", "what can be restored?"),
        new("furrow snapshot list --json | jq -r '.snapshots[].name'", "only the names"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotListResult result = await project.ListSnapshotsAsync(cancellationToken);
        return new Outcome(
            SnapshotView.List(result, run.Place(project)),
            json => SnapshotDocument.List(json, result.Snapshots));
    }
}
