using static Furrow.Postgres.Catalog.Definitions.DefinitionSql;

namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>
/// Tables, views and sequences, and what hangs on them. The order of a table's columns is not part of the form: a
/// column that was dropped and added again comes last, and nothing can put it elsewhere.
/// </summary>
internal static class RelationQueries
{
    private const string Persistence = "CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' WHEN 't' THEN 'TEMPORARY' END";

    private const string IndexMarks = """
        CASE WHEN NOT i.indisvalid THEN 'INVALID' END, CASE WHEN i.indisclustered THEN 'CLUSTER' END,
        CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
        CASE WHEN ic.reltablespace <> 0 THEN 'TABLESPACE ' || (SELECT quote_ident(spcname) FROM pg_tablespace s
            WHERE s.oid = ic.reltablespace) END
        """;

    public static string Relations { get; } = $"""
        SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                ELSE 'table' END,
            {Relation},
            concat_ws(' ', {Persistence},
                (SELECT CASE WHEN c.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END
                        || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                    FROM pg_inherits i WHERE i.inhrelid = c.oid),
                pg_get_expr(c.relpartbound, c.oid),
                CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
                CASE WHEN c.reloftype <> 0 THEN 'OF ' || format_type(c.reloftype, NULL) END,
                (SELECT 'USING ' || am.amname FROM pg_am am WHERE am.oid = c.relam AND am.amname <> 'heap'),
                {Options("c.reloptions", "WITH")},
                (SELECT {Options("toast.reloptions", "TOAST")} FROM pg_class toast WHERE toast.oid = c.reltoastrelid),
                (SELECT 'TABLESPACE ' || quote_ident(s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace),
                {When("c.relrowsecurity", "ROW LEVEL SECURITY")},
                {When("c.relforcerowsecurity", "FORCE ROW LEVEL SECURITY")},
                CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'n' THEN
                    CASE WHEN c.relkind IN ('r', 'p') THEN 'REPLICA IDENTITY NOTHING' END END,
                {When("c.relkind = 'm' AND NOT c.relispopulated", "WITH NO DATA")},
                (SELECT concat_ws(' ', 'SERVER', quote_ident(fs.srvname), {Options("ft.ftoptions", "OPTIONS")})
                    FROM pg_foreign_table ft JOIN pg_foreign_server fs ON fs.oid = ft.ftserver
                    WHERE ft.ftrelid = c.oid),
                {Owner("c.relowner")},
                CASE WHEN c.relkind IN ('v', 'm') THEN 'AS' || pg_get_viewdef(c.oid) END),
            'r' || c.oid, 'n' || n.oid
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND {NotOfExtension("pg_class", "c.oid")}
        """;

    public static string Constraints { get; } = $"""
        SELECT 'constraint', quote_ident(x.conname) || ' on ' || {Relation},
            concat_ws(' ', pg_get_constraintdef(x.oid), {When("x.coninhcount > 0", "INHERITED")},
                {Options("ic.reloptions", "WITH")}, {IndexMarks}),
            'c' || x.oid, 'r' || x.relid
        FROM (SELECT con.conrelid AS relid, con.* FROM pg_constraint con WHERE contype IN ('c', 'f', 'p', 'u', 'x')) x
        {UserRelation}
        LEFT JOIN pg_constraint original ON original.oid = x.conparentid
        LEFT JOIN pg_index i ON i.indexrelid = x.conindid AND x.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
        WHERE original.conrelid IS DISTINCT FROM x.relid
        """;

    /// <summary>Those behind constraints are told with their constraint.</summary>
    public static string Indexes { get; } = $"""
        SELECT 'index', quote_ident(n.nspname) || '.' || quote_ident(ic.relname),
            concat_ws(' ', pg_get_indexdef(i.indexrelid), {IndexMarks},
                (SELECT 'ATTACHED TO ' || h.inhparent::regclass::text FROM pg_inherits h
                    WHERE h.inhrelid = i.indexrelid)),
            'r' || ic.oid, 'r' || x.relid
        FROM (SELECT indrelid AS relid, indexrelid FROM pg_index) x
        {UserRelation}
        JOIN pg_index i ON i.indexrelid = x.indexrelid
        JOIN pg_class ic ON ic.oid = i.indexrelid
        WHERE x.indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x'))
        """;

