using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary>What the snapshot commands share.</summary>
internal static class SnapshotProject
{
    /// <summary>Where the project's snapshots lie.</summary>
    public static SnapshotFolder Folder(ProjectContext project) =>
        new(project.Configuration.SnapshotsDirectory, project.Display);

    /// <summary>What is restored, and how.</summary>
    public static RestoreRequest Request(
        ProjectContext project, SnapshotMetadata snapshot, SnapshotRestoreOptions options)
    {
        RestoreRequest request = new()
        {
            Place = Folder(project).PlaceOf(snapshot),
            IsLocal = snapshot.Place is not null,
            ServerVersion = snapshot.ServerVersion,
            Extensions = snapshot.Extensions,
            WithoutPrivileges = options.NoPrivileges,
            SizeBytes = snapshot.SizeBytes,
            ScratchFolder = Path.Combine(project.Configuration.Directory, ".furrow", "scratch"),
        };
        return options.Jobs is { } jobs ? request with { Jobs = jobs } : request;
    }

    /// <summary>Refuses what can never be put in the place of this project's database.</summary>
    /// <exception cref="FurrowException">Code <c>snapshot.mismatch</c>.</exception>
    public static void RefuseForeign(ProjectContext project, SnapshotMetadata snapshot)
    {
        if (WhyForeign(project, snapshot) is { } why)
        {
            throw new FurrowException(ErrorCode.SnapshotMismatch, $"{snapshot.Name} cannot be restored here: {why}.")
            {
                Hint = "Choose another snapshot: furrow snapshot list",
            };
        }
    }

    /// <summary>Why a snapshot cannot be restored here at all, as the end of a sentence; null where it can.</summary>
    public static string? WhyForeign(ProjectContext project, SnapshotMetadata snapshot)
    {
        string schema = project.Configuration.StateSchema.Value;
        return snapshot.Provider != project.Provider.Name
            ? $"it is of a {snapshot.Provider} database, and the project's is {project.Provider.Name}"
            : snapshot.StateSchema != schema
                ? $"furrow's own tables lie under {snapshot.StateSchema} in it, and furrow.yaml says `schema: {schema}`"
                : null;
    }

    /// <summary>Looks for what stands in the way, and says what does not.</summary>
    /// <returns>What refuses the restore; empty for nothing.</returns>
    public static async Task<ImmutableArray<RestoreObstacle>> InspectAsync(
        ProjectContext project, IDatabase database, RestoreRequest request, CancellationToken cancellationToken)
    {
        ImmutableArray<RestoreObstacle> obstacles =
            await database.Snapshots.InspectAsync(request, cancellationToken);
        foreach (RestoreObstacle remark in obstacles.Where(obstacle => !obstacle.IsFatal))
        {
            project.Events.Emit(new WarningRaised(remark.Found, remark.Remedy));
        }

        return [.. obstacles.Where(obstacle => obstacle.IsFatal)];
    }
}
