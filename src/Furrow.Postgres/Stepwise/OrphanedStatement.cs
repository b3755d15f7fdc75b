using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Stepwise;

/// <summary>
/// A statement that the server goes on with although the process that sent it is gone: the server notices that only
/// when it wants to answer.
/// </summary>
internal sealed class OrphanedStatement(NpgsqlConnection connection, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    // The server keeps so many bytes of a statement; a longer one is cut there.
    private const string IsRunning = """
        SELECT EXISTS (
            SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'
                AND starts_with($1, query)
                AND (query = $1
                    OR octet_length(query) >= pg_size_bytes(current_setting('track_activity_query_size')) - 8))
        """;

    /// <summary>Waits until no other session of the role runs this statement.</summary>
    public async Task WaitAsync(SqlStatement statement, CancellationToken cancellationToken)
    {
        while (await RawSql.ScalarAsync(
            connection, RawSql.Command(IsRunning, statement.Text), cancellationToken) is true)
        {
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
