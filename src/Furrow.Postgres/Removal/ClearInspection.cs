using System.Text.Json;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Removal;

/// <summary>
/// Asks the catalog about the tables to be emptied, in one round trip. Referring tables are looked for in every schema:
/// those that nobody asked to see can be harmed all the same.
/// </summary>
internal static class ClearInspection
{
    // JSON, because the driver's first array costs milliseconds.
    private const string Named = """
        WITH named AS MATERIALIZED (
            SELECT c.oid, c.relkind, c.relowner, c.relhasrules, c.relhastriggers, n.nspname, c.relname
            FROM json_to_recordset($1::json) x (schema text, name text)
            JOIN pg_namespace n ON n.nspname = x.schema
            JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = x.name AND c.relkind IN ('r', 'p'))
        """;

    private const string Tables = $"""
        {Named}
        SELECT t.oid, t.nspname::text, t.relname::text, t.relkind = 'r',
            pg_relation_size(t.oid) / current_setting('block_size')::bigint,
            pg_has_role(t.relowner, 'USAGE'), has_table_privilege(t.oid, 'DELETE'),
            t.relhasrules AND EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = t.oid AND r.ev_type = '4'
                AND r.ev_enabled <> 'D')
        FROM named t
        """;

    // 8: ON DELETE, 32: ON TRUNCATE. A replica's trigger does not fire here.
    private const string Triggers = $"""
        {Named}
        SELECT t.nspname::text, t.relname::text, tg.tgname::text, tg.tgenabled = 'A'
        FROM named t JOIN pg_trigger tg ON tg.tgrelid = t.oid
        WHERE t.relhastriggers AND NOT tg.tgisinternal AND tg.tgenabled IN ('O', 'A') AND (tg.tgtype & 40) <> 0
        ORDER BY 1, 2, 3
        """;

    private const string Sequences = $"""
        {Named}
        SELECT t.nspname::text, t.relname::text, n.nspname::text, c.relname::text, s.seqstart
        FROM named t
        JOIN pg_depend de ON de.refclassid = 'pg_class'::regclass AND de.refobjid = t.oid AND de.refobjsubid > 0
            AND de.classid = 'pg_class'::regclass AND de.deptype IN ('a', 'i')
        JOIN pg_sequence s ON s.seqrelid = de.objid
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        ORDER BY 3, 4
        """;

    // A key on or to a partitioned table has a copy per partition. It counts by itself only where the original does
    // not: where the partition alone is to be emptied.
    private const string References = $"""
        {Named}
        SELECT con.conrelid, con.confrelid, cn.nspname::text, c.relname::text, c.relkind = 'p',
            t.nspname::text, t.relname::text, t.relkind = 'p', con.conname::text, con.confdeltype IN ('c', 'n', 'd'),
            con.conparentid <> 0, COALESCE(original.confrelid IN (SELECT oid FROM named), false),
            k.condition, k.match
        FROM named t
        JOIN pg_constraint con ON con.confrelid = t.oid AND con.contype = 'f'
        JOIN pg_class c ON c.oid = con.conrelid
        JOIN pg_namespace cn ON cn.oid = c.relnamespace
        LEFT JOIN pg_constraint original ON original.oid = con.conparentid
        CROSS JOIN LATERAL (
            SELECT string_agg(format('o.%I IS NOT NULL', a.attname), ' AND '),
                string_agg(format('o.%I = r.%I', a.attname, ra.attname), ' AND ')
            FROM unnest(con.conkey, con.confkey) p (own, referenced)
            JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = p.own
            JOIN pg_attribute ra ON ra.attrelid = con.confrelid AND ra.attnum = p.referenced) k (condition, match)
        ORDER BY 3, 4, 6, 7, 8
        """;

    public static async Task<ClearTargets> RunAsync(
        NpgsqlConnection connection, ClearRequest request, CancellationToken cancellationToken)
    {
        string names = Names(request.Tables);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Tables, names));
        batch.BatchCommands.Add(RawSql.Command(Triggers, names));
        batch.BatchCommands.Add(RawSql.Command(Sequences, names));
        batch.BatchCommands.Add(RawSql.Command(References, names));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return new ClearTargets(
            await reader.ReadSetAsync(
                row => new ClearTarget(
                    row.GetFieldValue<uint>(0), row.Name(1), row.GetBoolean(3), row.GetInt64(4), row.GetBoolean(5),
                    row.GetBoolean(6), row.GetBoolean(7)),
                cancellationToken),
            await reader.ReadSetAsync(
                row => new ClearTrigger(row.Name(0), row.GetString(2), row.GetBoolean(3)), cancellationToken),
            await reader.ReadSetAsync(
                row => new ClearSequence(row.Name(0), row.Name(2), row.GetInt64(4)), cancellationToken),
            await reader.ReadSetAsync(ReadReference, cancellationToken));
    }

    private static ClearReference ReadReference(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0), row.GetFieldValue<uint>(1), row.Name(2), row.GetBoolean(4), row.Name(5),
        row.GetBoolean(7), row.GetString(8), row.GetBoolean(9), row.GetBoolean(10), row.GetBoolean(11),
        row.GetString(12), row.GetString(13));

    private static string Names(IEnumerable<Table> tables)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartArray();
            foreach (Table table in tables)
            {
                json.WriteStartObject();
                json.WriteString("schema", table.Name.Schema);
                json.WriteString("name", table.Name.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
