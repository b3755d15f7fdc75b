using System.Data.Common;
using System.Globalization;

namespace Furrow.State;

/// <summary>
/// What a database says of itself and not of its contents: its stamp, who holds its lock, and the history of operations
/// on it. It stays when the contents are replaced by a stored database's, whose histories of migrations and seeds come
/// with them.
/// </summary>
public sealed class CarriedState
{
    private readonly string? _stamp;
    private readonly List<object?[]> _operations;
    private readonly List<object?[]> _lock;

    private CarriedState(string? stamp, List<object?[]> operations, List<object?[]> claims) =>
        (_stamp, _operations, _lock) = (stamp, operations, claims);

    /// <summary>Reads it from the database that is to be replaced.</summary>
    public static async Task<CarriedState> ReadAsync(StateStore store, CancellationToken cancellationToken) => new(
        store.Stamp,
        await ReadOperationsAsync(store, cancellationToken),
        await QueryAsync(
            store,
            $"""
            SELECT id, holder, command, kind, session_id, token, CAST(since AS text), CAST(heartbeat_at AS text)
            FROM {store.Names["lock"]} ORDER BY id
            """,
            cancellationToken));

    /// <summary>
    /// Writes it into the database that takes its place, with the operation that does so as one that succeeded. Belongs
    /// into a transaction.
    /// </summary>
    /// <param name="store">Furrow's tables there.</param>
    /// <param name="operationId">The operation that replaces the database.</param>
    /// <param name="keepsHolder">Whether the lock outlives the replacement; otherwise nobody holds it after it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task WriteAsync(
        StateStore store, long operationId, bool keepsHolder, CancellationToken cancellationToken)
    {
        long shared = SharedPrefix(await ReadOperationsAsync(store, cancellationToken));
        foreach (string table in (string[])["migration_history", "seed_history"])
        {
            // Numbers of operations on another database mean nothing here: these came with this one.
            await ExecuteAsync(
                store,
                $"UPDATE {store.Names[table]} SET operation_id = @operation WHERE operation_id > @shared",
                [("operation", operationId), ("shared", shared)],
                cancellationToken);
        }

        await ExecuteAsync(store, $"DELETE FROM {store.Names["runs"]}", [], cancellationToken);
        await ExecuteAsync(store, $"DELETE FROM {store.Names["operation_history"]}", [], cancellationToken);
        foreach (object?[] operation in _operations)
        {
            await InsertAsync(store, operation, cancellationToken);
        }

        if (store.Provider.Capabilities.Schemas)
        {
            await ExecuteAsync(
                store,
                $"SELECT setval(pg_get_serial_sequence(@table, 'id'), @last)",
                [("table", store.Names["operation_history"]), ("last", _operations.Max(row => (long)row[0]!))],
                cancellationToken);
        }

        foreach (object?[] claim in _lock)
        {
            await WriteClaimAsync(store, claim, keepsHolder, cancellationToken);
        }

        if (_stamp is not null)
        {
            await store.WriteStampAsync(_stamp, cancellationToken);
        }

        await store.Operations.EndAsync(
            operationId, OperationResult.Succeeded, failure: null, cancellationToken);
    }

    private static string Time(StateStore store, string parameter) => store.Provider.Time(parameter);

    private static string Select(string started, string finished) =>
        $"command, environment, verdict, result, {started}, {finished}, performed_by, host, tool_version, error_code, "
            + "error";

    private static Task<List<object?[]>> ReadOperationsAsync(
        StateStore store, CancellationToken cancellationToken) => QueryAsync(
        store,
        $"SELECT id, {Select("CAST(started_at AS text)", "CAST(finished_at AS text)")} "
            + $"FROM {store.Names["operation_history"]} ORDER BY id",
        cancellationToken);

    // A snapshot of this very database begins with the same operations.
    private long SharedPrefix(List<object?[]> stored)
    {
        long shared = 0;
        foreach ((object?[] own, object?[] other) in _operations.Zip(stored))
        {
            if (!Equals(own[0], other[0]) || !Equals(own[1], other[1]) || !SameTime(own[5], other[5]))
            {
                break;
            }

            shared = (long)own[0]!;
        }

        return shared;
    }

    // Two sessions may show one time in two time zones.
    private static bool SameTime(object? one, object? other) => Parse(one) == Parse(other);

    private static DateTimeOffset Parse(object? time) => DateTimeOffset.Parse(
        (string)time!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<List<object?[]>> QueryAsync(
        StateStore store, string sql, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        await using DbCommand command = store.Session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            object?[] row = new object?[reader.FieldCount];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i) is int small ? (long)small : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static Task InsertAsync(StateStore store, object?[] row, CancellationToken cancellationToken)
    {
        string overriding = store.Provider.Capabilities.Schemas ? "OVERRIDING SYSTEM VALUE" : "";
        return ExecuteAsync(
            store,
            $"""
            INSERT INTO {store.Names["operation_history"]} (id, {Select("started_at", "finished_at")})
            {overriding}
            VALUES (@c0, @c1, @c2, @c3, @c4, {Time(store, "@c5")}, {Time(store, "@c6")}, @c7, @c8, @c9, @c10, @c11)
            """,
            [.. row.Select((value, place) => ($"c{place}", value))],
            cancellationToken);
    }

    private static Task WriteClaimAsync(
        StateStore store, object?[] claim, bool keepsHolder, CancellationToken cancellationToken) => ExecuteAsync(
        store,
        $"""
        UPDATE {store.Names["lock"]}
        SET holder = @c1, command = @c2, kind = @c3, session_id = CAST(@c4 AS bigint), token = @c5,
            since = {Time(store, "@c6")}, heartbeat_at = {Time(store, "@c7")}
        WHERE id = @c0
        """,
        keepsHolder
            ? [.. claim.Select((value, place) => ($"c{place}", value))]
            : [
                ("c0", claim[0]), ("c1", null), ("c2", null), ("c3", null), ("c4", null),
                ("c5", (long)claim[5]! + 1), ("c6", null), ("c7", null),
            ],
        cancellationToken);

    private static async Task ExecuteAsync(
        StateStore store, string sql, (string Name, object? Value)[] values, CancellationToken cancellationToken)
    {
        await using DbCommand command = store.Session.CreateCommand(sql);
        foreach ((string name, object? value) in values)
        {
            command.With(name, value);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
