using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>Reads what the catalog says about some tables, in one query.</summary>
internal static class CapturedTables
{
    // A key names a row if all of it is there for every row: unique, complete, without condition, expression and NULL.
    private const string Query = """
        SELECT n.nspname::text, c.relname::text,
            CASE WHEN c.relkind = 'r' THEN row_security_active(c.oid) ELSE false END, columns.names, columns.types,
            columns.marks, key.names, key.types, key.marks, key.operators,
            ARRAY(SELECT tgenabled::text || tgname::text FROM pg_trigger
                WHERE tgrelid = c.oid AND NOT tgisinternal AND tgenabled IN ('O', 'A') ORDER BY tgname)
        FROM unnest($1::text[], $2::text[]) wanted (schema, name)
        JOIN pg_namespace n ON n.nspname = wanted.schema
        JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.name AND c.relkind = 'r'
        CROSS JOIN LATERAL (
            SELECT array_agg(a.name ORDER BY a.attnum) names, array_agg(a.type ORDER BY a.attnum) types,
                array_agg(a.mark ORDER BY a.attnum) marks
            FROM (SELECT COLUMN_OF_A WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                AND a.attgenerated = '') a) columns
        LEFT JOIN LATERAL (
            SELECT i.indexrelid, k.names, k.types, k.marks, k.operators
            FROM pg_index i
            CROSS JOIN LATERAL (
                SELECT array_agg(a.name ORDER BY p.place) names, array_agg(a.type ORDER BY p.place) types,
                    array_agg(a.mark ORDER BY p.place) marks, array_agg(o.name ORDER BY p.place) operators,
                    bool_and(a.attnotnull) is_complete
                FROM unnest(i.indkey, i.indclass) WITH ORDINALITY p (attnum, class, place)
                JOIN LATERAL (SELECT COLUMN_OF_A WHERE a.attrelid = c.oid AND a.attnum = p.attnum) a ON true
                LEFT JOIN LATERAL (
                    SELECT format('%I.%s', ons.nspname, op.oprname) AS name
                    FROM pg_opclass oc
                    JOIN pg_amop am ON am.amopfamily = oc.opcfamily AND am.amopstrategy = 3
                        AND am.amoplefttype = oc.opcintype AND am.amoprighttype = oc.opcintype
                    JOIN pg_operator op ON op.oid = am.amopopr
                    JOIN pg_namespace ons ON ons.oid = op.oprnamespace
                    WHERE oc.oid = p.class) o ON true
                WHERE p.place <= i.indnkeyatts) k
            WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                AND k.is_complete
            ORDER BY i.indisprimary DESC, i.indexrelid LIMIT 1) key ON true
        ORDER BY 1, 2
        """;

    private const string ColumnOfA = """
        a.attnum, a.attnotnull, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type,
        CASE WHEN y.typtype = 'd' OR EXISTS (SELECT FROM pg_cast WHERE castsource = a.atttypid
            AND casttarget = 'text'::regtype AND castmethod = 'f') THEN 'x' ELSE '-' END
        || CASE WHEN a.attidentity = 'a' THEN 'a' ELSE '-' END AS mark
        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
        """;

    private static readonly string Sql = Query.Replace("COLUMN_OF_A", ColumnOfA, StringComparison.Ordinal);

    /// <summary>
    /// Those of the tables that are there. Types are spelled as the open transaction's search path needs.
    /// </summary>
    public static async Task<ImmutableArray<CapturedTable>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<ObjectName> names, CancellationToken cancellationToken)
    {
        string[] schemas = [.. names.Select(name => name.Schema)];
        string[] tables = [.. names.Select(name => name.Name)];
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Sql, schemas, tables));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(Read, cancellationToken);
    }

    private static CapturedTable Read(NpgsqlDataReader row)
    {
        string[] operators = Texts(row, 9);
        return new CapturedTable
        {
            Name = row.Name(0),
            HidesRows = row.GetBoolean(2),
            Columns = Columns(row, 3),
            Key = [.. Columns(row, 6).Select((column, place) => new KeyColumn(column, operators[place]))],
            Triggers = [.. Texts(row, 10).Select(text => (text[1..], text[0]))],
        };
    }

    private static ImmutableArray<CapturedColumn> Columns(NpgsqlDataReader row, int ordinal)
    {
        string[] types = Texts(row, ordinal + 1), marks = Texts(row, ordinal + 2);
        return
        [
            .. Texts(row, ordinal).Select((name, place) => new CapturedColumn(
                name, types[place], marks[place][0] == 'x', marks[place][1] == 'a')),
        ];
    }

    private static string[] Texts(NpgsqlDataReader row, int ordinal) =>
        row.IsDBNull(ordinal) ? [] : row.GetFieldValue<string[]>(ordinal);
}
