using System.Globalization;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// What a restore in place replaced: a file on this machine, which the comment of furrow's own schema names. So it is
/// written with the restore and gone with the next one.
/// </summary>
internal static class PreviousFile
{
    private const string Comment = """
        SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = $1
        """;

    /// <summary>A name for a new one.</summary>
    public static string NewPath(string folder, DateTimeOffset now) => Path.Combine(
        folder,
        string.Create(CultureInfo.InvariantCulture, $"previous-{now.UtcDateTime:yyyyMMdd-HHmmss-ffffff}.dump"));

    /// <summary>The one that the database names; null where there is none on this machine.</summary>
    public static async Task<PreviousDatabase?> FindAsync(
        NpgsqlConnection connection, string stateSchema, CancellationToken cancellationToken)
    {
        object? comment = await RawSql.ScalarAsync(
            connection, RawSql.Command(Comment, stateSchema), cancellationToken);
        DatabaseMark? mark = DatabaseMark.Read(comment as string);
        return mark is not null && Path.IsPathFullyQualified(mark.Of) && Path.Exists(mark.Of)
            ? new PreviousDatabase(mark.Of, mark.At, ArchiveFile.Size(mark.Of))
            : null;
    }

    /// <summary>Names one in the open transaction; nothing where furrow's schema is not there.</summary>
    public static async Task NoteAsync(
        NpgsqlConnection connection, string stateSchema, DatabaseMark mark, CancellationToken cancellationToken)
    {
        object? isThere = await RawSql.ScalarAsync(
            connection,
            RawSql.Command("SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = $1", stateSchema),
            cancellationToken);
        if (isThere is true)
        {
            await RawSql.ExecuteAsync(
                connection,
                $"COMMENT ON SCHEMA {SnapshotServer.Quote(stateSchema)} IS "
                    + SqlDialect.Postgres.QuoteLiteral(mark.Write()),
                cancellationToken);
        }
    }
}
