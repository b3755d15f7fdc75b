namespace Furrow.Postgres.Catalog;

/// <summary>
/// The queries that read the whole catalog, each for all tables at once. Everything is joined by object id: names are
/// not unique across schemas, and constraint names not even inside one. The first column is the id of what a row
/// belongs to.
/// </summary>
internal static class CatalogQueries
{
    private const string UserTable = $"""
        JOIN pg_class c ON c.oid = x.relid AND c.relkind IN ('r', 'p')
        JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
        """;

    public const string Tables = $"""
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind = 'p',
            CASE WHEN c.reltuples < 0 OR (c.reltuples = 0 AND c.relpages = 0) THEN NULL ELSE c.reltuples::float8 END,
            CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
            CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
            e.extname::text, d.description
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend de ON de.classid = 'pg_class'::regclass AND de.objid = c.oid AND de.objsubid = 0
            AND de.refclassid = 'pg_extension'::regclass AND de.deptype = 'e'
        LEFT JOIN pg_extension e ON e.oid = de.refobjid
        LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
        WHERE c.relkind IN ('r', 'p') AND {CatalogScope.Condition}
        """;

    public const string Parents = $"""
        SELECT x.relid, pn.nspname::text, p.relname::text, c.relispartition
        FROM (SELECT inhrelid AS relid, inhparent, inhseqno FROM pg_inherits) x
        {UserTable}
        JOIN pg_class p ON p.oid = x.inhparent
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        ORDER BY x.relid, x.inhseqno
        """;

    public const string Columns = $"""
        SELECT x.relid, x.attnum, x.attname::text, x.atttypid, x.atttypmod, format_type(x.atttypid, x.atttypmod),
            x.attnotnull, x.attidentity::text, x.attgenerated::text, pg_get_expr(ad.adbin, ad.adrelid),
            CASE WHEN cn.nspname = 'pg_catalog' THEN quote_ident(co.collname)
                ELSE quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END,
            d.description
        FROM (SELECT attrelid AS relid, a.* FROM pg_attribute a WHERE attnum > 0 AND NOT attisdropped) x
        {UserTable}
        JOIN pg_type t ON t.oid = x.atttypid
        LEFT JOIN pg_attrdef ad ON ad.adrelid = x.relid AND ad.adnum = x.attnum
        LEFT JOIN pg_collation co ON co.oid = x.attcollation AND x.attcollation <> t.typcollation
        LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
        LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = x.relid
            AND d.objsubid = x.attnum
        ORDER BY x.relid, x.attnum
        """;

    /// <summary>
    /// Every type: following columns to their elements and bases by recursion makes the server expect a hundred
    /// times the rows, and compile the query for longer than it runs.
    /// </summary>
    public const string Types = $"""
        SELECT t.oid, n.nspname::text, t.typname::text, t.typtype::text,
            CASE WHEN el.typarray = t.oid THEN t.typelem ELSE 0::oid END,
            t.typbasetype, t.typtypmod,
            CASE WHEN t.typbasetype <> 0 THEN format_type(t.typbasetype, t.typtypmod) END,
            t.typnotnull, pg_get_expr(t.typdefaultbin, 0), {CatalogScope.Condition} AND de.objid IS NULL
        FROM pg_type t
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN pg_type el ON el.oid = t.typelem
        LEFT JOIN pg_depend de ON de.classid = 'pg_type'::regclass AND de.objid = t.oid AND de.objsubid = 0
            AND de.refclassid = 'pg_extension'::regclass AND de.deptype = 'e'
        """;

    public const string Labels = "SELECT enumtypid, enumlabel::text FROM pg_enum ORDER BY enumtypid, enumsortorder";

    /// <summary>The checks of domains; since version 17 their NOT NULL is a constraint too.</summary>
    public const string DomainChecks = """
        SELECT contypid, conname::text, pg_get_expr(conbin, 0) FROM pg_constraint
        WHERE contypid <> 0 AND contype = 'c' ORDER BY contypid, conname
        """;

