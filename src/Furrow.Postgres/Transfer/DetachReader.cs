using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Finds the indexes and keys that can be taken off tables and put back exactly: those that nothing else depends on,
/// and that carry nothing which their definition does not say. All others are left on.
/// </summary>
internal sealed class DetachReader(NpgsqlConnection connection)
{
    // Tables of the role's own that are neither partitions nor have any, nor inherit.
    private static string Tables(string tables) => $"""
        SELECT t.oid FROM pg_class t
        WHERE t.oid IN ({tables}) AND t.relkind = 'r' AND NOT t.relispartition AND pg_has_role(t.relowner, 'USAGE')
            AND NOT EXISTS (SELECT FROM pg_inherits h WHERE t.oid IN (h.inhrelid, h.inhparent))
        """;

    // Keys between tables that are loaded: the other ones would keep readers from a table that nobody mentioned.
    private static string Keys(string detached, string loaded) => $"""
        SELECT con.oid FROM pg_constraint con JOIN pg_class r ON r.oid = con.confrelid
        WHERE con.contype = 'f' AND con.conrelid IN ({Tables(detached)}) AND con.confrelid IN ({loaded})
            AND r.relkind = 'r' AND NOT r.relispartition
            AND con.convalidated AND con.conparentid = 0 AND con.coninhcount = 0 AND con.conislocal
            AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgconstraint = con.oid AND g.tgenabled <> 'O')
            AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.refclassid = 'pg_constraint'::regclass AND d.refobjid = con.oid AND d.deptype <> 'i')
        """;

    private static string KeyDefinitions(string keys) => $"""
        SELECT n.nspname::text, c.relname::text, con.conname::text, pg_get_constraintdef(con.oid),
            obj_description(con.oid, 'pg_constraint')
        FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE con.oid IN ({keys}) ORDER BY 1, 2, 3
        """;

    // A key without overlaps has no index that could be made first.
    private static string Indexes(string detached, string keys) => $"""
        SELECT n.nspname::text, c.relname::text, i.relname::text, pg_get_indexdef(i.oid),
            obj_description(i.oid, 'pg_class'), con.oid IS NOT NULL, con.contype = 'p',
            coalesce(con.condeferrable, false), coalesce(con.condeferred, false),
            obj_description(con.oid, 'pg_constraint')
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_constraint con ON con.conrelid = c.oid AND con.conindid = i.oid AND con.contype IN ('p', 'u', 'x')
        WHERE x.indrelid IN ({Tables(detached)}) AND x.indisvalid AND x.indisready AND x.indislive
            AND NOT x.indisclustered AND NOT x.indisreplident AND i.reltablespace = 0
            AND (con.oid IS NULL OR con.contype IN ('p', 'u') AND to_jsonb(con) ->> 'conperiod' IS DISTINCT FROM 'true')
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = i.oid AND a.attstattarget >= 0)
            AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE d.classid = 'pg_class'::regclass AND d.objid = i.oid AND d.deptype = 'e')
            AND NOT EXISTS (SELECT FROM pg_depend d
                WHERE (d.refclassid = 'pg_class'::regclass AND d.refobjid = i.oid
                        OR d.refclassid = 'pg_constraint'::regclass AND d.refobjid = con.oid)
                    AND d.deptype <> 'i' AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid IN ({keys})))
            AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgconstraint = con.oid AND g.tgenabled <> 'O')
        ORDER BY 1, 2, 3
        """;

    public async Task<Detachable> ReadAsync(LoadFrameRequest request, CancellationToken cancellationToken)
    {
        string detached = PostgresTransfer.Oids(request.Detach);
        string keys = Keys(detached, PostgresTransfer.Oids(request.Tables));
        await using NpgsqlBatch batch = new(connection);
        foreach (string statement in (string[])[
            "SELECT pg_catalog.current_setting('search_path')",
            "SET LOCAL search_path = ''",
            KeyDefinitions(keys),
            Indexes(detached, keys),
            $"SELECT ({DefinitionCheck.Definitions(request.Tables)})::text"])
        {
            batch.BatchCommands.Add(RawSql.Command(statement));
        }

        string path;
        Detachable found;
        await using (NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            path = (await reader.ReadSetAsync(row => row.GetString(0), cancellationToken))[0];
            found = new Detachable(
                await reader.ReadSetAsync(
                    row => new FoundConstraint(row.Name(0), row.GetString(2), row.GetString(3), row.Text(4)),
                    cancellationToken),
                await reader.ReadSetAsync(Index, cancellationToken),
                (await reader.ReadSetAsync(row => row.GetString(0), cancellationToken))[0]);
        }

        await RawSql.ExecuteAsync(
            connection,
            RawSql.Command("SELECT pg_catalog.set_config('search_path', $1, true)", path),
            cancellationToken);
        return found;
    }

    private static FoundIndex Index(NpgsqlDataReader row) => new(
        row.Name(0),
        row.GetString(2),
        row.GetString(3),
        row.Text(4),
        row.GetBoolean(5) ? new FoundUniqueKey(row.GetBoolean(6), row.Deferrability(7), row.Text(9)) : null);
}

/// <summary>What can be taken off and put back.</summary>
/// <param name="Keys">Foreign keys.</param>
/// <param name="Indexes">Indexes, those of primary and unique keys among them.</param>
/// <param name="Definitions">All that is to be the same afterwards; null where nothing was looked for.</param>
internal sealed record Detachable(
    ImmutableArray<FoundConstraint> Keys, ImmutableArray<FoundIndex> Indexes, string? Definitions = null);

/// <summary>An index.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">Its name, which its key has too.</param>
/// <param name="Definition">The statement that makes it, names written in full.</param>
/// <param name="Comment">The comment on the index.</param>
/// <param name="Key">The key that it serves; null for none.</param>
internal sealed record FoundIndex(
    ObjectName Table, string Name, string Definition, string? Comment, FoundUniqueKey? Key);

/// <summary>A primary or unique key.</summary>
internal sealed record FoundUniqueKey(bool IsPrimary, Deferrability Deferrability, string? Comment);
