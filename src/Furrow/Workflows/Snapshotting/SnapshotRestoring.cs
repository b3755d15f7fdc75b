using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary><c>snapshot restore</c>.</summary>
internal sealed class SnapshotRestoring(ProjectContext project)
{
    public async Task<SnapshotRestoreResult> RunAsync(
        SnapshotRestoreOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        ChosenEnvironment environment = project.ChooseEnvironment(options);
        SnapshotMetadata? snapshot = null;
        Replaced replaced = await new ChangingCommand(project).RunAsync(
            new ChangeRequest
            {
                Command = "snapshot restore",
                Operations = [Operation.SnapshotRestore],
                Options = options,
                CreatesDatabase = true,

                // What a name says is known before any file is looked for.
                SnapshotEnvironment = options.Name is { } name
                    ? SnapshotName.TryParse(SnapshotFolder.NameOf(Path.GetFileName(name)))?.Environment
                    : environment.Definition.Name,
                LookFirst = async token => snapshot = await ChooseAsync(options, environment, token),
            },
            async (scope, token) => await RestoreAsync(scope, snapshot!, options, token),
            cancellationToken);
        SeedResult seeds = await ApplyVolatileAsync(snapshot!, options, environment, cancellationToken);
        return new SnapshotRestoreResult(snapshot!, replaced, seeds);
    }

    /// <summary>Puts a snapshot in place under the lock.</summary>
    public async Task<Replaced> RestoreAsync(
        ChangeScope scope,
        SnapshotMetadata snapshot,
        SnapshotRestoreOptions options,
        CancellationToken cancellationToken)
    {
        RestoreRequest request = SnapshotProject.Request(project, snapshot, options) with
        {
            IsNew = scope.DatabaseCreated,
        };
        SnapshotFolder folder = SnapshotProject.Folder(project);
        using IDisposable used = folder.Use(snapshot);
        ImmutableArray<RestoreObstacle> obstacles =
            await SnapshotProject.InspectAsync(project, scope.Work.Database, request, cancellationToken);
        if (!obstacles.IsEmpty)
        {
            throw Refusal(snapshot, obstacles);
        }

        SnapshotFiles files = await SnapshotFiles.ReadAsync(project, scope.Environment, cancellationToken);
        Compare(scope, snapshot, files);
        return await new DatabaseReplacement(project, scope)
        {
            Snapshot = snapshot.Name,
            Open = (snapshots, token) => snapshots.RestoreAsync(request, token),
            Check = (session, token) => CheckAsync(
                session, snapshot, withDefinitions: !project.Provider.Capabilities.ServerDatabases, token),
            ForgottenSeeds =
            [
                .. snapshot.Seeds.Where(seed => seed.IsVolatile).Select(seed => seed.Name)
                    .Union(files.Files.Seeds.Where(seed => seed.IsVolatile).Select(seed => seed.Name)),
            ],
        }.RunAsync(cancellationToken);
    }

    private async Task<SnapshotMetadata> ChooseAsync(
        SnapshotRestoreOptions options, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        SnapshotFolder folder = SnapshotProject.Folder(project);
        SnapshotMetadata snapshot = await folder.ChooseAsync(
            options.Name, environment.Definition.Name, project.Provider.Name, cancellationToken);
        if (SnapshotName.TryParse(snapshot.Name)?.Environment != snapshot.Environment)
        {
            throw new FurrowException(
                ErrorCode.SnapshotMismatch,
                $"The name of {snapshot.Name} is not that of a snapshot of {snapshot.Environment}, "
                    + "which its metadata say it is.");
        }

        SnapshotProject.RefuseForeign(project, snapshot);
        using IDisposable used = folder.Use(snapshot);
        await folder.CheckAsync(snapshot, cancellationToken);
        return snapshot;
    }

    // A server may write the same definitions in its own way, above all one of another version; a file holds them as
    // they were. What the catalog does not show, such as where numbering stands, the file's checksum vouches for.
    private static async Task CheckAsync(
        ISession session, SnapshotMetadata snapshot, bool withDefinitions, CancellationToken cancellationToken)
    {
        SnapshotContents contents = await SnapshotContents.ReadAsync(
            session,
            snapshot.Tables.Where(table => table.IsWithoutRows).Select(table => table.Table)
                .ToHashSet(),
            cancellationToken);
        ImmutableArray<SnapshotDifference> differences =
            contents.DifferencesFrom(snapshot, withDefinitions);
        if (!differences.IsEmpty)
        {
            throw new FurrowException(
                ErrorCode.SnapshotMismatch,
                $"{snapshot.Name} does not hold what its metadata say; the database was not touched.")
            {
                Detail = string.Join('\n', differences.Select(Say)),
                Hint = "Take another snapshot: furrow snapshot list",
            };
        }
    }

    private void Compare(ChangeScope scope, SnapshotMetadata snapshot, SnapshotFiles files)
    {
        int major = scope.Work.Session.Server.Major;
        if (major != snapshot.ServerMajor)
        {
            project.Events.Emit(new WarningRaised(
                $"{snapshot.Name} was taken from version {snapshot.ServerVersion}, and this is version "
                    + $"{scope.Work.Session.Server.Version}.",
                Hint: null));
        }

        if (snapshot.Environment == scope.Environment.Definition.Name && snapshot.Recipe != files.Recipe)
        {
            project.Events.Emit(new WarningRaised(
                $"{snapshot.Name} was taken with other migrations, seeds or generated data than the project has now.",
                "furrow status shows what is pending afterwards."));
        }
    }

    // The restore was confirmed, and they are part of it.
    private async Task<SeedResult> ApplyVolatileAsync(
        SnapshotMetadata snapshot,
        SnapshotRestoreOptions options,
        ChosenEnvironment environment,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<SeedFile> seeds = await ProjectFiles.ReadSeedsAsync(project, cancellationToken);
        HashSet<string> stored = snapshot.Seeds.Select(seed => seed.Name).ToHashSet(StringComparer.Ordinal);
        string[] names =
        [
            .. seeds.Where(seed => seed.IsVolatile && stored.Contains(seed.Name)
                && environment.Definition.Folders.Contains(seed.Folder, StringComparer.Ordinal))
                .Select(seed => seed.Name),
        ];
        if (names.Length == 0)
        {
            return new SeedResult([]);
        }

        return await new SeedWorkflow(project).RunAsync(
            new SeedOptions
            {
                Environment = options.Environment,
                Yes = true,
                Confirm = options.Confirm,
                Names = names,
            },
            cancellationToken);
    }

    private static FurrowException Refusal(
        SnapshotMetadata snapshot, ImmutableArray<RestoreObstacle> obstacles) => new(
        ErrorCode.SnapshotMismatch,
        obstacles.Length == 1
            ? $"{snapshot.Name} cannot be restored: {obstacles[0].Found}"
            : $"{snapshot.Name} cannot be restored, for {obstacles.Length} reasons.")
    {
        Detail = obstacles.Length == 1 ? null : string.Join('\n', obstacles.Select(obstacle =>
            obstacle.Remedy is null ? obstacle.Found : $"{obstacle.Found} {obstacle.Remedy}")),
        Hint = obstacles.Length == 1 ? obstacles[0].Remedy : "Nothing was changed.",
    };

    private static string Say(SnapshotDifference difference) =>
        difference.Table is { } table ? $"{table} {difference.Reason}" : difference.Reason;
}
