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
        RestoreRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task<IRestoration> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        new SideRestore(server).RunAsync(request, cancellationToken);

    /// <inheritdoc />
    public async Task<PreviousDatabase?> FindPreviousAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await server.OpenMaintenanceAsync(cancellationToken);
        return await FindAsync(connection, cancellationToken) is { } kept
            ? new PreviousDatabase(kept.Name, kept.Mark!.At, kept.SizeBytes)
            : null;
    }

    /// <inheritdoc />
    public async Task<IRestoration> UndoAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection keeper = await ReplaceLock.TakeAsync(server, cancellationToken);
        try
        {
            KeptDatabase previous = await FindAsync(keeper, cancellationToken)
                ?? throw new FurrowException(
                    ErrorCode.SnapshotMissing, $"Nothing is kept that database \"{server.Name}\" was before a restore.");
            return await SideRestoration.OpenAsync(
                server, keeper, new SideDatabase(previous.Name, previous, IsAnalysed: true), cancellationToken);
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

    private async Task<KeptDatabase?> FindAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await KeptDatabases.ListAsync(connection, KeptDatabases.Previous, server.Name, cancellationToken))
            .FirstOrDefault();
}
