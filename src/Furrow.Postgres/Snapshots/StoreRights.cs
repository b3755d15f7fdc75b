using System.Globalization;
using Furrow.Errors;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>Whether the role may read everything that a stored database holds.</summary>
internal static class StoreRights
{
    private const int ListedMax = 50;

    private const string Unreadable = """
        SELECT pg_describe_object('pg_class'::regclass, c.oid, 0) || CASE
            WHEN NOT has_schema_privilege(n.oid, 'USAGE') THEN ': no USAGE on its schema'
            WHEN NOT has_table_privilege(c.oid, 'SELECT') THEN ': no SELECT'
            ELSE ': row security hides rows' END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND NOT EXISTS (SELECT FROM pg_depend de WHERE de.classid = 'pg_class'::regclass AND de.objid = c.oid
                AND de.objsubid = 0 AND de.deptype = 'e')
            AND (NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, 'SELECT')
                OR (c.relkind <> 'S' AND row_security_active(c.oid)))
        UNION ALL
        SELECT 'large object ' || m.oid || ': no SELECT' FROM pg_largeobject_metadata m
        WHERE NOT pg_has_role(m.lomowner, 'USAGE') AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a
            WHERE a.privilege_type = 'SELECT' AND (a.grantee = 0 OR pg_has_role(a.grantee, 'USAGE')))
        ORDER BY 1
        """;

    /// <exception cref="FurrowException">It may not; everything that it may not read is listed.</exception>
    public static async Task CheckAsync(
        NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        List<string> found = await RawSql.ListAsync(connection, RawSql.Command(Unreadable), cancellationToken);
        if (found.Count == 0)
        {
            return;
        }

        string more = found.Count > ListedMax
            ? string.Create(CultureInfo.InvariantCulture, $"\n… and {found.Count - ListedMax} more")
            : "";
        throw new FurrowException(
            ErrorCode.DatabasePermission,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Database \"{database}\" cannot be stored: the role may not read {found.Count} of its objects."))
        {
            Detail = string.Join('\n', found.Take(ListedMax)) + more,
            Hint = "Store it as its owner, or have its owner run: GRANT SELECT ON ALL TABLES IN SCHEMA … TO …;",
        };
    }
}
