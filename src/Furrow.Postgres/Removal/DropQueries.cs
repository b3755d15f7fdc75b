using Furrow.Postgres.Catalog;

namespace Furrow.Postgres.Removal;

/// <summary>
/// What the catalog says about dropping everything. All of it goes by <c>pg_depend</c>: a CASCADE is given only once it
/// is known to reach nothing else.
/// </summary>
internal static class DropQueries
{
    // What lives in the user's schemas, but for extensions' members (e) and parts of other objects (i). An event
    // trigger is in no schema, and goes with its function.
    private const string Objects = $"""
        object (class, id, space, owner) AS MATERIALIZED (
            SELECT o.class, o.id, o.space, o.owner
            FROM (
                SELECT 'pg_class'::regclass::oid, c.oid, c.relnamespace, c.relowner FROM pg_class c
                    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
                UNION ALL SELECT 'pg_type'::regclass, oid, typnamespace, typowner FROM pg_type
                UNION ALL SELECT 'pg_proc'::regclass, oid, pronamespace, proowner FROM pg_proc
                UNION ALL SELECT 'pg_operator'::regclass, oid, oprnamespace, oprowner FROM pg_operator
                UNION ALL SELECT 'pg_opclass'::regclass, oid, opcnamespace, opcowner FROM pg_opclass
                UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfnamespace, opfowner FROM pg_opfamily
                UNION ALL SELECT 'pg_collation'::regclass, oid, collnamespace, collowner FROM pg_collation
                UNION ALL SELECT 'pg_conversion'::regclass, oid, connamespace, conowner FROM pg_conversion
                UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxnamespace, stxowner FROM pg_statistic_ext
                UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgnamespace, cfgowner FROM pg_ts_config
                UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictnamespace, dictowner FROM pg_ts_dict
                UNION ALL SELECT 'pg_event_trigger'::regclass, e.oid, p.pronamespace, e.evtowner
                    FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid
            ) o (class, id, space, owner)
            JOIN pg_namespace n ON n.oid = o.space
            WHERE {CatalogScope.Condition} AND NOT EXISTS (SELECT FROM pg_depend de
                WHERE de.classid = o.class AND de.objid = o.id AND de.objsubid = 0 AND de.deptype IN ('e', 'i')))
        """;

    /// <summary>Tables and views, to be locked before anything is looked at more closely.</summary>
    public const string Relations = $"""
        WITH {Objects}
        SELECT n.nspname::text, c.relname::text FROM object o
        JOIN pg_class c ON o.class = 'pg_class'::regclass AND c.oid = o.id AND c.relkind IN ('r', 'p', 'v')
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE pg_has_role(o.owner, 'USAGE')
        ORDER BY 1, 2
        """;

    /// <summary>Objects of roles whose rights the session does not have.</summary>
    public const string Foreign = $"""
        WITH {Objects}
        SELECT pg_describe_object(class, id, 0), pg_get_userbyid(owner)::text FROM object
        WHERE NOT pg_has_role(owner, 'USAGE') ORDER BY 1
        """;

    /// <summary>
    /// What depends on the objects without being one of them or a part of one. A cast belongs to its types.
    /// </summary>
    public const string Dependents = $"""
        WITH RECURSIVE {Objects}, own (class, id) AS (
            SELECT class, id FROM object
            UNION
            SELECT de.classid, de.objid FROM own
            JOIN pg_depend de ON de.refclassid = own.class AND de.refobjid = own.id
            WHERE de.deptype IN ('a', 'i', 'P', 'S'))
        SELECT DISTINCT pg_describe_object(de.classid, de.objid, 0), pg_describe_object(own.class, own.id, 0)
        FROM own JOIN pg_depend de ON de.refclassid = own.class AND de.refobjid = own.id
        WHERE de.deptype IN ('n', 'x') AND de.classid NOT IN ('pg_cast'::regclass, 'pg_transform'::regclass)
            AND NOT EXISTS (SELECT FROM own o WHERE o.class = de.classid AND o.id = de.objid)
        ORDER BY 1, 2
        """;

    /// <summary>
    /// The objects as DROP names them, and whether each is part of a table. Event triggers come first: they would fire
    /// while the others go.
    /// </summary>
    public const string Listed = $"""
        WITH {Objects}
        SELECT i.type, i.identity, EXISTS (SELECT FROM pg_depend de WHERE de.classid = o.class AND de.objid = o.id
            AND de.deptype IN ('a', 'P') AND de.refclassid = 'pg_class'::regclass)
        FROM object o CROSS JOIN LATERAL pg_identify_object(o.class, o.id, 0) i
        ORDER BY o.class <> 'pg_event_trigger'::regclass, o.class <> 'pg_class'::regclass, i.type, i.identity
        """;

    /// <summary>
    /// Schemas that may be dropped and made again: the role's own, empty by now, in a database where it may create.
    /// </summary>
    public const string Schemas = $"""
        SELECT n.nspname::text FROM pg_namespace n
        WHERE {CatalogScope.Condition} AND n.nspname <> 'public' AND pg_has_role(n.nspowner, 'USAGE')
            AND has_database_privilege(current_database(), 'CREATE')
            AND NOT EXISTS (SELECT FROM pg_depend de
                WHERE de.refclassid = 'pg_namespace'::regclass AND de.refobjid = n.oid AND de.deptype IN ('n', 'e'))
        ORDER BY 1
        """;
}
