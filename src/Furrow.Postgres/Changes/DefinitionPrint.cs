using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>
/// Tells whether a transaction changed definitions: the server counts what it writes to its own catalogs. Temporary
/// tables write there too, so where anything was counted, the lasting definitions are compared with what another
/// session still sees. Truncating shows as well: the table gets another file.
/// </summary>
internal static class DefinitionPrint
{
    private const string Lasting = "NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_(toast_)?temp_')";

    private const string Counts = """
        SELECT c.relname::text, s.written FROM pg_class c
        CROSS JOIN LATERAL (SELECT pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)
            + pg_stat_get_xact_tuples_deleted(c.oid)) s (written)
        WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND s.written <> 0
        """;

    // Columns of pg_class that are written over in place, so that sessions see them at different times.
    private const string InPlace = """
        '{relpages,reltuples,relallvisible,relallfrozen,relfrozenxid,relminmxid,relhasindex,relhastriggers,relhasrules}'
        ::text[]
        """;

    // What belongs to an object goes with it, and ANALYZE changes statistics alone.
    private static readonly string[] Ignored =
    [
        "pg_depend", "pg_shdepend", "pg_init_privs", "pg_statistic", "pg_statistic_ext_data",
    ];

    // The catalogs that temporary objects write to, and the condition that a row is about something that lasts.
    private static readonly Dictionary<string, string> Conditions = new(StringComparer.Ordinal)
    {
        ["pg_class"] = $"relnamespace {Lasting}",
        ["pg_type"] = $"typnamespace {Lasting}",
        ["pg_constraint"] = $"connamespace {Lasting}",
        ["pg_namespace"] = "nspname !~ '^pg_(toast_)?temp_'",
        ["pg_attribute"] = OfRelation("attrelid"),
        ["pg_attrdef"] = OfRelation("adrelid"),
        ["pg_index"] = OfRelation("indrelid"),
        ["pg_trigger"] = OfRelation("tgrelid"),
        ["pg_sequence"] = OfRelation("seqrelid"),
        ["pg_inherits"] = OfRelation("inhrelid"),
    };

    /// <summary>Rows written to each catalog so far, cumulative.</summary>
    public static async Task<ImmutableDictionary<string, long>> CountAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Counts));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<(string Catalog, long Written)> counts =
            await reader.ReadSetAsync(row => (row.GetString(0), row.GetInt64(1)), cancellationToken);
        return counts.ToImmutableDictionary(count => count.Catalog, count => count.Written, StringComparer.Ordinal);
    }

    /// <summary>The catalogs written to between two counts.</summary>
    public static ImmutableArray<string> Written(
        ImmutableDictionary<string, long> before, ImmutableDictionary<string, long> after) =>
    [
        .. after.Where(count => count.Value != before.GetValueOrDefault(count.Key)).Select(count => count.Key)
            .Except(Ignored, StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether no temporary object can account for what was written.</summary>
    public static bool IsLasting(ImmutableArray<string> catalogs) =>
        catalogs.Any(catalog => !Conditions.ContainsKey(catalog));

    /// <summary>One value for the lasting rows of some catalogs as a session sees them.</summary>
    public static async Task<string> ReadAsync(
        NpgsqlConnection connection, ImmutableArray<string> catalogs, CancellationToken cancellationToken)
    {
        string prints = string.Join(", ", catalogs.Select(catalog => $"""
            (SELECT md5(string_agg(r.print, ' ' ORDER BY r.print)) FROM (
                SELECT md5((to_jsonb(c) - {InPlace})::text) AS print
                FROM pg_catalog.{catalog} c WHERE {Conditions[catalog]}) r)
            """));
        return (string)(await RawSql.ScalarAsync(
            connection, RawSql.Command($"SELECT concat_ws(' ', {prints})"), cancellationToken))!;
    }

    private static string OfRelation(string column) =>
        $"{column} NOT IN (SELECT oid FROM pg_class WHERE NOT (relnamespace {Lasting}))";
}
