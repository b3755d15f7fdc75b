using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>Stores databases by pg_dump or as the server's own copies, and puts them back by renaming.</summary>
internal sealed class PostgresSnapshots(SnapshotServer server) : ISnapshotWork
{
    /// <inheritdoc />
    public string FileEnding => ".dump";

    /// <inheritdoc />
    public Task<StoredDatabase> StoreAsync(StoreRequest request, CancellationToken cancellationToken) =>
        request.IsLocal
            ? new TemplateCopy(server).StoreAsync(request, cancellationToken)
            : new SnapshotStore(server).RunAsync(request, cancellationToken);

    /// <inheritdoc />
    public Task<ImmutableArray<RestoreObstacle>> InspectAsync(
        RestoreRequest request, CancellationToken cancellationToken) =>
        new RestoreInspection(server).RunAsync(request, cancellationToken);

    /// <inheritdoc />
    public async Task<IRestoration> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        BesideReasons reasons = await FindReasonsAsync(request, cancellationToken);
        if (reasons.Found.Count == 0)
        {
            return await new SideRestore(server).RunAsync(request, cancellationToken);
        }

        return reasons.Exists && !request.IsLocal
            ? await new InPlaceRestore(server).RunAsync(request, cancellationToken)
            : throw reasons.Refusal(server.Name);
    }

    /// <inheritdoc />
    public async Task<PreviousDatabase?> FindPreviousAsync(CancellationToken cancellationToken)
    {
        PreviousDatabase? file = await FindFileAsync(cancellationToken);
        KeptDatabase? kept = await FindDatabaseAsync(cancellationToken);
        return kept is not null && (file is null || kept.Mark!.At > file.ReplacedAt)
            ? new PreviousDatabase(kept.Name, kept.Mark!.At, kept.SizeBytes)
            : file;
    }

    /// <inheritdoc />
    public async Task<IRestoration> UndoAsync(CancellationToken cancellationToken)
    {
        if (await FindPreviousAsync(cancellationToken) is { Place: var place } && Path.IsPathFullyQualified(place))
        {
            return await new InPlaceRestore(server).RunAsync(
                new RestoreRequest
                {
                    Place = place,
                    ServerVersion = "",
                    ScratchFolder = Path.GetDirectoryName(place)!,
                },
                cancellationToken);
        }

        NpgsqlConnection keeper = await ReplaceLock.TakeAsync(server, cancellationToken);
        try
        {
            // Asked again: only under the lock it stays the one.
            KeptDatabase kept = await FindAsync(keeper, cancellationToken)
                ?? throw new FurrowException(
                    ErrorCode.SnapshotMissing,
                    $"Nothing is kept that database \"{server.Name}\" was before a restore.");
            return await SideRestoration.OpenAsync(
                server, keeper, new SideDatabase(kept.Name, kept, IsAnalysed: true), cancellationToken);
        }
        catch
        {
            await keeper.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public Task<ImmutableArray<string>> ListLocalAsync(CancellationToken cancellationToken) =>
        new TemplateCopy(server).ListAsync(cancellationToken);

    /// <inheritdoc />
    public Task DropLocalAsync(string place, CancellationToken cancellationToken) =>
        new TemplateCopy(server).DropAsync(place, cancellationToken);

    private async Task<BesideReasons> FindReasonsAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        if (request.IsLocal)
        {
            return await new RestorePlace(server).FindReasonsAsync(request, null, cancellationToken);
        }

        int major;
        await using (NpgsqlConnection connection = await server.OpenAnyAsync(cancellationToken))
        {
            major = connection.PostgreSqlVersion.Major;
        }

        Archive archive = await Archive.OpenAsync(server, request.Place, major, cancellationToken);
        ArchiveNeeds needs = await ArchiveNeeds.ReadAsync(archive, request.ScratchFolder, cancellationToken);
        return await new RestorePlace(server).FindReasonsAsync(request, needs, cancellationToken);
    }

    private async Task<PreviousDatabase?> FindFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using NpgsqlConnection connection = await server.OpenTargetAsync(cancellationToken);
            return await PreviousFile.FindAsync(connection, server.Database.Options.StateSchema, cancellationToken);
        }
        catch (FurrowException exception) when (exception.Code == ErrorCode.DatabaseMissing)
        {
            return null;
        }
    }

    private async Task<KeptDatabase?> FindDatabaseAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await server.OpenAnyAsync(cancellationToken);
        return await FindAsync(connection, cancellationToken);
    }

    private async Task<KeptDatabase?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await KeptDatabases.ListAsync(connection, KeptDatabases.Previous, server.Name, cancellationToken))
            .FirstOrDefault();
}
