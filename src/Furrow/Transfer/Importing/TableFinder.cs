using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>Finds the tables of a catalog that a script names.</summary>
internal sealed class TableFinder(DatabaseSchema schema, SqlDialect dialect)
{
    private const string PreferredSchema = "public";

    // SQLite does not tell capitals from small letters.
    private readonly StringComparison _comparison =
        dialect.HasCopy ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>The tables of a name; several where nothing says which schema is meant.</summary>
    public IReadOnlyList<Table> Find(WrittenTable written)
    {
        Table[] found =
        [
            .. schema.Tables.Where(table => table.Name.Name.Equals(written.Name, _comparison)
                && (written.Schema is null || table.Name.Schema.Equals(written.Schema, _comparison))),
        ];
        Table? preferred = Array.Find(found, table => table.Name.Schema == PreferredSchema);
        return written.Schema is null && preferred is not null ? [preferred] : found;
    }

    /// <summary>The tables that a script fills, in its order, those that it says are empty included.</summary>
    public IEnumerable<Table> Filled(ScriptSurvey script) =>
        script.Tables.Where(table => table.Use == TableUse.Fill).SelectMany(Find)
            .Concat(schema.Tables.Where(table => script.Counts?.ContainsKey(NameIn(table)) == true))
            .Where(table => table.OwnedByExtension is null);

    /// <summary>A table as the statistics of an export name it.</summary>
    public static string NameIn(Table table) => table.Name.ToString().ReplaceLineEndings(" ");
}
