using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Catalog;

internal sealed record MasterRow(string Type, string Name, string Table, string? Sql);

internal sealed record ColumnRow(
    string Table, string Name, string Type, bool NotNull, string? Default, int KeyOrdinal, int Hidden);

internal sealed record ForeignKeyRow(
    string Table, int Id, string Referenced, string From, string? To, string OnUpdate, string OnDelete);

internal sealed record IndexPartRow(string Table, string Index, bool IsUnique, string Origin, int Cid, string? Column);

/// <summary>
/// All that the catalog says, in four queries whatever the number of tables: the pragmas are joined to the list of
/// tables as table-valued functions.
/// </summary>
internal sealed record CatalogRows(
    List<MasterRow> Master,
    ILookup<string, ColumnRow> Columns,
    ILookup<string, ForeignKeyRow> ForeignKeys,
    ILookup<string, IndexPartRow> IndexParts)
{
    /// <summary>The tables' names as they were created, found in any case.</summary>
    public Dictionary<string, string> TableNames { get; } = Master.Where(row => row.Type == "table")
        .ToDictionary(row => row.Name, row => row.Name, SqliteName.Comparer);

    /// <summary>The statements of the indexes that have one.</summary>
    public Dictionary<string, string?> IndexSql { get; } = Master.Where(row => row.Type == "index")
        .ToDictionary(row => row.Name, row => row.Sql, StringComparer.Ordinal);

    /// <summary>The triggers by their table.</summary>
    public ILookup<string, MasterRow> Triggers { get; } = Master.Where(row => row.Type == "trigger")
        .ToLookup(row => row.Table, SqliteName.Comparer);

    // A virtual table's columns need its module, which may not be loaded; it is no ordinary table anyway.
    private const string Tables =
        "(SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%') AS t";

    public static CatalogRows Read(SqliteConnection connection, SqliteTransaction? transaction)
    {
        List<MasterRow> master = connection.Query(
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master",
            row => new MasterRow(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3)),
            transaction);
        List<ColumnRow> columns = connection.Query(
            $"""
            SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
            FROM {Tables} JOIN pragma_table_xinfo(t.name, 'main') AS c ORDER BY t.name, c.cid
            """,
            row => new ColumnRow(
                row.GetString(0), row.GetString(1), row.Text(2) ?? "", row.GetBoolean(3), row.Text(4), row.GetInt32(5),
                row.GetInt32(6)),
            transaction);
        List<ForeignKeyRow> foreignKeys = connection.Query(
            $"""
            SELECT t.name, f.id, f."table", f."from", f."to", f.on_update, f.on_delete
            FROM {Tables} JOIN pragma_foreign_key_list(t.name, 'main') AS f ORDER BY t.name, f.id, f.seq
            """,
            row => new ForeignKeyRow(
                row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetString(5),
                row.GetString(6)),
            transaction);
        List<IndexPartRow> indexParts = connection.Query(
            $"""
            SELECT t.name, l.name, l."unique", l.origin, p.cid, p.name
            FROM {Tables} JOIN pragma_index_list(t.name, 'main') AS l JOIN pragma_index_xinfo(l.name, 'main') AS p
            WHERE p.key = 1 ORDER BY t.name, l.name, p.seqno
            """,
            row => new IndexPartRow(
                row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetString(3), row.GetInt32(4), row.Text(5)),
            transaction);
        return new CatalogRows(
            master,
            columns.ToLookup(column => column.Table, StringComparer.Ordinal),
            foreignKeys.ToLookup(key => key.Table, StringComparer.Ordinal),
            indexParts.ToLookup(part => part.Table, StringComparer.Ordinal));
    }
}
