using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.State;
using Npgsql;

namespace Furrow.Postgres.Locking;

/// <summary>
/// Statements on the lock table. Row 1 is the claim with its fencing token, which every claim and every forced release
/// raises; row 2 the heartbeat, apart so that beating never waits for transactions that hold row 1. Each is one
/// statement that commits by itself, as a pooling proxy wants it, and by the server's clock.
/// </summary>
internal sealed class LockTable
{
    private readonly string _name;
    private readonly long _key;
    private readonly double _lifetimeS;

    public LockTable(PostgresDatabase database, LockTiming timing)
    {
        string schema = database.Options.StateSchema;
        _name = new StateNames(database.Provider, schema)["lock"];
        _key = AdvisoryKey.Work(schema);
        _lifetimeS = timing.Lifetime.TotalSeconds;
        Guard = $"SELECT token FROM {_name} WHERE id = 1 FOR SHARE";
    }

    /// <summary>Reads the token and keeps it from changing until the transaction ends.</summary>
    public string Guard { get; }

    // A lock by one 64-bit number is shown as its two halves with objsubid 1.
    private const string Advisory = """
        l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.classid::bigint = ($1::bigint >> 32) & 4294967295 AND l.objid::bigint = $1::bigint & 4294967295
        """;

    public async Task<bool> TryAdvisoryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(
            connection, RawSql.Command("SELECT pg_try_advisory_lock($1)", _key), cancellationToken) is true;

    public Task AdvisoryUnlockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        RawSql.ExecuteAsync(connection, RawSql.Command("SELECT pg_advisory_unlock($1)", _key), cancellationToken);

    /// <summary>
    /// Asks whether this very session holds the advisory lock: a batch to be prepared, since it is asked for each
    /// transaction.
    /// </summary>
    public NpgsqlBatch QuestionForAdvisoryLock(NpgsqlConnection connection)
    {
        string sql = $"SELECT EXISTS (SELECT FROM pg_locks l WHERE l.pid = pg_backend_pid() AND {Advisory})";
        NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(sql, _key));
        return batch;
    }

    /// <exception cref="Errors.FurrowException">The table is there without its rows.</exception>
    public async Task<LockClaim> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        string sql = $"""
            SELECT c.holder, c.since, c.token, c.kind, c.session_id::integer,
                coalesce(c.kind = 'lease' AND h.heartbeat_at > clock_timestamp() - make_interval(secs => $2), false),
                p.pid, coalesce(a.backend_start, clock_timestamp())
            FROM {_name} c
            LEFT JOIN {_name} h ON h.id = 2
            LEFT JOIN LATERAL (SELECT l.pid FROM pg_locks l WHERE {Advisory} LIMIT 1) p ON true
            LEFT JOIN pg_stat_activity a ON a.pid = p.pid
            WHERE c.id = 1
            """;
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(sql, _key, _lifetimeS));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : throw LockErrors.NoRow(_name);
    }

    /// <summary>
    /// Writes a claim over the one with token <paramref name="seen"/>. Null when that has changed since, or when a
    /// transaction of its holder is still open: both are for the next try, nobody waits with a row locked.
    /// </summary>
    public async Task<long?> ClaimAsync(
        NpgsqlConnection connection, LockOwner owner, string kind, long seen, CancellationToken cancellationToken)
    {
        string sql = $"""
            WITH claim AS (
                UPDATE {_name} SET holder = $1, command = $2, kind = $3, since = clock_timestamp(), token = token + 1,
                    session_id = CASE WHEN $3 = 'session' THEN pg_backend_pid() END
                WHERE id = (SELECT id FROM {_name} WHERE id = 1 AND token = $4 FOR UPDATE SKIP LOCKED)
                RETURNING token)
            UPDATE {_name} h SET token = claim.token, heartbeat_at = clock_timestamp()
            FROM claim WHERE h.id = 2 RETURNING h.token
            """;
        NpgsqlBatchCommand command = RawSql.Command(sql, owner.Holder, owner.Command, kind, seen);
        return (long?)await RawSql.ScalarAsync(connection, command, cancellationToken);
    }

    /// <summary>Shows that the lease lives; false when it has been taken over.</summary>
    public async Task<bool> BeatAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {_name} h SET heartbeat_at = clock_timestamp()
            WHERE h.id = 2 AND h.token = $1 AND EXISTS (SELECT FROM {_name} c WHERE c.id = 1 AND c.token = $1)
            """;
        return (await RawSql.ExecuteAsync(connection, RawSql.Command(sql, token), cancellationToken)).Rows == 1;
    }

    /// <summary>Clears the claim if it still has this token.</summary>
    public Task ReleaseAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken) =>
        ClearAsync(connection, token, "token", cancellationToken);

    /// <summary>Clears the claim if it still has this token, and raises it: its holder commits nothing more.</summary>
    public Task RevokeAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken) =>
        ClearAsync(connection, token, "token + 1", cancellationToken);

    private async Task ClearAsync(
        NpgsqlConnection connection, long token, string newToken, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {_name} SET holder = NULL, command = NULL, kind = NULL, session_id = NULL, since = NULL,
                token = {newToken}
            WHERE id = 1 AND token = $1
            """;
        await RawSql.ExecuteAsync(connection, RawSql.Command(sql, token), cancellationToken);
    }

    private static LockClaim Read(NpgsqlDataReader row) => new()
    {
        Holder = row.Text(0),
        Since = row.IsDBNull(1) ? null : new DateTimeOffset(row.GetDateTime(1)),
        Token = row.GetInt64(2),
        Kind = row.Text(3),
        SessionId = row.IsDBNull(4) ? null : row.GetInt32(4),
        IsLeaseAlive = row.GetBoolean(5),
        AdvisoryProcess = row.IsDBNull(6) ? null : row.GetInt32(6),
        AdvisorySince = new DateTimeOffset(row.GetDateTime(7)),
    };
}