    /// <summary>
    /// Foreign keys, checks and exclusions. A key to a partitioned table has a copy for each of its partitions, which
    /// is the server's own bookkeeping: a copy whose original is on the same table. A copy on a partition is inherited.
    /// </summary>
    public const string Constraints = $"""
        SELECT x.relid, x.conname::text, x.contype::text, x.condeferrable, x.condeferred, x.convalidated,
            x.connoinherit, x.conparentid <> 0,
            CASE x.contype WHEN 'c' THEN pg_get_expr(x.conbin, x.relid) ELSE pg_get_constraintdef(x.oid) END,
            rn.nspname::text, r.relname::text,
            x.confupdtype::text, x.confdeltype::text, x.confmatchtype = 'f', ri.indisprimary,
            ARRAY(SELECT a.attname::text FROM unnest(x.conkey) WITH ORDINALITY k (attnum, place)
                JOIN pg_attribute a ON a.attrelid = x.relid AND a.attnum = k.attnum ORDER BY k.place),
            ARRAY(SELECT a.attname::text FROM unnest(x.confkey) WITH ORDINALITY k (attnum, place)
                JOIN pg_attribute a ON a.attrelid = x.confrelid AND a.attnum = k.attnum ORDER BY k.place)
        FROM (SELECT con.conrelid AS relid, con.* FROM pg_constraint con WHERE contype IN ('f', 'c', 'x')) x
        {UserTable}
        LEFT JOIN pg_class r ON r.oid = x.confrelid AND x.contype = 'f'
        LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
        LEFT JOIN pg_index ri ON ri.indexrelid = x.conindid AND x.contype = 'f'
        LEFT JOIN pg_constraint original ON original.oid = x.conparentid
        WHERE original.conrelid IS DISTINCT FROM x.relid
        """;

    public const string Triggers = $"""
        SELECT x.relid, x.tgname::text, pg_get_triggerdef(x.oid), x.tgenabled::text, x.tgconstraint <> 0
        FROM (SELECT tg.tgrelid AS relid, tg.* FROM pg_trigger tg WHERE NOT tgisinternal AND tgparentid = 0) x
        {UserTable}
        """;

    /// <summary>Sequences with the column that owns them: <c>a</c> behind serial, <c>i</c> behind identity.</summary>
    public const string Sequences = $"""
        SELECT c.oid, n.nspname::text, c.relname::text, tn.nspname::text, t.relname::text, a.attname::text,
            s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_depend de ON de.classid = 'pg_class'::regclass AND de.objid = c.oid AND de.objsubid = 0
            AND de.refclassid = 'pg_class'::regclass AND de.refobjsubid > 0 AND de.deptype IN ('a', 'i')
        LEFT JOIN pg_class t ON t.oid = de.refobjid
        LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
        LEFT JOIN pg_attribute a ON a.attrelid = de.refobjid AND a.attnum = de.refobjsubid
        WHERE {CatalogScope.Condition} AND NOT EXISTS (
            SELECT FROM pg_depend ext WHERE ext.classid = 'pg_class'::regclass AND ext.objid = c.oid
            AND ext.deptype = 'e')
        """;

    public const string Extensions = """
        SELECT e.oid, e.extname::text, e.extversion, n.nspname::text
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        """;

    /// <summary>Indexes with the constraint behind them and their key, as columns or expressions.</summary>
    public static string Indexes(int major)
    {
        string nullsNotDistinct = major >= 15 ? "x.indnullsnotdistinct" : "false";
        return $"""
            SELECT x.relid, ic.relname::text, pg_get_indexdef(x.indexrelid), x.indisunique, x.indisprimary,
                x.indisvalid, {nullsNotDistinct}, con.conname::text, con.condeferrable, con.condeferred,
                pg_get_expr(x.indpred, x.relid),
                ARRAY(SELECT a.attname::text FROM generate_series(0, x.indnkeyatts - 1) p
                    LEFT JOIN pg_attribute a ON a.attrelid = x.relid AND a.attnum = x.indkey[p] AND x.indkey[p] <> 0
                    ORDER BY p),
                CASE WHEN x.indexprs IS NOT NULL THEN
                    ARRAY(SELECT CASE WHEN x.indkey[p] = 0 THEN pg_get_indexdef(x.indexrelid, p + 1, true) END
                        FROM generate_series(0, x.indnkeyatts - 1) p ORDER BY p) END
            FROM (SELECT i.indrelid AS relid, i.* FROM pg_index i WHERE i.indislive) x
            {UserTable}
            JOIN pg_class ic ON ic.oid = x.indexrelid
            LEFT JOIN pg_constraint con ON con.conindid = x.indexrelid AND con.conrelid = x.relid
                AND con.contype IN ('p', 'u', 'x')
            """;
    }
}
