using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Sqlite.Catalog;

/// <summary>A table, its columns and its constraints as objects of the catalog's normal form.</summary>
internal static class TableObjects
{
    public static IEnumerable<CatalogObject> Of(Table table, string sql)
    {
        string name = Name(table.Name.Name);
        string address = AddressOf(table.Name.Name);
        yield return new CatalogObject("table", name, string.Join(' ', Words(table, sql))) { Address = address };
        foreach (Column column in table.Columns)
        {
            yield return new CatalogObject("column", $"{name}.{Name(column.Name)}", Describe(column))
            {
                PartOf = address,
            };
        }

        foreach ((string constraint, string definition) in Constraints(table))
        {
            yield return new CatalogObject("constraint", $"{Name(constraint)} on {name}", definition)
            {
                PartOf = address,
            };
        }
    }

    public static string AddressOf(string table) => $"table {table.ToLowerInvariant()}";

    /// <summary>A name in quotes only where it needs them.</summary>
    public static string Name(string name)
    {
        bool isPlain = name.Length > 0 && !char.IsAsciiDigit(name[0])
            && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        return isPlain ? name : SqlDialect.Sqlite.QuoteIdentifier(name);
    }

    // What no pragma tells and the model has no room for.
    private static IEnumerable<string> Words(Table table, string sql)
    {
        if (table.IsWithoutRowId)
        {
            yield return "WITHOUT ROWID";
        }

        List<SqlToken> tokens = SqlTokenizer.Tokenize(sql);
        if (tokens.Exists(token => token.IsWord("AUTOINCREMENT")))
        {
            yield return "AUTOINCREMENT";
        }

        for (int i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].IsWord("ON") && tokens[i + 1].IsWord("CONFLICT"))
            {
                yield return $"ON CONFLICT {tokens[i + 2].Value.ToUpperInvariant()}";
            }
        }
    }

    private static string Describe(Column column)
    {
        List<string> words = [NormalSql.OfType(column.Type.SqlName)];
        if (column.Collation is { } collation)
        {
            words.Add($"COLLATE {collation.ToUpperInvariant()}");
        }

        if (!column.IsNullable)
        {
            words.Add("NOT NULL");
        }

        // DEFAULT NULL is what a column without a default has.
        if (column.Default is { } value && NormalSql.Of(value) is var normal and not "null")
        {
            words.Add($"DEFAULT {normal}");
        }

        if (column.Generated != GeneratedKind.None)
        {
            words.Add($"GENERATED {NormalSql.Of(column.GeneratedExpression ?? "")} {column.Generated}");
        }

        return string.Join(' ', words);
    }

    private static IEnumerable<(string Name, string Definition)> Constraints(Table table)
    {
        if (table.PrimaryKey is { } primary)
        {
            yield return (primary.Name, $"PRIMARY KEY {List(primary.Columns)}");
        }

        foreach (UniqueKey unique in table.UniqueKeys.Where(key => key.IsConstraint))
        {
            yield return (unique.Name, $"UNIQUE {List(unique.Columns)}");
        }

        foreach (ForeignKey key in table.ForeignKeys)
        {
            yield return (key.Name,
                $"FOREIGN KEY {List(key.Columns)} REFERENCES {Name(key.ReferencedTable.Name)} "
                + $"{List(key.ReferencedColumns)} ON DELETE {key.OnDelete} ON UPDATE {key.OnUpdate} "
                + $"{key.Deferrability}");
        }

        foreach (CheckConstraint check in table.Checks)
        {
            yield return (check.Name, $"CHECK {NormalSql.Of(check.Expression)}");
        }
    }

    private static string List(IEnumerable<string> columns) => $"({string.Join(", ", columns.Select(Name))})";
}
