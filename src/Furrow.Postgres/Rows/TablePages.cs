using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>How tables are read in stretches of their pages, by several sessions at once.</summary>
internal static class TablePages
{
    // Below 64 MB, in pages of 8 kB, one session is done before another one helps.
    public const long SplitMin = 8192;

    // Stretches of pages are found without reading the others.
    private const int MajorMin = 14;

    /// <summary>
    /// How many pages each table has; 0 for what is not to be read in stretches: partitions lie in several places, and
    /// other kinds of storage may have no pages at all.
    /// </summary>
    public static async Task<long[]> CountAsync(
        NpgsqlConnection connection, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < MajorMin || Environment.ProcessorCount < 2)
        {
            return new long[tables.Count];
        }

        const string Sql = """
            SELECT array_agg(CASE WHEN c.relkind = 'r' AND a.amname = 'heap'
                THEN pg_relation_size(c.oid) / current_setting('block_size')::bigint ELSE 0 END ORDER BY t.place)
            FROM unnest($1::text[]) WITH ORDINALITY AS t(name, place)
            JOIN pg_class c ON c.oid = t.name::regclass LEFT JOIN pg_am a ON a.oid = c.relam
            """;
        string[] names = [.. tables.Select(TableSql.Name)];
        return await RawSql.ScalarAsync(connection, RawSql.Command(Sql, [names]), cancellationToken) as long[] ?? [];
    }

    /// <summary>The condition that selects the pages from one on; the last stretch has no end: no row of the snapshot
    /// may be missed.</summary>
    public static string Condition(long page, int count, bool isLast) =>
        FormattableString.Invariant($"WHERE ctid >= '({page},0)'::tid")
        + (isLast ? "" : FormattableString.Invariant($" AND ctid < '({page + count},0)'::tid"));
}
