using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Integrity;

/// <summary>Finds rows whose foreign keys refer to nothing, whatever was switched off when they were written.</summary>
internal sealed class KeyViolations(ISession session, SqlDialect dialect)
{
    private readonly RowQuery _rows = new(session, dialect);

    /// <summary>How many rows violate a key.</summary>
    public Task<long> CountAsync(
        DatabaseSchema schema, Table table, ForeignKey key, CancellationToken cancellationToken) =>
        _rows.NumberAsync($"SELECT count(*) {Which(schema, table, key)}", cancellationToken);

    /// <summary>What follows SELECT to name the rows that violate a key, as <c>c</c>.</summary>
    public string Which(DatabaseSchema schema, Table table, ForeignKey key)
    {
        string[] own = [.. key.Columns.Select(column => $"c.{dialect.QuoteIdentifier(column)}")];
        string whole = string.Join(" AND ", own.Select(column => $"{column} IS NOT NULL"));
        string partly = key.IsMatchFull && own.Length > 1
            ? $" OR (NOT ({whole}) AND ({string.Join(" OR ", own.Select(column => $"{column} IS NOT NULL"))}))"
            : "";
        string alone = Parent(schema, key) is { } parent
            ? $"{whole} AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE {Match(key, own)})"
            : whole;
        return $"FROM {_rows.Own(table)} c WHERE {(partly.Length == 0 ? alone : $"({alone}){partly}")}";
    }

    /// <summary>For people; <paramref name="owner"/> says whose rows, where that is not clear.</summary>
    public static string Describe(ForeignKey key, long rows, string owner = "") =>
        $"{RowQuery.Rows(rows)}{owner} {(rows == 1 ? "refers" : "refer")} to {key.ReferencedTable}, "
            + "where there is no such row";

    private string Match(ForeignKey key, string[] own) => string.Join(
        " AND ",
        own.Zip(key.ReferencedColumns, (column, other) => $"p.{dialect.QuoteIdentifier(other)} = {column}"));

    // PostgreSQL has every table that it refers to, also where the catalog was not asked for its schema. In SQLite a
    // table or column that is not there can be declared: then no row is.
    private string? Parent(DatabaseSchema schema, ForeignKey key)
    {
        Table? referenced = schema.Find(key.ReferencedTable);
        bool isThere = dialect.HasCopy || (key.ReferencedColumns.Length == key.Columns.Length
            && key.ReferencedColumns.All(column => referenced?.Find(column) is not null));
        return !isThere ? null
            : referenced is not null ? _rows.Own(referenced)
            : dialect.QuoteName(key.ReferencedTable.Schema, key.ReferencedTable.Name);
    }
}
