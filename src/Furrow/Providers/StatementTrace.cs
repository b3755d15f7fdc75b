using Furrow.Events;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>
/// Tells which statements a database is sent, without their values. There is one only where somebody listens, so that
/// nobody pays for it otherwise.
/// </summary>
public sealed class StatementTrace
{
    private readonly IEventSink _events;
    private readonly SqlDialect _dialect;
    private readonly TimeProvider _clock;
    private readonly AsyncLocal<bool> _isTold = new();

    /// <summary>A trace of statements in one dialect.</summary>
    public StatementTrace(IEventSink events, SqlDialect dialect, TimeProvider clock)
    {
        _events = events;
        _dialect = dialect;
        _clock = clock;
    }

    /// <summary>
    /// Tells of a statement that was executed. <paramref name="rows"/>: how many it wrote; null for unknown.
    /// </summary>
    public void Tell(string sql, TimeSpan duration, long? rows)
    {
        if (!_isTold.Value)
        {
            Emit(sql, duration, rows);
        }
    }

    /// <summary>
    /// Executes a statement and tells of it, with the rows that <paramref name="execute"/> returns (-1 for unknown);
    /// what the driver says of it meanwhile is not told again.
    /// </summary>
    public async Task<long> AroundAsync(string sql, Func<Task<long>> execute)
    {
        // Set for whatever this method calls, and gone with it.
        _isTold.Value = true;
        long start = _clock.GetTimestamp();
        long rows = await execute();
        Emit(sql, _clock.GetElapsedTime(start), rows < 0 ? null : rows);
        return rows;
    }

    private void Emit(string sql, TimeSpan duration, long? rows)
    {
        string shown = StatementText.WithoutValues(sql, _dialect);
        _events.Emit(new SqlExecuted(OperationOf(shown), shown, (long)duration.TotalMilliseconds, rows));
    }

    // The log has no word of its own for a statement: it gets the word for what such a statement does.
    private static EventOperation OperationOf(string sql) => FirstWord(sql) switch
    {
        "INSERT" or "UPDATE" or "MERGE" or "REPLACE" or "COPY" => EventOperation.Insert,
        "DELETE" or "TRUNCATE" or "DROP" => EventOperation.Cleanup,
        "CREATE" or "ALTER" or "COMMENT" or "GRANT" or "REVOKE" => EventOperation.Migrate,
        "BEGIN" => EventOperation.TransactionBegin,
        "COMMIT" => EventOperation.TransactionCommit,
        "ROLLBACK" => EventOperation.TransactionRollback,
        _ => EventOperation.Verify,
    };

    private static string FirstWord(string sql)
    {
        int length = 0;
        while (length < sql.Length && char.IsAsciiLetter(sql[length]))
        {
            length++;
        }

        return sql[..length].ToUpperInvariant();
    }
}
