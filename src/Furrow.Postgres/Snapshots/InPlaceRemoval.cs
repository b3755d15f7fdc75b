using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Postgres.Removal;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Removes from a database, in its open transaction, all that a stored one brings: what the role owns in any schema,
/// furrow's own too, and what lies in none.
/// </summary>
internal sealed class InPlaceRemoval(NpgsqlConnection connection)
{
    // Writers wait from here on; readers, and the program that stores what is there, do not.
    private const string Tables = """
        SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', $1)
            AND pg_has_role(c.relowner, 'USAGE')
        ORDER BY 1
        """;

    private const string Schemas = """
        SELECT nspname::text FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') AND pg_has_role(nspowner, 'USAGE')
        """;

    // Publications for all tables are a superuser's to make, so they stay.
    private const string Others = """
        SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
            WHERE pg_has_role(pubowner, 'USAGE') AND NOT puballtables
        UNION ALL SELECT format('DROP SERVER %I CASCADE', srvname) FROM pg_foreign_server
            WHERE pg_has_role(srvowner, 'USAGE')
        """;

    // A row of its own for each grantee: what belongs to a schema adds to, what belongs to none replaces the built-in
    // rights, which have to be given back.
    private const string DefaultRights = """
        SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s %s', pg_get_userbyid(d.defaclrole),
            coalesce(' IN SCHEMA ' || quote_ident(n.nspname), ''), action.sql)
        FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
        CROSS JOIN LATERAL (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
            WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END) kind (name)
        CROSS JOIN LATERAL (
            SELECT DISTINCT 1, format('REVOKE ALL ON %s FROM %s', kind.name,
                CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END)
            FROM aclexplode(d.defaclacl) a WHERE d.defaclnamespace <> 0 OR a.grantee <> d.defaclrole
            UNION ALL SELECT 2, format('GRANT ALL ON %s TO %I', kind.name, pg_get_userbyid(d.defaclrole))
            WHERE d.defaclnamespace = 0
            UNION ALL SELECT 3, format('GRANT %s ON %s TO PUBLIC',
                CASE d.defaclobjtype WHEN 'f' THEN 'EXECUTE' ELSE 'USAGE' END, kind.name)
            WHERE d.defaclnamespace = 0 AND d.defaclobjtype IN ('f', 'T')) action (place, sql)
        WHERE pg_has_role(d.defaclrole, 'USAGE')
        ORDER BY d.oid, action.place
        """;

    /// <summary>Keeps others from writing until the transaction ends.</summary>
    public async Task HoldWritersAsync(string stateSchema, CancellationToken cancellationToken)
    {
        List<string> tables = await RawSql.ListAsync(
            connection, RawSql.Command(Tables, stateSchema), cancellationToken);
        if (tables.Count > 0)
        {
            await RawSql.ExecuteAsync(
                connection, $"LOCK TABLE {string.Join(", ", tables)} IN EXCLUSIVE MODE", cancellationToken);
        }
    }

    /// <exception cref="FurrowException">Something is not the role's, or depends on what would go.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (string query in (string[])[DefaultRights, Others])
        {
            foreach (string statement in await RawSql.ListAsync(
                connection, RawSql.Command(query), cancellationToken))
            {
                await RawSql.ExecuteAsync(connection, statement, cancellationToken);
            }
        }

        List<string> schemas = await RawSql.ListAsync(connection, RawSql.Command(Schemas), cancellationToken);
        DropOutcome outcome = await new PostgresDrop(connection, InPlaceChecks.Everything).RunAsync(
            new DropRequest([.. schemas]), cancellationToken);
        if (!outcome.Obstacles.IsEmpty)
        {
            throw Refused(outcome.Obstacles);
        }

        await RawSql.ExecuteAsync(
            connection,
            "SELECT count(lo_unlink(oid)) FROM pg_largeobject_metadata WHERE pg_has_role(lomowner, 'USAGE')",
            cancellationToken);
    }

    private static FurrowException Refused(ImmutableArray<DropObstacle> obstacles) => new(
        ErrorCode.DatabasePermission, "The database cannot be restored in place: something in it is not the role's.")
    {
        Detail = string.Join('\n', obstacles.Select(obstacle => obstacle.Owner is { } owner
            ? $"{obstacle.Object} belongs to \"{owner}\""
            : $"{obstacle.Object} depends on {obstacle.DependsOn}")),
        Hint = "The owners, or an administrator, can drop what is listed.",
    };
}
