using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Removal;

/// <summary>
/// Empties tables with triggers and foreign keys off: nothing cascades, RESTRICT needs no order, and SQLite empties a
/// table at a stroke. Keys still hold afterwards because no row that stays refers to one that goes.
/// </summary>
internal sealed class SqliteClear(SqliteConnection connection, SqliteTransaction? transaction, DatabaseSchema schema)
{
    public ClearOutcome Run(ClearRequest request, CancellationToken cancellationToken)
    {
        HashSet<ObjectName> tables = [.. request.Tables.Select(table => table.Name)];
        ImmutableArray<ClearObstacle> obstacles = [.. FindObstacles(tables)];
        if (!obstacles.IsEmpty)
        {
            return new ClearOutcome(obstacles, []);
        }

        using EnforcementPause pause = new(connection);
        bool hasNumbers = connection.Scalar(
            "SELECT 1 FROM main.sqlite_master WHERE name = 'sqlite_sequence'", transaction) is not null;
        ImmutableArray<TableRowCount>.Builder rows = ImmutableArray.CreateBuilder<TableRowCount>();
        foreach (Table table in request.Tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(new TableRowCount(table.Name, Execute($"DELETE FROM {Quote(table.Name)}")));
            if (hasNumbers)
            {
                Execute("DELETE FROM main.sqlite_sequence WHERE name = $name", table.Name.Name);
            }
        }

        return new ClearOutcome([], rows.ToImmutable());
    }

    private IEnumerable<ClearObstacle> FindObstacles(HashSet<ObjectName> tables) =>
        from table in schema.Tables
        where !tables.Contains(table.Name)
        from key in table.ForeignKeys
        where tables.Contains(key.ReferencedTable) && HasRows(table, key)
        select new ClearObstacle(ClearObstacleKind.ReferencedByRows, key.ReferencedTable, table.Name, key.Name);

    // Keys to columns that do not exist can be declared; then any row counts that says something.
    private bool HasRows(Table table, ForeignKey key)
    {
        Table? referenced = schema.Find(key.ReferencedTable);
        bool isWhole = key.ReferencedColumns.Length == key.Columns.Length
            && key.ReferencedColumns.All(column => referenced?.Find(column) is not null);
        string condition = isWhole
            ? string.Join(" AND ", key.Columns.Zip(
                key.ReferencedColumns, (own, other) => $"r.{SqliteName.Quote(other)} = o.{SqliteName.Quote(own)}"))
            : string.Join(" AND ", key.Columns.Select(column => $"o.{SqliteName.Quote(column)} IS NOT NULL"));
        string from = isWhole
            ? $"{Quote(table.Name)} o JOIN {Quote(key.ReferencedTable)} r"
            : $"{Quote(table.Name)} o";
        return connection.Scalar($"SELECT 1 FROM {from} WHERE {condition} LIMIT 1", transaction) is not null;
    }

    private long Execute(string sql, string? name = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        if (name is not null)
        {
            command.Parameters.AddWithValue("$name", name);
        }

        return command.ExecuteNonQuery();
    }

    private static string Quote(ObjectName name) => SqliteName.QuoteInMain(name.Name);
}
