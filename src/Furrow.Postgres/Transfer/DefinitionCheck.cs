using System.Collections.Immutable;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Compares what a load took off and put back with what was there before it, in the database that is loaded: the
/// definitions are kept in a setting that lasts as long as the transaction.
/// </summary>
internal static class DefinitionCheck
{
    private const string Setting = "furrow.definitions";

    // Names in definitions are written in full, whatever the path is, and the path is left as it was.
    private const string Path = "path text := pg_catalog.current_setting('search_path');";
    private const string InFull = "PERFORM pg_catalog.set_config('search_path', '', true);";
    private const string AsBefore = "PERFORM pg_catalog.set_config('search_path', path, true);";

    public static string Remember(ImmutableArray<Table> tables) => Block($"""
        DECLARE
            {Path}
        BEGIN
            {InFull}
            PERFORM pg_catalog.set_config('{Setting}', ({Definitions(tables)})::text, true);
            {AsBefore}
        END
        """);

    /// <summary>Has the same effect as <see cref="Remember"/> had when the definitions were read.</summary>
    public static string Expect(string definitions) =>
        $"SELECT pg_catalog.set_config('{Setting}', {SqlDialect.Postgres.QuoteLiteral(definitions)}, true)";

    public static string Compare(ImmutableArray<Table> tables) => Block($"""
        DECLARE
            others text;
            {Path}
        BEGIN
            {InFull}
            SELECT pg_catalog.string_agg(key, ', ' ORDER BY key) INTO others
            FROM pg_catalog.jsonb_each_text(pg_catalog.current_setting('{Setting}')::pg_catalog.jsonb) b (key, value)
            FULL JOIN pg_catalog.jsonb_each_text(({Definitions(tables)})) a (key, value) USING (key)
            WHERE a.value IS DISTINCT FROM b.value;
            {AsBefore}
            IF others IS NOT NULL THEN
                RAISE EXCEPTION 'Definitions are not what they were before the rows were loaded: %', others
                    USING HINT = 'Nothing was changed.';
            END IF;
        END
        """);

    /// <summary>A query for all definitions as one JSON object; the path has to be empty.</summary>
    public static string Definitions(ImmutableArray<Table> tables)
    {
        string oids = PostgresTransfer.Oids(tables);
        return $"""
            SELECT coalesce(pg_catalog.jsonb_object_agg(d.name, d.definition), '{"{}"}')
            FROM (
                SELECT pg_catalog.format('constraint %I of %s', x.conname, x.conrelid::pg_catalog.regclass),
                    pg_catalog.concat_ws(' ', pg_catalog.pg_get_constraintdef(x.oid), x.condeferrable, x.condeferred,
                        x.convalidated, pg_catalog.obj_description(x.oid, 'pg_constraint'))
                FROM pg_catalog.pg_constraint x
                WHERE x.conrelid IN ({oids}) OR x.conparentid = 0 AND x.confrelid IN ({oids})
                UNION ALL
                SELECT pg_catalog.format('index %s of %s', x.indexrelid::pg_catalog.regclass,
                        x.indrelid::pg_catalog.regclass),
                    pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(x.indexrelid), i.reltablespace, x.indisprimary,
                        x.indimmediate, x.indisvalid, x.indisclustered, x.indisreplident,
                        pg_catalog.obj_description(x.indexrelid, 'pg_class'))
                FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
                WHERE x.indrelid IN ({oids})
                UNION ALL
                SELECT pg_catalog.format('trigger %I of %s', x.tgname, x.tgrelid::pg_catalog.regclass),
                    pg_catalog.concat_ws(' ', pg_catalog.pg_get_triggerdef(x.oid), x.tgenabled)
                FROM pg_catalog.pg_trigger x WHERE x.tgrelid IN ({oids}) AND NOT x.tgisinternal
                UNION ALL
                SELECT pg_catalog.format('table %s', x.oid::pg_catalog.regclass),
                    pg_catalog.concat_ws(' ', x.relrowsecurity, x.relforcerowsecurity, x.relreplident)
                FROM pg_catalog.pg_class x WHERE x.oid IN ({oids})
            ) d (name, definition)
            """;
    }

    // Any text may be in a name, so the block's quotes are made different from it.
    private static string Block(string body)
    {
        string tag = "$furrow$";
        while (body.Contains(tag, StringComparison.Ordinal))
        {
            tag = tag.Insert(1, "_");
        }

        return $"DO {tag}\n{body}\n{tag}";
    }
}
