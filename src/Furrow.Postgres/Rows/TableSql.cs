using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Rows;

/// <summary>How a statement names a table.</summary>
internal static class TableSql
{
    /// <summary>
    /// The table's own rows: those of tables that inherit from it are not under its keys. A partitioned table has its
    /// partitions' rows and no others.
    /// </summary>
    public static string Own(Table table) =>
        table.Kind == TableKind.Partitioned ? Name(table) : $"ONLY {Name(table)}";

    /// <summary>Its quoted name.</summary>
    public static string Name(Table table) => SqlDialect.Postgres.QuoteName(table.Name.Schema, table.Name.Name);
}
