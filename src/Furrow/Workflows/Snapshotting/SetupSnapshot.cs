using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary>
/// The snapshot that <c>setup</c> begins with instead of migrating and seeding: one of the same recipe, in a database
/// without tables, never in production.
/// </summary>
internal sealed class SetupSnapshot(ProjectContext project)
{
    /// <summary>The newest one that fits the files; null for none. Looks at no database.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="withoutGeneration">Whether nothing generated is wanted.</param>
    public async Task<SnapshotMetadata?> FindAsync(
        ChosenEnvironment environment, CancellationToken cancellationToken, bool withoutGeneration = false)
    {
        SnapshotFolder folder = SnapshotProject.Folder(project);
        if (environment.Definition.VerdictsLike == EnvironmentKind.Production || !folder.Names().Any())
        {
            return null;
        }

        SnapshotFiles files =
            await SnapshotFiles.ReadAsync(project, environment, cancellationToken, withoutGeneration);
        string recipe = files.Recipe;
        return (await folder.ListAsync(cancellationToken))
            .FirstOrDefault(snapshot => snapshot is { Problem: null, Metadata: { } found }
                && found.Recipe == recipe
                && found.Environment == environment.Definition.Name
                && SnapshotProject.WhyForeign(project, found) is null)?.Metadata;
    }

    /// <summary>Whether the database is missing or has no tables.</summary>
    public async Task<bool> IsWantedAsync(CancellationToken cancellationToken)
    {
        await using IDatabase database = project.OpenDatabase();
        if (!await database.ExistsAsync(cancellationToken))
        {
            return true;
        }

        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        return !await session.HasUserTablesAsync(cancellationToken);
    }

    /// <summary>Puts it in place, if that is still wanted and possible; says why not.</summary>
    public async Task<SetupRestore> RestoreAsync(
        ChangeScope scope, SnapshotMetadata snapshot, CancellationToken cancellationToken)
    {
        ISession session = scope.Work.Session;
        if (await session.HasUserTablesAsync(cancellationToken))
        {
            return new SetupRestore(IsDone: false, scope.DatabaseCreated);
        }

        ServerInfo server = session.Server;
        if (server.Major != snapshot.ServerMajor || server.Encoding != snapshot.Encoding
            || server.Collation != snapshot.Collation)
        {
            Say(snapshot, "it was taken from a database of another version, encoding or collation");
            return new SetupRestore(IsDone: false, scope.DatabaseCreated);
        }

        try
        {
            await SnapshotProject.Folder(project).CheckAsync(snapshot, cancellationToken);
            await new SnapshotRestoring(project)
                .RestoreAsync(scope, snapshot, new SnapshotRestoreOptions(), cancellationToken);
            return new SetupRestore(IsDone: true, scope.DatabaseCreated);
        }
        catch (FurrowException e) when (!scope.Replacement.IsDone && e.Code
            is ErrorCode.SnapshotCorrupt or ErrorCode.SnapshotMismatch or ErrorCode.SnapshotMissing)
        {
            Say(snapshot, e.Message.TrimEnd('.'));
            return new SetupRestore(IsDone: false, scope.DatabaseCreated);
        }
    }

    private void Say(SnapshotMetadata snapshot, string why) => project.Events.Emit(new WarningRaised(
        $"The snapshot {snapshot.Name} fits the project and is not used: {why}.", Hint: null));
}

/// <summary>What became of the snapshot.</summary>
internal sealed record SetupRestore(bool IsDone, bool DatabaseCreated);
