using Furrow.Errors;
using Furrow.Postgres.Locking;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Held in the maintenance database while a database is replaced as a whole: a lock inside it would go with it.
/// </summary>
internal static class ReplaceLock
{
    // A session whose client is gone is there until the server has noticed and ended what it was at.
    private static readonly TimeSpan LeavingMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeavingPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes it and returns the connection that holds it.</summary>
    /// <exception cref="FurrowException">Somebody else has it (<c>locked</c>).</exception>
    public static async Task<NpgsqlConnection> TakeAsync(SnapshotServer server, CancellationToken cancellationToken)
    {
        NpgsqlConnection keeper = await server.OpenMaintenanceAsync(cancellationToken);
        try
        {
            await RefuseSharedAsync(keeper, cancellationToken);
            if (!await TryTakeAsync(server, keeper, cancellationToken))
            {
                throw new FurrowException(
                    ErrorCode.Locked, $"Somebody else is restoring database \"{server.Name}\" in this moment.")
                {
                    Hint = "Wait for it to finish, then look at what is there.",
                };
            }

            await KeptDatabases.DropLeftoversAsync(keeper, cancellationToken);
            return keeper;
        }
        catch
        {
            await keeper.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says that whoever holds the connection is at work on a database that is not complete yet.</summary>
    public static async Task HoldAsync(NpgsqlConnection keeper, string name, CancellationToken cancellationToken)
    {
        await RefuseSharedAsync(keeper, cancellationToken);
        await RawSql.ExecuteAsync(
            keeper,
            RawSql.Command("SELECT pg_advisory_lock($1)", AdvisoryKey.Unfinished(name)),
            cancellationToken);
    }

    private static async Task<bool> TryTakeAsync(
        SnapshotServer server, NpgsqlConnection keeper, CancellationToken cancellationToken)
    {
        long key = AdvisoryKey.Replacement(server.Name);
        long start = server.Clock.GetTimestamp();
        while (await RawSql.ScalarAsync(
            keeper, RawSql.Command("SELECT pg_try_advisory_lock($1)", key), cancellationToken) is not true)
        {
            if (server.Clock.GetElapsedTime(start) > LeavingMax)
            {
                return false;
            }

            await Task.Delay(LeavingPause, server.Clock, cancellationToken);
        }

        return true;
    }

    // A proxy that shares the server's sessions would hand the lock to somebody else.
    private static async Task RefuseSharedAsync(NpgsqlConnection keeper, CancellationToken cancellationToken)
    {
        object? isDirect = await RawSql.ScalarAsync(
            keeper, RawSql.Command("SELECT pg_backend_pid() = $1", keeper.ProcessID), cancellationToken);
        if (isDirect is not true)
        {
            throw new FurrowException(
                ErrorCode.SnapshotFailed,
                "Databases cannot be copied or replaced through a proxy that shares the server's sessions.")
            {
                Hint = "Name the server itself in the database URL.",
            };
        }
    }
}
