using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Stepwise;

/// <summary>
/// Reads the session's own locks on user tables that were there when it began: what a transaction has made itself
/// nobody else can wait for, and what it has dropped is in the catalog no more.
/// </summary>
internal sealed class LockObserver : ILockObserver
{
    private const string Tables = $"""
        SELECT c.oid, n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND {CatalogScope.Condition}
        """;

    private const string Held = """
        SELECT relation, mode FROM pg_locks
        WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    // https://www.postgresql.org/docs/15/explicit-locking.html, table 13.2
    private static readonly string[] ByStrength =
    [
        "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
        "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
    ];

    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<uint, ObjectName> _tables;
    private readonly HashSet<(uint Table, string Mode)> _known = [];

    private LockObserver(NpgsqlConnection connection, Dictionary<uint, ObjectName> tables) =>
        (_connection, _tables) = (connection, tables);

    public static async Task<LockObserver> BeginAsync(
        NpgsqlConnection connection, CatalogScope scope, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(scope.Command(Tables));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<(uint Id, ObjectName Name)> tables = await reader.ReadSetAsync(
            row => (row.GetFieldValue<uint>(0), row.Name(1)), cancellationToken);
        return new LockObserver(connection, tables.ToDictionary(table => table.Id, table => table.Name));
    }

    public async Task<ImmutableArray<TableLocks>> ReadNewAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(_connection);
        batch.BatchCommands.Add(RawSql.Command(Held));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<(uint Table, string Mode)> held = await reader.ReadSetAsync(
            row => (row.GetFieldValue<uint>(0), row.GetString(1)), cancellationToken);
        return
        [
            .. held.Where(lockOf => _tables.ContainsKey(lockOf.Table) && _known.Add(lockOf))
                .GroupBy(lockOf => _tables[lockOf.Table])
                .OrderBy(group => group.Key.ToString(), StringComparer.Ordinal)
                .Select(group => new TableLocks(
                    group.Key,
                    [.. group.Select(lockOf => lockOf.Mode).OrderBy(mode => Array.IndexOf(ByStrength, mode))])),
        ];
    }
}
