using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Sqlite.Catalog;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Rows;

/// <summary>Counts rows.</summary>
internal static class RowCounter
{
    // SQLite allows 500 terms in a compound query.
    private const int TablesPerQuery = 200;

    public static ImmutableArray<TableRowCount> Count(
        SqliteConnection connection,
        SqliteTransaction? transaction,
        string statePrefix,
        CancellationToken cancellationToken)
    {
        ImmutableArray<TableRowCount>.Builder counts = ImmutableArray.CreateBuilder<TableRowCount>();
        foreach (string[] tables in UserTables(connection, transaction, statePrefix).Chunk(TablesPerQuery))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string sql = string.Join(
                " UNION ALL ",
                tables.Select((table, i) => $"SELECT {i}, count(*) FROM {SqliteName.QuoteInMain(table)}"));
            counts.AddRange(connection.Query(
                sql, row => new TableRowCount(SqliteName.Of(tables[row.GetInt32(0)]), row.GetInt64(1)), transaction));
        }

        return counts.ToImmutable();
    }

    private static IEnumerable<string> UserTables(
        SqliteConnection connection, SqliteTransaction? transaction, string statePrefix)
    {
        List<MasterRow> tables = connection.Query(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type = 'table'",
            row => new MasterRow(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)),
            transaction);
        VirtualTables virtualTables = new(tables);
        return tables.Select(table => table.Name)
            .Where(name => CatalogReader.IsListed(name, virtualTables, statePrefix))
            .Order(StringComparer.Ordinal);
    }
}
