using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Locking;

/// <summary>The lock, held: an open file, and a row that says who opened it.</summary>
internal sealed class SqliteLock(FileStream file, LockClaim claim, long token, Func<SqliteConnection> open)
    : IDatabaseLock
{
    private bool _released;

    public LockKind Kind => LockKind.Session;

    /// <summary>Never: the operating system takes no lock from a living process.</summary>
    public CancellationToken Lost => CancellationToken.None;

    /// <summary>
    /// Sees that the claim is still this one: were the lock file deleted, somebody else could hold a lock on a new one.
    /// </summary>
    public Task GuardAsync(ISession session, DbTransaction transaction, CancellationToken cancellationToken)
    {
        LockClaim.Claim? current = claim.Read((SqliteConnection)session.Connection, (SqliteTransaction)transaction);
        if (_released || current?.Token != token)
        {
            throw new FurrowException(ErrorCode.Locked, "The lock is no longer held, so nothing is written.")
            {
                Detail = current is null ? null : $"It is held by {current.Holder}.",
                Hint = "Run the command again.",
            };
        }

        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        try
        {
            using SqliteConnection connection = open();
            claim.Clear(connection, token);
        }
        catch (Exception exception) when (exception is SqliteException or FurrowException)
        {
            // The row then names a holder that is gone, which the next one finds out and writes over.
        }
        finally
        {
            await file.DisposeAsync();
        }
    }
}
