using static Furrow.Postgres.Catalog.Definitions.DefinitionSql;

namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>Schemas, types, routines and what else stands beside tables.</summary>
internal static class ObjectQueries
{
    private const string Arguments = "'(' || oidvectortypes(x.proargtypes) || ')'";

    public static string Schemas { get; } = $"""
        SELECT 'schema', quote_ident(n.nspname), concat_ws(' ', {Owner("n.nspowner")}), 'n' || n.oid, NULL::text
        FROM pg_namespace n
        WHERE {CatalogScope.Condition} AND {NotOfExtension("pg_namespace", "n.oid")}
        """;

    public static string Routines { get; } = Objects(new(
        "pg_proc",
        "pronamespace",
        "CASE x.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
        $"quote_ident(x.proname) || {Arguments}",
        $"""
        concat_ws(' ', CASE WHEN x.prokind = 'a' THEN
                (SELECT concat_ws(' ', pg_get_function_arguments(x.oid), 'SFUNC', a.aggtransfn, 'STYPE',
                    format_type(a.aggtranstype, NULL), 'FINALFUNC', a.aggfinalfn, 'COMBINEFUNC', a.aggcombinefn,
                    'INITCOND', quote_nullable(a.agginitval), 'SORTOP', nullif(a.aggsortop, 0)::regoperator,
                    'MSFUNC', a.aggmtransfn, 'KIND', a.aggkind, 'PARALLEL', x.proparallel)
                    FROM pg_aggregate a WHERE a.aggfnoid = x.oid)
            ELSE pg_get_functiondef(x.oid) END, {Owner("x.proowner")})
        """,
        'f'));

    public static string Operators { get; } = $"""
        {Objects(new(
            "pg_operator",
            "oprnamespace",
            "'operator'",
            "x.oprname || '(' || format_type(x.oprleft, NULL) || ', ' || format_type(x.oprright, NULL) || ')'",
            """
            concat_ws(' ', 'FUNCTION', x.oprcode, 'COMMUTATOR', nullif(x.oprcom, 0)::regoperator, 'NEGATOR',
                nullif(x.oprnegate, 0)::regoperator, 'RESTRICT', x.oprrest, 'JOIN', x.oprjoin,
                CASE WHEN x.oprcanmerge THEN 'MERGES' END, CASE WHEN x.oprcanhash THEN 'HASHES' END)
            """,
            'o'))}
        UNION ALL
        {Objects(new(
            "pg_opclass",
            "opcnamespace",
            "'operator class'",
            "quote_ident(x.opcname) || ' using ' || (SELECT amname FROM pg_am am WHERE am.oid = x.opcmethod)",
            """
            concat_ws(' ', CASE WHEN x.opcdefault THEN 'DEFAULT' END, 'FOR TYPE', format_type(x.opcintype, NULL),
                'FAMILY', (SELECT quote_ident(opfname) FROM pg_opfamily f WHERE f.oid = x.opcfamily),
                CASE WHEN x.opckeytype <> 0 THEN 'STORAGE ' || format_type(x.opckeytype, NULL) END)
            """,
            'o'))}
        UNION ALL
        {Objects(new(
            "pg_opfamily",
            "opfnamespace",
            "'operator family'",
            "quote_ident(x.opfname) || ' using ' || (SELECT amname FROM pg_am am WHERE am.oid = x.opfmethod)",
            """
            concat_ws(', ', (SELECT string_agg('OPERATOR ' || o.amopstrategy || ' ' || o.amopopr::regoperator::text,
                    ', ' ORDER BY o.amopstrategy, o.amopopr::regoperator::text)
                    FROM pg_amop o WHERE o.amopfamily = x.oid),
                (SELECT string_agg('FUNCTION ' || p.amprocnum || ' ' || p.amproc::regprocedure::text,
                    ', ' ORDER BY p.amprocnum, p.amproc::regprocedure::text)
                    FROM pg_amproc p WHERE p.amprocfamily = x.oid))
            """,
            'o'))}
        UNION ALL
        {Objects(new(
            "pg_collation",
            "collnamespace",
            "'collation'",
            "quote_ident(x.collname)",
            "(to_jsonb(x) - '{oid,collname,collnamespace,collowner,collversion}'::text[])::text",
            'o'))}
        UNION ALL
        {Objects(new(
            "pg_statistic_ext",
            "stxnamespace",
            "'statistics'",
            "quote_ident(x.stxname)",
            """
            concat_ws(' ', pg_get_statisticsobjdef(x.oid),
                CASE WHEN x.stxstattarget >= 0 THEN 'STATISTICS ' || x.stxstattarget END)
            """,
            'o'))}
        """;

