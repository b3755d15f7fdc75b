using System.Data;
using Furrow.Postgres.Connecting;
using Npgsql;

namespace Furrow.Postgres.Locking;

/// <summary>
/// Finds out whether a proxy may move a connection from one server session to another between transactions, which
/// leaves an advisory lock behind in a session that is no longer ours.
/// </summary>
internal static class SharedSessions
{
    private const int LooksMax = 3;

    /// <summary>
    /// Whether something other than the server answered when this connection was made: it announced another process
    /// than the one that runs its statements. Such a proxy may share sessions, now or under load.
    /// </summary>
    public static async Task<bool> IsProxiedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await ProcessAsync(connection, cancellationToken) != connection.ProcessID;

    /// <summary>
    /// Whether sessions are shared beyond doubt: a second connection is given the first one's session, or the first
    /// one another session while the second occupies it with a transaction.
    /// </summary>
    public static async Task<bool> AreProvedAsync(
        NpgsqlConnection first, PostgresConnector connector, TimeSpan wait, CancellationToken cancellationToken)
    {
        int process = await ProcessAsync(first, cancellationToken);
        await using NpgsqlConnection second = await connector.OpenAsync(wait, cancellationToken);
        await using NpgsqlTransaction transaction =
            await second.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        if (await ProcessAsync(second, cancellationToken) == process)
        {
            return true;
        }

        for (int look = 0; look < LooksMax; look++)
        {
            if (await ProcessAsync(first, cancellationToken) != process)
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<int> ProcessAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (int)(await RawSql.ScalarAsync(connection, RawSql.Command("SELECT pg_backend_pid()"), cancellationToken))!;
}
