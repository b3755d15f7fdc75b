using static Furrow.Postgres.Catalog.Definitions.DefinitionSql;

namespace Furrow.Postgres.Catalog.Definitions;

/// <summary>Comments and privileges, of objects of every kind.</summary>
internal static class AccessQueries
{
    // The owner goes by that word, so that the form does not depend on who the owner is; no privileges given and the
    // ones that an object has at first are the same.
    private const string AclText = """
        coalesce((SELECT string_agg(DISTINCT g.text COLLATE "C", ', ') FROM (SELECT concat_ws(' ',
            CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN x.owner THEN 'owner'
                ELSE quote_ident(pg_get_userbyid(e.grantee)) END,
            e.privilege_type, CASE WHEN e.is_grantable THEN 'WITH GRANT OPTION' END) AS text
            FROM aclexplode(acl) e) g), 'nobody')
        """;

    /// <summary>
    /// Objects from 16384 on are a user's (FirstNormalObjectId); the schema public alone is older and a user's all the
    /// same.
    /// </summary>
    public static string Comments { get; } = $"""
        SELECT 'comment', o.type || ' ' || o.identity, x.description, NULL::text,
            CASE x.classoid WHEN 'pg_class'::regclass THEN
                    'r' || x.objoid || CASE WHEN x.objsubid > 0 THEN '.' || x.objsubid ELSE '' END
                WHEN 'pg_proc'::regclass THEN 'f' || x.objoid
                WHEN 'pg_type'::regclass THEN 't' || x.objoid
                WHEN 'pg_namespace'::regclass THEN 'n' || x.objoid
                WHEN 'pg_constraint'::regclass THEN 'c' || x.objoid
                WHEN 'pg_trigger'::regclass THEN 'g' || x.objoid
                WHEN 'pg_policy'::regclass THEN 'p' || x.objoid
                WHEN 'pg_rewrite'::regclass THEN 'w' || x.objoid
                WHEN 'pg_extension'::regclass THEN 'x' || x.objoid
                ELSE 'o' || x.objoid END
        FROM (SELECT d.* FROM pg_description d
            WHERE (d.objoid >= 16384
                    OR (d.classoid = 'pg_namespace'::regclass AND d.objoid = to_regnamespace('public')))
                AND NOT EXISTS (SELECT FROM pg_depend de WHERE de.refclassid = 'pg_extension'::regclass
                    AND de.classid = d.classoid AND de.objid = d.objoid AND de.deptype = 'e')
            OFFSET 0) x
        CROSS JOIN LATERAL pg_identify_object(x.classoid, x.objoid, x.objsubid) o
        LEFT JOIN pg_namespace n ON n.nspname = coalesce(o.schema, CASE o.type WHEN 'schema' THEN o.name END)
        WHERE n.oid IS NULL OR {CatalogScope.Condition}
        UNION ALL
        SELECT 'comment', 'database', d.description, NULL, NULL FROM pg_shdescription d
        WHERE d.classoid = 'pg_database'::regclass
            AND d.objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    public static string Privileges { get; } = $"""
        SELECT 'privileges', x.name, granted.text, NULL::text, x.address
        FROM (
            SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
                    WHEN 'f' THEN 'foreign table ' ELSE 'table ' END || {Relation},
                c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner), c.relowner,
                'r' || c.oid
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
            WHERE c.relacl IS NOT NULL AND {NotOfExtension("pg_class", "c.oid")}
            UNION ALL
            SELECT 'column ' || {Relation} || '.' || quote_ident(a.attname), a.attacl, acldefault('c', c.relowner),
                c.relowner, 'r' || c.oid || '.' || a.attnum
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace AND {CatalogScope.Condition}
            WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {NotOfExtension("pg_class", "c.oid")}
            UNION ALL
            SELECT 'routine ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '('
                || oidvectortypes(p.proargtypes) || ')', p.proacl, acldefault('f', p.proowner), p.proowner, 'f' || p.oid
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND {CatalogScope.Condition}
            WHERE p.proacl IS NOT NULL AND {NotOfExtension("pg_proc", "p.oid")}
            UNION ALL
            SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname), t.typacl,
                acldefault('T', t.typowner), t.typowner, 't' || t.oid
            FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace AND {CatalogScope.Condition}
            WHERE t.typacl IS NOT NULL AND {NotOfExtension("pg_type", "t.oid")}
            UNION ALL
            SELECT 'schema ' || quote_ident(n.nspname), n.nspacl, acldefault('n', n.nspowner), n.nspowner, 'n' || n.oid
            FROM pg_namespace n
            WHERE n.nspacl IS NOT NULL AND {CatalogScope.Condition} AND {NotOfExtension("pg_namespace", "n.oid")}
            UNION ALL
            SELECT 'server ' || quote_ident(s.srvname), s.srvacl, acldefault('S', s.srvowner), s.srvowner, 's' || s.oid
            FROM pg_foreign_server s WHERE s.srvacl IS NOT NULL
            UNION ALL
            SELECT 'database', d.datacl, acldefault('d', d.datdba), d.datdba, NULL
            FROM pg_database d WHERE d.datname = current_database() AND d.datacl IS NOT NULL
        ) x (name, acl, acl_at_first, owner, address)
        CROSS JOIN LATERAL (SELECT {AclText} AS text FROM (SELECT x.acl) a (acl)) granted
        CROSS JOIN LATERAL (SELECT {AclText} AS text FROM (SELECT x.acl_at_first) a (acl)) at_first
        WHERE granted.text <> at_first.text
        """;

    public static string DefaultPrivileges { get; } = $"""
        SELECT 'default privileges', concat_ws(' ',
                CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'routines'
                    WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text END,
                'of', CASE WHEN d.defaclrole = (SELECT datdba FROM pg_database WHERE datname = current_database())
                    THEN 'owner' ELSE quote_ident(pg_get_userbyid(d.defaclrole)) END,
                'in ' || quote_ident(n.nspname)),
            granted.text, NULL::text, 'n' || n.oid
        FROM pg_default_acl d
        LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
        CROSS JOIN LATERAL (SELECT {AclText} AS text
            FROM (SELECT d.defaclacl, d.defaclrole) x (acl, owner)) granted
        WHERE n.oid IS NULL OR {CatalogScope.Condition}
        """;
}