    public static string TextSearch { get; } = $"""
        {Objects(new(
            "pg_ts_config",
            "cfgnamespace",
            "'text search configuration'",
            "quote_ident(x.cfgname)",
            """
            concat_ws(' ', 'PARSER', (SELECT quote_ident(prsname) FROM pg_ts_parser p WHERE p.oid = x.cfgparser),
                (SELECT string_agg(m.maptokentype || ' WITH ' || m.mapdict::regdictionary::text, ', '
                    ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = x.oid))
            """,
            'o'))}
        UNION ALL
        {Objects(new(
            "pg_ts_dict",
            "dictnamespace",
            "'text search dictionary'",
            "quote_ident(x.dictname)",
            """
            concat_ws(' ', 'TEMPLATE',
                (SELECT quote_ident(tmplname) FROM pg_ts_template t WHERE t.oid = x.dicttemplate),
                x.dictinitoption)
            """,
            'o'))}
        """;

    /// <summary>Without row types of tables, array types and the multiranges that come with ranges.</summary>
    public static string Types(int major) => Objects(
        new(
            "pg_type",
            "typnamespace",
            """
            CASE x.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type'
                WHEN 'r' THEN 'range type' ELSE 'type' END
            """,
            "quote_ident(x.typname)",
            $"""
            concat_ws(' ', CASE x.typtype
                WHEN 'e' THEN (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder)
                    FROM pg_enum WHERE enumtypid = x.oid)
                WHEN 'd' THEN concat_ws(' ', format_type(x.typbasetype, x.typtypmod),
                    CASE WHEN x.typcollation <> (SELECT typcollation FROM pg_type b WHERE b.oid = x.typbasetype)
                        THEN 'COLLATE ' || x.typcollation::regcollation::text END,
                    'DEFAULT ' || coalesce(pg_get_expr(x.typdefaultbin, 0), x.typdefault),
                    {When("x.typnotnull", "NOT NULL")},
                    (SELECT string_agg('CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(k.oid), ' '
                        ORDER BY conname) FROM pg_constraint k WHERE contypid = x.oid AND contype = 'c'))
                WHEN 'c' THEN (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                        || CASE WHEN a.attcollation <> (SELECT typcollation FROM pg_type b WHERE b.oid = a.atttypid)
                            THEN ' COLLATE ' || a.attcollation::regcollation::text ELSE '' END, ', ' ORDER BY a.attnum)
                    FROM pg_attribute a WHERE a.attrelid = x.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
                WHEN 'r' THEN (SELECT concat_ws(' ', format_type(r.rngsubtype, NULL), r.rngcanonical, r.rngsubdiff,
                        (SELECT quote_ident(opcname) FROM pg_opclass o WHERE o.oid = r.rngsubopc),
                        nullif(r.rngcollation, 0)::regcollation,
                        {(major < 14 ? "NULL" : "format_type(r.rngmultitypid, NULL)")})
                    FROM pg_range r WHERE r.rngtypid = x.oid)
                WHEN 'p' THEN 'SHELL'
                ELSE concat_ws(' ', 'INPUT', x.typinput, 'OUTPUT', x.typoutput, 'LENGTH', x.typlen) END,
                {Owner("x.typowner")})
            """,
            't'),
        """
        x.typtype <> 'm' AND (x.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = x.typrelid
            AND c.relkind = 'c')) AND NOT EXISTS (SELECT FROM pg_type el WHERE el.typarray = x.oid)
        """);

    /// <summary>What is in no schema. Of a user mapping's options only names are told: they hold passwords.</summary>
    public static string DatabaseWide(int major)
    {
        string publishedTables = major < 15 ? "r.prrelid::regclass::text" : """
            r.prrelid::regclass::text || coalesce(' WHERE ' || pg_get_expr(r.prqual, r.prrelid), '')
                || coalesce(' COLUMNS ' || r.prattrs::text, '')
            """;
        return $"""
            SELECT 'extension', quote_ident(x.extname), concat_ws(' ', 'VERSION', x.extversion, 'SCHEMA',
                quote_ident(n.nspname)), 'x' || x.oid, NULL::text
            FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
            UNION ALL
            SELECT 'event trigger', quote_ident(x.evtname), concat_ws(' ', 'ON', x.evtevent,
                'TAGS ' || array_to_string(ARRAY(SELECT unnest(x.evttags) ORDER BY 1), ', '), 'EXECUTE',
                x.evtfoid::regprocedure, CASE x.evtenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLE REPLICA'
                    WHEN 'A' THEN 'ENABLE ALWAYS' END), 'o' || x.oid, NULL
            FROM pg_event_trigger x WHERE {NotOfExtension("pg_event_trigger", "x.oid")}
            UNION ALL
            SELECT 'cast', format_type(x.castsource, NULL) || ' AS ' || format_type(x.casttarget, NULL),
                concat_ws(' ', x.castmethod, nullif(x.castfunc, 0)::regprocedure, x.castcontext), 'o' || x.oid, NULL
            FROM pg_cast x WHERE x.oid >= 16384 AND {NotOfExtension("pg_cast", "x.oid")}
            UNION ALL
            SELECT 'publication', quote_ident(x.pubname), concat_ws(' ',
                (to_jsonb(x) - '{"{"}oid,pubname,pubowner{"}"}'::text[])::text,
                (SELECT string_agg({publishedTables}, ', ' ORDER BY r.prrelid::regclass::text)
                    FROM pg_publication_rel r WHERE r.prpubid = x.oid)), 'o' || x.oid, NULL
            FROM pg_publication x
            UNION ALL
            SELECT 'foreign-data wrapper', quote_ident(x.fdwname), concat_ws(' ', nullif(x.fdwhandler, 0)::regproc,
                nullif(x.fdwvalidator, 0)::regproc, {Options("x.fdwoptions", "OPTIONS")}), 'o' || x.oid, NULL
            FROM pg_foreign_data_wrapper x WHERE {NotOfExtension("pg_foreign_data_wrapper", "x.oid")}
            UNION ALL
            SELECT 'server', quote_ident(x.srvname), concat_ws(' ', x.srvtype, x.srvversion,
                {Options("x.srvoptions", "OPTIONS")}), 's' || x.oid, NULL
            FROM pg_foreign_server x
            UNION ALL
            SELECT 'user mapping', quote_ident(x.usename) || ' on ' || quote_ident(x.srvname),
                array_to_string(ARRAY(SELECT split_part(unnest(x.umoptions), '=', 1) ORDER BY 1), ', '),
                'o' || x.umid, 's' || x.srvid
            FROM pg_user_mappings x
            UNION ALL
            SELECT 'language', quote_ident(x.lanname), concat_ws(' ', {When("x.lanpltrusted", "TRUSTED")},
                nullif(x.lanplcallfoid, 0)::regprocedure), 'o' || x.oid, NULL
            FROM pg_language x WHERE x.oid >= 16384 AND {NotOfExtension("pg_language", "x.oid")}
            UNION ALL
            SELECT 'database setting', CASE x.setrole WHEN 0 THEN 'all roles'
                ELSE quote_ident(pg_get_userbyid(x.setrole)) END,
                array_to_string(ARRAY(SELECT unnest(x.setconfig) ORDER BY 1), ', '), NULL, NULL
            FROM pg_db_role_setting x
            WHERE x.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;
    }
}
