namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>Expressions that the queries of definitions have in common.</summary>
internal static class DefinitionSql
{
    /// <summary>A relation's name from <c>pg_namespace n</c> and <c>pg_class c</c>.</summary>
    public const string Relation = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";

    /// <summary>The owner, where it is not the database's.</summary>
    public static string Owner(string column) => $"""
        CASE WHEN {column} <> (SELECT datdba FROM pg_database WHERE datname = current_database())
            THEN 'OWNER ' || quote_ident(pg_get_userbyid({column})) END
        """;

    /// <summary>
    /// Not an extension's. The list is read by its extension and hashed once for a query, whatever the number of
    /// objects.
    /// </summary>
    public static string NotOfExtension(string catalog, string oid) => $"""
        {oid} NOT IN (SELECT de.objid FROM pg_depend de WHERE de.refclassid = 'pg_extension'::regclass
            AND de.classid = '{catalog}'::regclass AND de.deptype = 'e')
        """;

    /// <summary>Options in an order of their own; NULL for none.</summary>
    public static string Options(string column, string word) => $"""
        CASE WHEN {column} IS NOT NULL THEN
            '{word} (' || array_to_string(ARRAY(SELECT unnest({column}) ORDER BY 1), ', ') || ')' END
        """;

    /// <summary>A word where a condition holds, otherwise NULL.</summary>
    public static string When(string condition, string word) => $"CASE WHEN {condition} THEN '{word}' END";

    /// <summary>A user's relation, from <c>x.relid</c>.</summary>
    public static string UserRelation { get; } = $"""
        JOIN pg_class c ON c.oid = x.relid AND {NotOfExtension("pg_class", "c.oid")}
        JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
        """;

    /// <summary>What <see cref="Objects"/> needs to know about a catalog whose objects are in schemas.</summary>
    /// <param name="Catalog">Its name; in the expressions it is <c>x</c>.</param>
    /// <param name="Namespace">The column with the schema.</param>
    /// <param name="Kind">The kind's expression.</param>
    /// <param name="Name">The name's expression, after the schema and a dot.</param>
    /// <param name="Definition">The definition's expression.</param>
    /// <param name="Address">The letter before the addresses.</param>
    public sealed record Source(
        string Catalog, string Namespace, string Kind, string Name, string Definition, char Address);

    /// <summary>A query over the user's objects of one catalog.</summary>
    public static string Objects(Source source, string condition = "true") => $"""
        SELECT {source.Kind}, quote_ident(n.nspname) || '.' || {source.Name}, {source.Definition},
            '{source.Address}' || x.oid, 'n' || n.oid
        FROM {source.Catalog} x
        JOIN pg_namespace n ON n.oid = x.{source.Namespace} AND {CatalogScope.Condition}
        WHERE {condition} AND {NotOfExtension(source.Catalog, "x.oid")}
        """;
}
