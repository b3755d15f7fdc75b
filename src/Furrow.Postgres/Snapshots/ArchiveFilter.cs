using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// What of an archive an ordinary owner does not restore, because it is there already and not the owner's.
/// </summary>
internal static class ArchiveFilter
{
    // As entries of an archive's list begin. The name is followed by its owner, which is empty for an extension.
    private const string Staying = """
        SELECT 'EXTENSION - ' || extname || ' ' FROM pg_extension
        UNION ALL SELECT 'EVENT TRIGGER - ' || evtname || ' ' FROM pg_event_trigger
        UNION ALL SELECT 'PUBLICATION - ' || pubname || ' ' FROM pg_publication
            WHERE puballtables OR NOT pg_has_role(pubowner, 'USAGE')
        UNION ALL SELECT 'FOREIGN DATA WRAPPER - ' || fdwname || ' ' FROM pg_foreign_data_wrapper
        UNION ALL SELECT kind || n.nspname || ' ' || prefix || c.relname || ' '
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_depend de ON de.classid = 'pg_class'::regclass AND de.objid = c.oid AND de.objsubid = 0
                AND de.deptype = 'e'
            CROSS JOIN (VALUES ('TABLE DATA ', ''), ('ACL ', 'TABLE '), ('SEQUENCE SET ', '')) part (kind, prefix)
            WHERE NOT pg_has_role(c.relowner, 'USAGE')
        """;

    /// <summary>Into a new database.</summary>
    public static async Task<Func<ArchiveEntry, bool>> BesideAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Up to PostgreSQL 14 a new database's schema "public" belongs to the server's own role.
        object? ownsPublic = await RawSql.ScalarAsync(
            connection,
            RawSql.Command("SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public'"),
            cancellationToken);
        return entry => !IsExtensionsOwn(entry) && (ownsPublic is true || !IsAboutPublic(entry));
    }

    /// <summary>
    /// Into a database from which what the role owns was removed: what is left there is not made again, and what
    /// extensions hold is theirs.
    /// </summary>
    public static async Task<Func<ArchiveEntry, bool>> InPlaceAsync(
        NpgsqlConnection connection, string stateSchema, CancellationToken cancellationToken)
    {
        HashSet<string> there = new(
            await RawSql.ListAsync(connection, RawSql.Command(Staying), cancellationToken), StringComparer.Ordinal);
        Func<ArchiveEntry, bool> beside = await BesideAsync(connection, cancellationToken);
        return entry => beside(entry)
            && !entry.Is("COMMENT - SCHEMA", stateSchema)
            && !there.Any(start => entry.What.StartsWith(start, StringComparison.Ordinal));
    }

    // An extension brings its comment, and only its owner may write another one.
    public static bool IsExtensionsOwn(ArchiveEntry entry) => entry.Is("COMMENT - EXTENSION");

    public static bool IsAboutPublic(ArchiveEntry entry) =>
        entry.Is("ACL - SCHEMA", "public") || entry.Is("COMMENT - SCHEMA", "public");
}
