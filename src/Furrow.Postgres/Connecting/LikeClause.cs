using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>
/// What follows <c>CREATE DATABASE name</c> for a database in the encoding and collation of another one.
/// </summary>
internal static class LikeClause
{
    private const string Attributes = """
        SELECT pg_encoding_to_char(d.encoding), d.datcollate::text, d.datctype::text, d.datlocprovider::text,
            {0}, (d.encoding, d.datcollate, d.datctype, d.datlocprovider, {0})
                IS NOT DISTINCT FROM (t.encoding, t.datcollate, t.datctype, t.datlocprovider, {1})
        FROM pg_database d, pg_database t WHERE d.datname = $1 AND t.datname = 'template1'
        """;

    /// <summary>Nothing where the other one is missing or is as any new database would be.</summary>
    public static Task<string> ReadAsync(
        NpgsqlConnection keeper, string database, CancellationToken cancellationToken) =>
        ReadAsync(keeper, database, isBare: false, cancellationToken);

    /// <summary>The same for one that has nothing of the server's own template, however that was added to.</summary>
    public static async Task<string> ReadBareAsync(
        NpgsqlConnection keeper, string database, CancellationToken cancellationToken) =>
        await ReadAsync(keeper, database, isBare: true, cancellationToken) is { Length: > 0 } clause
            ? clause
            : " TEMPLATE template0";

    private static async Task<string> ReadAsync(
        NpgsqlConnection keeper, string database, bool isBare, CancellationToken cancellationToken)
    {
        int major = keeper.PostgreSqlVersion.Major;
        if (major < 15)
        {
            return await ReadOldAsync(keeper, database, isBare, cancellationToken);
        }

        string locale = major < 17 ? "daticulocale" : "datlocale";
        NpgsqlBatchCommand query = RawSql.Command(
            Attributes.Replace("{0}", $"d.{locale}", StringComparison.Ordinal)
                .Replace("{1}", $"t.{locale}", StringComparison.Ordinal),
            database);
        await using NpgsqlBatch batch = new(keeper);
        batch.BatchCommands.Add(query);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || (reader.GetBoolean(5) && !isBare))
        {
            return "";
        }

        string provider = reader.GetString(3) switch
        {
            "i" => $" LOCALE_PROVIDER icu ICU_LOCALE {Literal(reader.GetString(4))}",
            "b" => $" LOCALE_PROVIDER builtin BUILTIN_LOCALE {Literal(reader.GetString(4))}",
            _ => "",
        };
        return $" TEMPLATE template0 ENCODING {Literal(reader.GetString(0))} LC_COLLATE {Literal(reader.GetString(1))}"
            + $" LC_CTYPE {Literal(reader.GetString(2))}{provider}";
    }

    private static async Task<string> ReadOldAsync(
        NpgsqlConnection keeper, string database, bool isBare, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT ' TEMPLATE template0 ENCODING ' || quote_literal(pg_encoding_to_char(d.encoding)) || ' LC_COLLATE '
                || quote_literal(d.datcollate) || ' LC_CTYPE ' || quote_literal(d.datctype)
            FROM pg_database d, pg_database t WHERE d.datname = $1 AND t.datname = 'template1'
                AND ($2 OR (d.encoding, d.datcollate, d.datctype) <> (t.encoding, t.datcollate, t.datctype))
            """;
        object? clause = await RawSql.ScalarAsync(
            keeper, RawSql.Command(sql, database, isBare), cancellationToken);
        return clause as string ?? "";
    }

    private static string Literal(string text) => SqlDialect.Postgres.QuoteLiteral(text);
}
