using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sqlite.Health;
using Furrow.Sqlite.Locking;
using Furrow.Sqlite.Opening;
using Furrow.Sqlite.Scratch;
using Furrow.Sqlite.Snapshots;
using Furrow.State;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite;

/// <summary>A database file, which need not exist.</summary>
internal sealed class SqliteDatabase : IDatabase
{
    private readonly DatabaseFile _file;
    private readonly SqliteOpener _opener;
    private readonly LockClaim _claim;
    private readonly LockFile _lockFile;

    public SqliteDatabase(SqliteProvider provider, DatabaseReference reference, DatabaseOptions options)
    {
        Provider = provider;
        Reference = reference;
        Options = options;
        _file = new DatabaseFile(reference.ConnectionString);
        _opener = new SqliteOpener(_file, options);
        _claim = new LockClaim(new StateNames(provider, options.StateSchema));
        _lockFile = new LockFile(_file, options.Clock);
    }

    public IDatabaseProvider Provider { get; }

    public DatabaseReference Reference { get; }

    public DatabaseOptions Options { get; }

    /// <summary>Whether nobody needs it after a crash of the machine: then no write is waited for.</summary>
    public bool IsScratch { get; init; }

    /// <summary>Another file, used in the same way.</summary>
    public SqliteDatabase At(string path) => new(
        (SqliteProvider)Provider,
        Reference with
        {
            ConnectionString = path,
            DatabaseName = Path.GetFileName(path),
            Display = $"sqlite:{path}",
        },
        Options);

    public Task<bool> ExistsAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        if (_file.Exists)
        {
            return Task.FromResult(false);
        }

        using SqliteConnection connection = _opener.OpenForWriting(cancellationToken);
        return Task.FromResult(true);
    }

    public Task<ISession> OpenSessionAsync(SessionAccess access, CancellationToken cancellationToken)
    {
        SqliteConnection connection = access switch
        {
            SessionAccess.Write => _opener.OpenForWriting(cancellationToken),
            SessionAccess.Trial => _opener.OpenForTrial(cancellationToken),
            _ => _opener.OpenForReading(cancellationToken),
        };
        if (IsScratch)
        {
            connection.Execute("PRAGMA synchronous = OFF");
        }

        return Task.FromResult<ISession>(new SqliteSession(connection, Options, access));
    }

    public async Task<IDatabaseLock?> TryLockAsync(LockOwner owner, CancellationToken cancellationToken)
    {
        using SqliteConnection connection = _opener.OpenForWriting(cancellationToken);
        if (!_claim.TableExists(connection))
        {
            throw new InvalidOperationException(
                "The lock needs furrow's own tables, which this database does not have.");
        }

        FileStream? file = await TakeFileAsync(cancellationToken);
        if (file is null)
        {
            return null;
        }

        try
        {
            BusyWait busy = new(connection, Options.Clock);
            long token = busy.Run(
                () => _claim.Write(connection, owner, Options.Clock.GetUtcNow()),
                Options.ConnectWait,
                cancellationToken);
            return new SqliteLock(file, _claim, token, () => _opener.OpenForWriting(CancellationToken.None));
        }
        catch (SqliteException exception)
        {
            await file.DisposeAsync();
            throw OpeningFault.Explain(_file, exception, Options.ConnectWait);
        }
        catch (Exception)
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public Task<LockState?> ReadLockAsync(CancellationToken cancellationToken)
    {
        if (!_file.Exists)
        {
            return Task.FromResult<LockState?>(null);
        }

        using SqliteConnection connection = _opener.OpenForReading(cancellationToken);
        return Task.FromResult(ReadLock(connection, cancellationToken));
    }

    public Task<LockState?> ReadLockAsync(ISession session, CancellationToken cancellationToken) =>
        Task.FromResult(_file.Exists ? ReadLock((SqliteConnection)session.Connection, cancellationToken) : null);

    public async Task<bool> BreakLockAsync(bool force, CancellationToken cancellationToken)
    {
        if (await ReadLockAsync(cancellationToken) is null)
        {
            return false;
        }

        await using FileStream? file = await TakeFileAsync(cancellationToken);
        if (file is not null)
        {
            using SqliteConnection connection = _opener.OpenForWriting(cancellationToken);
            return _claim.Clear(connection, token: null);
        }

        if (!force)
        {
            return false;
        }

        LockState? state = await ReadLockAsync(cancellationToken);
        string holder = state?.Holder ?? "a process that has just taken it";
        throw new FurrowException(
            ErrorCode.Locked, $"The lock is held by {holder}, and nothing but that process's end frees it.")
        {
            Hint = "End that process; the operating system then releases the lock at once.",
        };
    }

    public ISnapshotWork Snapshots => new SqliteSnapshots(this, _file, _opener);

    public Task<IScratchDatabase> CreateScratchAsync(
        ScratchRequest request, CancellationToken cancellationToken) =>
        new ScratchCreation(this, request.Folder).CreateAsync(cancellationToken);

    public Task<ImmutableArray<HealthCheck>> DiagnoseAsync(CancellationToken cancellationToken) =>
        new SqliteHealth(_file, _opener, Options, ReadLockAsync).CheckAsync(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LockState? ReadLock(SqliteConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return ReadSettledLock(connection, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw OpeningFault.Explain(_file, exception, Options.ConnectWait);
        }
    }

    private LockState? ReadSettledLock(SqliteConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LockClaim.Claim? before = _claim.Read(connection);
            LockFileState state = _lockFile.Probe();
            LockClaim.Claim? after = _claim.Read(connection);

            // A claim that changed in between may not belong to the lock that was seen.
            if (before == after)
            {
                return after is null ? null : new LockState(after.Holder, after.Since, state == LockFileState.Held);
            }
        }
    }

    private async Task<FileStream?> TakeFileAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lockFile.TryTakeAsync(cancellationToken);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw OpeningFault.FolderNotWritable(_file.Folder, exception);
        }
        catch (IOException exception)
        {
            throw OpeningFault.Unreadable(_file, exception);
        }
    }
}
