namespace Furrow.Sql;

/// <summary>How a database's SQL is written.</summary>
public abstract class SqlDialect
{
    /// <summary>Quotes one identifier, always.</summary>
    public abstract string QuoteIdentifier(string identifier);

    /// <summary>Quotes a name within a schema.</summary>
    public string QuoteName(string? schema, string name) =>
        schema is null ? QuoteIdentifier(name) : $"{QuoteIdentifier(schema)}.{QuoteIdentifier(name)}";

    /// <summary>Quotes text as a literal.</summary>
    public abstract string QuoteLiteral(string text);

    /// <summary>PostgreSQL.</summary>
    public static SqlDialect Postgres { get; } = new PostgresSqlDialect();

    /// <summary>SQLite.</summary>
    public static SqlDialect Sqlite { get; } = new PostgresSqlDialect();

    private sealed class PostgresSqlDialect : SqlDialect
    {
        public override string QuoteIdentifier(string identifier) => "\"" + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

        public override string QuoteLiteral(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
    }
}
