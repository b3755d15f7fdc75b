using Furrow.Schema;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Reads every definition in normal form. Tables are told by what they mean, not by their text: SQLite edits the text
/// when a column is added or dropped, and a table that was built anew may say the same in other words. Of indexes,
/// triggers, views and virtual tables the text itself is told, without blanks, comments and needless quotes.
/// </summary>
internal static class DefinitionReader
{
    public static DatabaseCatalog Read(
        SqliteConnection connection, SqliteTransaction? transaction, string statePrefix)
    {
        CatalogRows rows = CatalogRows.Read(connection, transaction);
        DatabaseSchema schema = CatalogReader.Read(rows, statePrefix);
        Dictionary<string, string?> sql = rows.Master.Where(row => row.Type == "table")
            .ToDictionary(row => row.Name, row => row.Sql, SqliteName.Comparer);
        IEnumerable<CatalogObject> tables =
            schema.Tables.SelectMany(table => TableObjects.Of(table, sql[table.Name.Name] ?? ""));
        return new DatabaseCatalog(tables.Concat(Others(rows, statePrefix)));
    }

    private static IEnumerable<CatalogObject> Others(CatalogRows rows, string statePrefix)
    {
        foreach (MasterRow row in rows.Master)
        {
            bool isOwn = row.Table.StartsWith(statePrefix, StringComparison.Ordinal);
            bool isVirtual = row.Type == "table"
                && row.Sql?.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase) == true;
            if (row.Sql is { } sql && !isOwn && !SqliteName.IsReserved(row.Name) && (isVirtual || row.Type != "table"))
            {
                yield return new CatalogObject(
                    isVirtual ? "virtual table" : row.Type,
                    TableObjects.Name(row.Name),
                    row.Type == "index" ? NormalSql.OfIndex(sql) : NormalSql.Of(sql))
                {
                    PartOf = row.Type is "index" or "trigger" ? TableObjects.AddressOf(row.Table) : null,
                };
            }
        }
    }
}
