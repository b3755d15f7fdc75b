using System.Data.Common;
using System.Net.Sockets;
using Furrow.Errors;

namespace Furrow.Postgres.Locking;

/// <summary>What is said about locks, and what counts as a broken connection.</summary>
internal static class LockErrors
{
    public static FurrowException Lost() => new(
        ErrorCode.Locked, "The lock on the database was lost while working; nothing more was written.")
    {
        Hint = "Look at 'furrow lock' and 'furrow status', then run the command again.",
    };

    public static FurrowException Shared() => new(
        ErrorCode.ConfigInvalid,
        "A session lock cannot hold here: the connection goes through a proxy that shares server sessions.")
    {
        Hint = "Leave the kind of lock to furrow, use a lease, or connect to the server directly.",
    };

    public static FurrowException MayNotEnd(int process, Exception cause) => new(
        ErrorCode.DatabasePermission,
        $"The session that holds the lock (server process {process}) belongs to a role that you may not act for.",
        cause)
    {
        Hint = $"Its role, or an administrator, can run: SELECT pg_terminate_backend({process});",
    };

    public static FurrowException StillThere(int process) => new(
        ErrorCode.Locked, $"Server process {process} was told to end, and still holds the lock.")
    {
        Hint = "Try again in a moment.",
    };

    public static FurrowException Busy(Exception cause) => new(
        ErrorCode.Locked, "The lock's holder has a transaction open, which must end first.", cause)
    {
        Hint = "Try again in a moment, or end its session in the server.",
    };

    public static FurrowException NoRow(string table) => new(
        ErrorCode.Internal, $"Furrow's table {table} has lost its rows, which the lock rests on.")
    {
        Hint = $"Put them back: INSERT INTO {table} (id, token) VALUES (1, 0), (2, 0);",
    };

    public static bool IsConnectionTrouble(Exception exception) => exception is DbException or IOException
        or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException
        or TimeoutException or FurrowException;
}
