using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sqlite.Catalog;
using Furrow.Sqlite.Opening;
using Furrow.Sqlite.Removal;
using Furrow.State;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Snapshots;

/// <summary>Stores a database as a file of its own, and puts such files in its place.</summary>
internal sealed class SqliteSnapshots(SqliteDatabase database, DatabaseFile file, SqliteOpener opener) : ISnapshotWork
{
    private DatabaseOptions Options => database.Options;

    /// <inheritdoc />
    public string FileEnding => ".sqlite";

    private PreviousFile Previous =>
        new(file, new StateNames(database.Provider, Options.StateSchema), Options.Clock);

    /// <inheritdoc />
    public async Task<StoredDatabase> StoreAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        if (request.IsLocal)
        {
            throw NoLocal();
        }

        string version = Copy(request, cancellationToken);
        if (request.WithoutRows.Length > 0)
        {
            Empty(request, cancellationToken);
        }

        SqliteDatabase stored = database.At(request.Path);
        await using (ISession look = await stored.OpenSessionAsync(SessionAccess.Read, cancellationToken))
        {
            await request.Look(look, cancellationToken);
        }

        return new StoredDatabase(request.Path, version, new FileInfo(request.Path).Length);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<RestoreObstacle>> InspectAsync(
        RestoreRequest request, CancellationToken cancellationToken)
    {
        if (request.IsLocal)
        {
            throw NoLocal();
        }

        ImmutableArray<RestoreObstacle>.Builder obstacles = ImmutableArray.CreateBuilder<RestoreObstacle>();
        if (file.Exists && !UnixAccess.MayWrite(file.Path))
        {
            obstacles.Add(new RestoreObstacle(
                "privileges", IsFatal: true, $"The database {file.Path} may be read but not written.",
                "Give this user write permission on the file and its folder."));
        }

        // The copy, what is replaced, and the journal while it is replaced.
        long needed = 2 * request.SizeBytes + (file.Exists ? 2 * new FileInfo(file.Path).Length : 0);
        long free = new DriveInfo(Path.GetFullPath(file.NearestFolder)).AvailableFreeSpace;
        if (free < needed)
        {
            obstacles.Add(new RestoreObstacle(
                "disk", IsFatal: true, $"{file.NearestFolder} has {free:N0} bytes left, and {needed:N0} are needed.",
                "Free space on this disk."));
        }

        return Task.FromResult(obstacles.ToImmutable());
    }

    /// <inheritdoc />
    public Task<IRestoration> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        OpenAsync(request.Place, request.ScratchFolder, cancellationToken);

    /// <inheritdoc />
    public Task<PreviousDatabase?> FindPreviousAsync(CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            return Task.FromResult<PreviousDatabase?>(null);
        }

        using SqliteConnection live = opener.OpenForReading(cancellationToken);
        return Task.FromResult(Previous.Find(live));
    }

    /// <inheritdoc />
    public async Task<IRestoration> UndoAsync(CancellationToken cancellationToken)
    {
        PreviousDatabase previous = await FindPreviousAsync(cancellationToken) ?? throw new FurrowException(
            ErrorCode.SnapshotMissing, $"There is nothing that a restore of {file.Path} replaced.");
        return await OpenAsync(previous.Place, file.Folder, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<string>> ListLocalAsync(CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<string>.Empty);

    /// <inheritdoc />
    public Task DropLocalAsync(string place, CancellationToken cancellationToken) => throw NoLocal();

    private static FurrowException NoLocal() => new(
        ErrorCode.Usage, "SQLite has no server that could keep a copy for itself; a snapshot of it is a file already.")
    {
        Hint = "Leave --local out.",
    };

    private string Copy(StoreRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using SqliteConnection source = opener.OpenForReading(cancellationToken);
            bool isWal = (string?)source.Scalar("PRAGMA journal_mode") == "wal";
            new ConsistentCopy(Options).Run(source, isWal, request.Path, request.Progress, cancellationToken);
            return source.ServerVersion;
        }
        catch (SqliteException exception)
        {
            throw OpeningFault.Explain(file, exception, Options.ConnectWait);
        }
    }

    // Rewritten afterwards, since what was deleted would otherwise still lie in the file.
    private void Empty(StoreRequest request, CancellationToken cancellationToken)
    {
        string prefix = Options.StateSchema + "_";
        using SqliteConnection stored = new(DatabaseFile.Build(request.Path, SqliteOpenMode.ReadWrite));
        stored.Open();
        using (SqliteTransaction transaction = stored.BeginTransaction())
        {
            DatabaseSchema schema = CatalogReader.Read(stored, transaction, prefix);
            ImmutableArray<Table> tables =
                [.. request.WithoutRows.Select(schema.Find).Where(table => table is not null).Select(table => table!)];
            ClearOutcome outcome = new SqliteClear(stored, transaction, schema)
                .Run(new ClearRequest([tables]), cancellationToken);
            if (!outcome.Obstacles.IsEmpty)
            {
                ClearObstacle first = outcome.Obstacles[0];
                throw new FurrowException(
                    ErrorCode.SnapshotMismatch,
                    $"Rows of {first.From?.Name} refer to rows of {first.Table.Name}, which are to be left out.");
            }

            ForgetChanges(stored, transaction, tables);
            transaction.Commit();
        }

        stored.Execute("VACUUM");
    }

    private void ForgetChanges(
        SqliteConnection stored, SqliteTransaction transaction, ImmutableArray<Table> tables)
    {
        string changes = $"{Options.StateSchema}_seed_changes";
        using SqliteCommand find = stored.CreateCommand();
        find.Transaction = transaction;
        find.CommandText = "SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = @name";
        find.Parameters.AddWithValue("@name", changes);
        if (find.ExecuteScalar() is null)
        {
            return;
        }

        foreach (Table table in tables)
        {
            using SqliteCommand delete = stored.CreateCommand();
            delete.Transaction = transaction;
            delete.CommandText = $"DELETE FROM {SqliteName.Quote(changes)} WHERE table_name = @name";
            delete.Parameters.AddWithValue("@name", table.Name.Name);
            delete.ExecuteNonQuery();
        }
    }

    private async Task<IRestoration> OpenAsync(
        string stored, string folder, CancellationToken cancellationToken)
    {
        IScratchDatabase copy = await database.CreateScratchAsync(new ScratchRequest(folder), cancellationToken);
        RestorationParts parts = new(copy, file, opener, Previous, Options);
        return await SqliteRestoration.OpenAsync(parts, stored, cancellationToken);
    }
}
