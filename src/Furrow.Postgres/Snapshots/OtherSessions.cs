using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Postgres.Locking;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>Who is connected to a database, and ending them. Asked from another database of the server.</summary>
internal sealed class OtherSessions(NpgsqlConnection connection, string stateSchema)
{
    // Workers of the server's own have no role; what needs the database to itself ends them without being told.
    private const string Listed = """
        SELECT a.pid, a.usename::text, coalesce(a.application_name, ''),
            (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
                OR ((pg_has_role(a.usesysid, 'USAGE') OR pg_has_role('pg_signal_backend', 'USAGE'))
                    AND NOT (SELECT r.rolsuper FROM pg_roles r WHERE r.oid = a.usesysid)),
            EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.objsubid = 1
                AND l.classid = (($2::bigint >> 32) & 4294967295)::oid AND l.objid = ($2::bigint & 4294967295)::oid)
        FROM pg_stat_activity a
        WHERE a.datname = $1 AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()
        ORDER BY a.pid
        """;

    public async Task<ImmutableArray<OtherSession>> ListAsync(string database, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Listed, database, AdvisoryKey.Work(stateSchema)));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        ImmutableArray<OtherSession>.Builder found = ImmutableArray.CreateBuilder<OtherSession>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new OtherSession(
                reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
                reader.GetBoolean(4)));
        }

        return found.ToImmutable();
    }

    /// <summary>Ends those that may be ended, and returns them.</summary>
    public async Task<ImmutableArray<OtherSession>> EndAsync(string database, CancellationToken cancellationToken)
    {
        ImmutableArray<OtherSession> found = await ListAsync(database, cancellationToken);
        foreach (OtherSession session in found.Where(session => session.MayEnd))
        {
            await RawSql.ExecuteAsync(
                connection, RawSql.Command("SELECT pg_terminate_backend($1)", session.Process), cancellationToken);
        }

        return [.. found.Where(session => session.MayEnd)];
    }

    /// <exception cref="FurrowException">Somebody is connected whom the role may not end.</exception>
    public async Task RefuseForeignAsync(string database, CancellationToken cancellationToken)
    {
        OtherSession[] foreign =
            [.. (await ListAsync(database, cancellationToken)).Where(session => !session.MayEnd)];
        if (foreign.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.DatabasePermission,
                $"Sessions of other roles are connected to database \"{database}\", which you may not end: "
                    + $"{Names(foreign)}.")
            {
                Hint = "Close them, or have an administrator run: GRANT pg_signal_backend TO …;",
            };
        }
    }

    /// <summary>Sessions as people are told of them.</summary>
    public static string Names(IEnumerable<OtherSession> sessions) => string.Join(
        ", ",
        sessions.Select(session => session.Application.Length > 0
            ? $"{session.Role} ({session.Application}, process {session.Process})"
            : $"{session.Role} (process {session.Process})"));
}

/// <summary>A session of a database.</summary>
/// <param name="Process">The server process.</param>
/// <param name="Role">Who is connected.</param>
/// <param name="Application">What it calls itself; empty for nothing.</param>
/// <param name="MayEnd">Whether this role may end it.</param>
/// <param name="HoldsLock">Whether it holds furrow's lock on the database.</param>
internal sealed record OtherSession(int Process, string Role, string Application, bool MayEnd, bool HoldsLock);
