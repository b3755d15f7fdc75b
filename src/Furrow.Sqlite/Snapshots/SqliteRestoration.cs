using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Opening;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Snapshots;

/// <summary>What a restoration works with.</summary>
internal sealed record RestorationParts(
    IScratchDatabase Copy, DatabaseFile Live, SqliteOpener Opener, PreviousFile Previous, DatabaseOptions Options);

/// <summary>A copy in a scratch file, until it is put in the place of the database.</summary>
internal sealed class SqliteRestoration : IRestoration
{
    private readonly RestorationParts _parts;

    private SqliteRestoration(RestorationParts parts, ISession session) => (_parts, Session) = (parts, session);

    /// <inheritdoc />
    public ISession Session { get; }

    /// <inheritdoc />
    public IDatabase Database => _parts.Copy.Database;

    /// <inheritdoc />
    public bool IsInPlace => false;

    /// <summary>Takes a stored database, looks whether it is whole, and opens it.</summary>
    public static async Task<SqliteRestoration> OpenAsync(
        RestorationParts parts, string stored, CancellationToken cancellationToken)
    {
        ISession? session = null;
        try
        {
            await CopyAsync(stored, parts.Copy.Database.Reference.ConnectionString, cancellationToken);
            session = await parts.Copy.Database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
            Check((SqliteConnection)session.Connection, stored, cancellationToken);
            return new SqliteRestoration(parts, session);
        }
        catch
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }

            await parts.Copy.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<Replaced> CommitAsync(CancellationToken cancellationToken)
    {
        await Session.DisposeAsync();
        using SqliteConnection copy = new(DatabaseFile.Build(
            _parts.Copy.Database.Reference.ConnectionString, SqliteOpenMode.ReadWrite));
        copy.Open();
        string path = _parts.Previous.NewPath();
        bool isKept = IsWorthKeeping(cancellationToken) && _parts.Previous.Name(copy, path);
        try
        {
            new LiveReplacement(_parts.Opener, _parts.Options).Run(copy, isKept ? path : null, cancellationToken);
        }
        catch (Exception e)
        {
            PrivateFile.Delete(path);
            if (e is SqliteException sqlite)
            {
                throw OpeningFault.Explain(_parts.Live, sqlite, _parts.Options.ConnectWait);
            }

            throw;
        }

        _parts.Previous.DeleteOthers(isKept ? path : null);
        using SqliteConnection live = _parts.Opener.OpenForReading(cancellationToken);
        return new Replaced(_parts.Previous.Find(live), EndedSessions: 0);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        await _parts.Copy.DisposeAsync();
    }

    private bool IsWorthKeeping(CancellationToken cancellationToken)
    {
        using SqliteConnection live = _parts.Opener.OpenForReading(cancellationToken);
        return _parts.Previous.IsWanted(live);
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        PrivateFile.Create(to);
        await using FileStream source = File.OpenRead(from);
        await using FileStream copy = new(to, FileMode.Truncate, FileAccess.Write);
        await source.CopyToAsync(copy, cancellationToken);
    }

    private static void Check(SqliteConnection copy, string stored, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration interrupt = copy.InterruptOn(cancellationToken);
        if ((string?)copy.Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw new FurrowException(
                ErrorCode.SnapshotCorrupt, $"{Path.GetFileName(stored)} is not a whole SQLite database.")
            {
                Hint = "Take another snapshot: furrow snapshot list",
            };
        }
    }
}
