using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Opening;

/// <summary>
/// Waiting for another connection's lock. SQLite's busy handler wakes quickly but knows no cancellation, and the driver
/// repeats a busy statement in whole seconds; so both are kept short where a wait can be long, and the loop is ours.
/// </summary>
internal sealed class BusyWait(SqliteConnection connection, TimeProvider clock)
{
    private const int HandlerMs = 250;
    private const int RoundSeconds = 1;

    /// <summary>
    /// Sets what SQLite itself waits before a statement is reported busy, and the driver's repetition of it.
    /// </summary>
    public void Configure(TimeSpan limit)
    {
        connection.Execute($"PRAGMA busy_timeout = {Math.Min(HandlerMs, (int)Math.Max(1, limit.TotalMilliseconds))}");
        connection.DefaultTimeout = (int)Math.Clamp(Math.Ceiling(limit.TotalSeconds), RoundSeconds, int.MaxValue);
    }

    /// <summary>Tries until it is not busy, the limit is over, or the token is cancelled; at least once.</summary>
    public T Run<T>(Func<T> action, TimeSpan limit, CancellationToken cancellationToken)
    {
        long started = clock.GetTimestamp();
        int before = connection.DefaultTimeout;
        connection.DefaultTimeout = RoundSeconds;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    return action();
                }
                catch (SqliteException exception)
                    when (IsBusy(exception) && clock.GetElapsedTime(started) < limit)
                {
                    // The attempt itself waited: the next one follows at once.
                }
            }
        }
        finally
        {
            connection.DefaultTimeout = before;
        }
    }

    public static bool IsBusy(SqliteException exception) =>
        exception.SqliteErrorCode is SQLITE_BUSY or SQLITE_LOCKED;
}
