using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot prune</c>.</summary>
internal sealed class SnapshotPruneCommand() : Command(
    "prune", "Delete the environment's snapshots beyond the limits of furrow.yaml, never its latest."), ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples => [new("furrow snapshot prune --yes", "make room, unasked")];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotPruneOptions options = new() { Yes = run.Shared.Yes, Confirm = run.Shared.Confirm };
        SnapshotPruneResult result = await project.PruneSnapshotsAsync(options, cancellationToken);
        return new Outcome(SnapshotView.Pruned(result), json => SnapshotDocument.Pruned(json, result));
    }
}
