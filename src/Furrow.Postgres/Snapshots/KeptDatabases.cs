using System.Collections.Immutable;
using Furrow.Postgres.Locking;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// The databases of the server that furrow made and named: copies, replaced ones, and what killed restores left behind.
/// Only those are looked at that the role may drop.
/// </summary>
internal static class KeptDatabases
{
    /// <summary>Databases that are being loaded, to replace another one.</summary>
    public static readonly MarkedName Side = new("furrow_restore_");

    /// <summary>Databases that were replaced.</summary>
    public static readonly MarkedName Previous = new("furrow_previous_");

    /// <summary>Copies that the server made.</summary>
    public static readonly MarkedName Copy = new("furrow_copy_");

    private const int DropTriesMax = 5;

    private const string Listed = """
        SELECT d.datname::text, shobj_description(d.oid, 'pg_database'),
            CASE WHEN has_database_privilege(d.oid, 'CONNECT') THEN COALESCE(pg_database_size(d.oid), 0) ELSE 0 END
        FROM pg_database d WHERE starts_with(d.datname::text, $1) AND pg_has_role(d.datdba, 'USAGE')
        ORDER BY 1
        """;

    // Locks are told with the database that they were taken in; a maker may have had another one to connect to.
    private const string IsAlone = """
        SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
            AND classid = (($1::bigint >> 32) & 4294967295)::oid AND objid = ($1::bigint & 4294967295)::oid)
        """;

    /// <summary>Those of a kind that stand for a database and are complete, the newest first.</summary>
    public static async Task<ImmutableArray<KeptDatabase>> ListAsync(
        NpgsqlConnection connection, MarkedName kind, string of, CancellationToken cancellationToken) =>
    [
        .. (await ReadAsync(connection, kind, cancellationToken))
            .Where(kept => kept.Mark?.Of == of)
            .OrderByDescending(kept => kept.Mark!.At)
            .ThenBy(kept => kept.Name, StringComparer.Ordinal),
    ];

    /// <summary>Drops what nobody is at work on and was never completed.</summary>
    public static async Task DropLeftoversAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (KeptDatabase left in (KeptDatabase[])
            [
                .. await ReadAsync(connection, Side, cancellationToken),
                .. (await ReadAsync(connection, Copy, cancellationToken)).Where(copy => copy.Mark is null),
            ])
        {
            object? alone = await RawSql.ScalarAsync(
                connection, RawSql.Command(IsAlone, AdvisoryKey.Unfinished(left.Name)), cancellationToken);
            if (alone is true)
            {
                await TryDropAsync(connection, left.Name, cancellationToken);
            }
        }
    }

    /// <summary>Drops a database and ends whatever still runs in it; nothing where it is gone.</summary>
    public static async Task DropAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        OtherSessions sessions = new(connection, stateSchema: "");
        for (int tries = 1; ; tries++)
        {
            // Not FORCE, which refuses an ordinary role where the server's own vacuuming is at work: the plain
            // statement ends that by itself.
            await sessions.EndAsync(name, cancellationToken);
            try
            {
                await RawSql.ExecuteAsync(
                    connection, $"DROP DATABASE IF EXISTS {SnapshotServer.Quote(name)}", cancellationToken);
                return;
            }
            catch (PostgresException exception)
                when (exception.SqlState == PostgresErrorCodes.ObjectInUse && tries < DropTriesMax)
            {
                // Somebody came back in between.
            }
        }
    }

    /// <summary>The same where it may wait for the next one who comes by.</summary>
    public static async Task TryDropAsync(
        NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        try
        {
            await DropAsync(connection, name, cancellationToken);
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.ObjectInUse or PostgresErrorCodes.InvalidCatalogName
                or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InternalError)
        {
            // Somebody looks into it, or drops it in this moment; then it is theirs, or the next one's.
        }
    }

    private static async Task<List<KeptDatabase>> ReadAsync(
        NpgsqlConnection connection, MarkedName kind, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Listed, kind.Prefix));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<KeptDatabase> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            string name = reader.GetString(0);
            if (kind.IsOne(name))
            {
                string? comment = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1);
                found.Add(new KeptDatabase(name, DatabaseMark.Read(comment), reader.GetInt64(2)));
            }
        }

        return found;
    }
}

/// <summary>A database that furrow made and named.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mark">What its comment says of it; null for one that was never completed.</param>
/// <param name="SizeBytes">Its size.</param>
internal sealed record KeptDatabase(string Name, DatabaseMark? Mark, long SizeBytes);
