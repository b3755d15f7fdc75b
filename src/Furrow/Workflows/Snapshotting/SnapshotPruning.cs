using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Safety;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary><c>snapshot prune</c>: removes snapshots of the environment in force beyond the limits.</summary>
internal sealed class SnapshotPruning(ProjectContext project)
{
    public Task<SnapshotPruneResult> RunAsync(SnapshotPruneOptions options, CancellationToken cancellationToken) =>
        new ChangingCommand(project).RunAsync(
            new ChangeRequest
            {
                Command = "snapshot prune",
                Operations = [Operation.SnapshotPrune],
                Options = options,
            },
            PruneAsync,
            cancellationToken);

    private async Task<SnapshotPruneResult> PruneAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        SnapshotFolder folder = SnapshotProject.Folder(project);
        await new SnapshotLeftovers(project, folder).RemoveAsync(scope.Work.Database, cancellationToken);
        Dictionary<string, SnapshotMetadata> snapshots = (await folder.ListAsync(cancellationToken))
            .Where(snapshot => snapshot is { Problem: null, Metadata: not null })
            .ToDictionary(snapshot => snapshot.Name, snapshot => snapshot.Metadata!, StringComparer.Ordinal);
        SnapshotsSettings settings = project.Configuration.Snapshots;
        string environment = scope.Environment.Definition.Name;
        ImmutableArray<PrunedSnapshot> plan = PrunePlan.Make(
            [.. snapshots.Values.Select(snapshot => new PruneCandidate(
                snapshot.Name, snapshot.Environment, snapshot.Timestamp, snapshot.SizeBytes))],
            new PruneLimits(environment, settings.Keep, settings.MaxAge, settings.MaxSizeBytes),
            project.Clock.GetUtcNow());
        ImmutableArray<PrunedSnapshot>.Builder pruned = ImmutableArray.CreateBuilder<PrunedSnapshot>();
        ImmutableArray<string>.Builder used = ImmutableArray.CreateBuilder<string>();
        foreach (PrunedSnapshot snapshot in plan)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SnapshotMetadata metadata = snapshots[snapshot.Name];
            using SnapshotDraft? deleted = folder.Delete(metadata);
            if (deleted is null)
            {
                used.Add(snapshot.Name);
                continue;
            }

            if (deleted.Place is { } place)
            {
                await scope.Work.Database.Snapshots.DropLocalAsync(place, cancellationToken);
            }

            pruned.Add(snapshot);
        }

        int kept = snapshots.Values.Count(snapshot => snapshot.Environment == environment) - pruned.Count;
        return new SnapshotPruneResult(pruned.ToImmutable(), used.ToImmutable(), kept);
    }
}