    /// <summary>Where a sequence stands is data, and not told.</summary>
    public static string Sequences { get; } = $"""
        SELECT 'sequence', {Relation},
            concat_ws(' ', {Persistence}, format_type(s.seqtypid, NULL), 'START', s.seqstart, 'INCREMENT',
                s.seqincrement, 'BETWEEN', s.seqmin, 'AND', s.seqmax, 'CACHE', s.seqcache,
                {When("s.seqcycle", "CYCLE")},
                CASE de.deptype WHEN 'a' THEN 'OWNED BY ' WHEN 'i' THEN 'IDENTITY OF ' END
                    || de.refobjid::regclass::text || '.' || quote_ident(a.attname),
                {Owner("c.relowner")}),
            'r' || c.oid, coalesce('r' || de.refobjid || '.' || de.refobjsubid, 'n' || n.oid)
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid AND {NotOfExtension("pg_class", "c.oid")}
        JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
        LEFT JOIN pg_depend de ON de.classid = 'pg_class'::regclass AND de.objid = c.oid AND de.objsubid = 0
            AND de.refclassid = 'pg_class'::regclass AND de.refobjsubid > 0 AND de.deptype IN ('a', 'i')
        LEFT JOIN pg_attribute a ON a.attrelid = de.refobjid AND a.attnum = de.refobjsubid
        """;

    /// <summary>Without those behind foreign keys, and without a partition's copies of its parent's.</summary>
    public static string Triggers { get; } = $"""
        SELECT 'trigger', quote_ident(x.tgname) || ' on ' || {Relation},
            concat_ws(' ', pg_get_triggerdef(x.oid), CASE x.tgenabled WHEN 'D' THEN 'DISABLED'
                WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' END),
            'g' || x.oid, 'r' || x.relid
        FROM (SELECT tg.tgrelid AS relid, tg.* FROM pg_trigger tg WHERE NOT tgisinternal AND tgparentid = 0) x
        {UserRelation}
        """;

    public static string RulesAndPolicies { get; } = $"""
        SELECT 'rule', quote_ident(x.rulename) || ' on ' || {Relation},
            concat_ws(' ', pg_get_ruledef(x.oid), CASE x.ev_enabled WHEN 'D' THEN 'DISABLED'
                WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' END),
            'w' || x.oid, 'r' || x.relid
        FROM (SELECT ev_class AS relid, w.* FROM pg_rewrite w WHERE rulename <> '_RETURN') x
        {UserRelation}
        UNION ALL
        SELECT 'policy', quote_ident(x.polname) || ' on ' || {Relation},
            concat_ws(' ', CASE WHEN x.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                CASE x.polcmd WHEN '*' THEN 'FOR ALL' WHEN 'r' THEN 'FOR SELECT' WHEN 'a' THEN 'FOR INSERT'
                    WHEN 'w' THEN 'FOR UPDATE' WHEN 'd' THEN 'FOR DELETE' END,
                'TO ' || array_to_string(ARRAY(SELECT CASE r WHEN 0 THEN 'public'
                    ELSE quote_ident(pg_get_userbyid(r)) END FROM unnest(x.polroles) r ORDER BY 1), ', '),
                'USING (' || pg_get_expr(x.polqual, x.relid) || ')',
                'WITH CHECK (' || pg_get_expr(x.polwithcheck, x.relid) || ')'),
            'p' || x.oid, 'r' || x.relid
        FROM (SELECT polrelid AS relid, po.* FROM pg_policy po) x
        {UserRelation}
        """;

    public static string Columns(int major)
    {
        string compression = major < 14 ? "NULL" : """
            CASE x.attcompression WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END
            """;
        return $"""
            SELECT 'column', {Relation} || '.' || quote_ident(x.attname),
                concat_ws(' ', format_type(x.atttypid, x.atttypmod),
                    CASE WHEN x.attcollation <> t.typcollation
                        THEN 'COLLATE ' || x.attcollation::regcollation::text END,
                    {When("x.attnotnull", "NOT NULL")},
                    CASE x.attgenerated WHEN '' THEN 'DEFAULT ' ELSE 'GENERATED ' END
                        || pg_get_expr(ad.adbin, ad.adrelid)
                        || CASE x.attgenerated WHEN 's' THEN ' STORED' WHEN 'v' THEN ' VIRTUAL' ELSE '' END,
                    CASE x.attidentity WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'
                        WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' END,
                    CASE WHEN x.attstorage <> t.typstorage THEN 'STORAGE ' || CASE x.attstorage WHEN 'p' THEN 'PLAIN'
                        WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
                    {compression},
                    CASE WHEN x.attstattarget >= 0 THEN 'STATISTICS ' || x.attstattarget END,
                    {Options("x.attoptions", "WITH")}, {Options("x.attfdwoptions", "OPTIONS")},
                    {When("x.attinhcount > 0", "INHERITED")}),
                'r' || x.relid || '.' || x.attnum, 'r' || x.relid
            FROM (SELECT attrelid AS relid, a.* FROM pg_attribute a WHERE attnum > 0 AND NOT attisdropped) x
            {UserRelation} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            JOIN pg_type t ON t.oid = x.atttypid
            LEFT JOIN pg_attrdef ad ON ad.adrelid = x.relid AND ad.adnum = x.attnum
            """;
    }
}
