using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>What of an archive an ordinary owner does not restore, because it is there already and not the owner's.</summary>
internal static class ArchiveFilter
{
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

    // An extension brings its comment, and only its owner may write another one.
    public static bool IsExtensionsOwn(ArchiveEntry entry) => entry.Is("COMMENT - EXTENSION");

    public static bool IsAboutPublic(ArchiveEntry entry) =>
        entry.Is("ACL - SCHEMA", "public") || entry.Is("COMMENT - SCHEMA", "public");
}
