using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// The foreign keys of one table: who refers to what from the pragma, names and deferrability from the text.
/// </summary>
internal static class ForeignKeyReader
{
    public static ImmutableArray<ForeignKey> Read(
        string table, TableDefinition definition, CatalogRows rows, ConstraintNames names)
    {
        List<List<ForeignKeyRow>> keys =
        [
            .. rows.ForeignKeys[table].GroupBy(row => row.Id).OrderByDescending(key => key.Key)
                .Select(key => key.ToList()),
        ];
        List<ForeignKey> read = [];
        for (int ordinal = 0; ordinal < keys.Count; ordinal++)
        {
            // The pragma numbers them backwards: the last one written is 0.
            ForeignKeyDefinition? written = definition.ForeignKeys.ElementAtOrDefault(ordinal);
            read.Add(ReadKey(keys[ordinal], written, rows, names));
        }

        return [.. read.OrderBy(key => key.Name, StringComparer.Ordinal)];
    }

    private static ForeignKey ReadKey(
        List<ForeignKeyRow> parts, ForeignKeyDefinition? written, CatalogRows rows, ConstraintNames names)
    {
        ForeignKeyRow first = parts[0];
        ImmutableArray<string> columns = [.. parts.Select(part => Resolve(rows, first.Table, part.From))];
        string referenced = rows.TableNames.GetValueOrDefault(first.Referenced, first.Referenced);
        ImmutableArray<string> primaryKey =
        [
            .. rows.Columns[referenced].Where(column => column.KeyOrdinal > 0).OrderBy(column => column.KeyOrdinal)
                .Select(column => column.Name),
        ];
        // Without columns it means the primary key; then the pragma leaves them out.
        ImmutableArray<string> referencedColumns = first.To is null
            ? primaryKey
            : [.. parts.Select(part => Resolve(rows, referenced, part.To!))];
        return new ForeignKey
        {
            Name = names.Name(written?.Name, columns, "fkey"),
            Columns = columns,
            ReferencedTable = SqliteName.Of(referenced),
            ReferencedColumns = referencedColumns,
            OnDelete = Action(first.OnDelete),
            OnUpdate = Action(first.OnUpdate),
            Deferrability = written?.Deferrability ?? Deferrability.NotDeferrable,
            ReferencesPrimaryKey = referencedColumns.Length == primaryKey.Length
                && referencedColumns.All(column => primaryKey.Contains(column, SqliteName.Comparer)),
        };
    }

    /// <summary>A column as its own table spells it; a foreign key may write it in another case.</summary>
    private static string Resolve(CatalogRows rows, string table, string column) =>
        rows.Columns[table].FirstOrDefault(candidate => Same(candidate.Name, column))?.Name ?? column;

    private static bool Same(string left, string right) => SqliteName.Comparer.Equals(left, right);

    private static ReferentialAction Action(string text) => text.ToUpperInvariant() switch
    {
        "CASCADE" => ReferentialAction.Cascade,
        "RESTRICT" => ReferentialAction.Restrict,
        "SET NULL" => ReferentialAction.SetNull,
        "SET DEFAULT" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
