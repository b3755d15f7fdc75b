using System.Collections.Immutable;
using System.Globalization;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>Looks for everything that stands in the way of a restore, without touching anything.</summary>
internal sealed class RestoreInspection(SnapshotServer server)
{
    private const string Roles = """
        SELECT name::text, EXISTS (SELECT FROM pg_roles WHERE rolname = name.name),
            coalesce((SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = name.name), false)
        FROM unnest(string_to_array($1, chr(10))) name WHERE name <> '' ORDER BY 1
        """;

    private const string Subscriptions = """
        SELECT s.subname::text FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
        WHERE d.datname = $1 ORDER BY 1
        """;

    private const string Prepared = "SELECT gid FROM pg_prepared_xacts WHERE database = $1 ORDER BY 1";

    // Only a role that may see all settings is told where the server's files are.
    private const string DataDirectory = "SELECT setting FROM pg_settings WHERE name = 'data_directory'";

    public async Task<ImmutableArray<RestoreObstacle>> RunAsync(
        RestoreRequest request, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await server.OpenAnyAsync(cancellationToken);
        int major = connection.PostgreSqlVersion.Major;
        Archive? archive = request.IsLocal
            ? null
            : await Archive.OpenAsync(server, request.Place, major, cancellationToken);
        ArchiveNeeds? needs = archive is null
            ? null
            : await ArchiveNeeds.ReadAsync(archive, request.ScratchFolder, cancellationToken);
        BesideReasons reasons =
            await new RestorePlace(server).FindReasonsAsync(request, needs, cancellationToken);
        List<RestoreObstacle> found = [];
        bool isInPlace = reasons.Found.Count > 0 && reasons.Exists && archive is not null;
        if (isInPlace)
        {
            ImmutableArray<RestoreObstacle> inside =
                await new InPlaceChecks(server).RunAsync(request, needs!, cancellationToken);
            found.AddRange(inside.IsEmpty ? reasons.Found.Select(AsRemark) : reasons.Found);
            found.AddRange(inside);
        }
        else
        {
            found.AddRange(reasons.Found);
        }

        if (needs is not null)
        {
            found.AddRange(await RolesAsync(connection, request, needs, cancellationToken));
        }

        found.AddRange(await ServerAsync(connection, request, major, cancellationToken));
        found.AddRange(await SessionsAsync(connection, isInPlace, cancellationToken));
        return [.. found];
    }

    private static RestoreObstacle AsRemark(RestoreObstacle reason) => reason with
    {
        IsFatal = false,
        Found = $"{reason.Found} So the database is restored in place, in one transaction.",
    };

    private static async Task<List<RestoreObstacle>> RolesAsync(
        NpgsqlConnection connection, RestoreRequest request, ArchiveNeeds needs, CancellationToken cancellationToken)
    {
        List<RestoreObstacle> found = [];
        List<RoleFound> named = await AskAsync(connection, needs.Named, cancellationToken);
        Add([.. named.Where(role => !role.Exists)], "Policies or user mappings name roles that are missing", null);
        if (request.WithoutPrivileges)
        {
            return found;
        }

        const string leaveOut = "or leave owners and rights out: --no-privileges.";
        List<RoleFound> others =
            await AskAsync(connection, needs.Owners.Union(needs.Grantees), cancellationToken);
        Add(
            [.. others.Where(role => !role.Exists)],
            "Roles are missing that own something in the snapshot or have rights",
            $"An administrator can create them, {leaveOut}");
        Add(
            [.. others.Where(role => role.Exists && !role.MayAct && needs.Owners.Contains(role.Name))],
            "Roles own something in the snapshot that you may not act for",
            $"An administrator can GRANT them to you, {leaveOut}");
        return found;

        void Add(List<RoleFound> roles, string what, string? remedy)
        {
            if (roles.Count > 0)
            {
                found.Add(new RestoreObstacle(
                    "roles", true, $"{what}: {string.Join(", ", roles.Select(role => role.Name))}.", remedy));
            }
        }
    }

    private static async Task<List<RoleFound>> AskAsync(
        NpgsqlConnection connection, IEnumerable<string> roles, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Roles, string.Join('\n', roles)));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<RoleFound> found = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new RoleFound(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2)));
        }

        return found;
    }

    private async Task<List<RestoreObstacle>> ServerAsync(
        NpgsqlConnection connection, RestoreRequest request, int major, CancellationToken cancellationToken)
    {
        List<RestoreObstacle> found = [];
        string digits = string.Concat(request.ServerVersion.TakeWhile(char.IsAsciiDigit));
        if (int.TryParse(digits, CultureInfo.InvariantCulture, out int stored) && stored > major)
        {
            found.Add(new RestoreObstacle(
                "server version",
                false,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The snapshot is of PostgreSQL {stored}, the server is {major} and may refuse what is new in it."),
                null));
        }

        List<string> subscribed = await RawSql.ListAsync(
            connection, RawSql.Command(Subscriptions, server.Name), cancellationToken);
        if (subscribed.Count > 0)
        {
            found.Add(new RestoreObstacle(
                "replication",
                true,
                $"The database subscribes to others, and would go on: {string.Join(", ", subscribed)}.",
                "Drop the subscriptions, and make them again afterwards."));
        }

        List<string> prepared = await RawSql.ListAsync(
            connection, RawSql.Command(Prepared, server.Name), cancellationToken);
        if (prepared.Count > 0)
        {
            found.Add(new RestoreObstacle(
                "prepared transactions",
                true,
                $"Prepared transactions are open in the database: {string.Join(", ", prepared)}.",
                "End each with COMMIT PREPARED or ROLLBACK PREPARED."));
        }

        if (server.Database.Reference.IsLocal
            && await RawSql.ScalarAsync(connection, RawSql.Command(DataDirectory), cancellationToken) is string folder
            && Directory.Exists(folder)
            && new DriveInfo(folder).AvailableFreeSpace is var free && free < request.SizeBytes)
        {
            found.Add(new RestoreObstacle(
                "disk",
                true,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The server has {free >> 20} MB left, and the snapshot alone has {request.SizeBytes >> 20} MB."),
                "Make room on the server's disk."));
        }

        return found;
    }

    private async Task<List<RestoreObstacle>> SessionsAsync(
        NpgsqlConnection connection, bool isInPlace, CancellationToken cancellationToken)
    {
        OtherSessions sessions = new(connection, server.Database.Options.StateSchema);
        ImmutableArray<OtherSession> others =
            [.. (await sessions.ListAsync(server.Name, cancellationToken)).Where(session => !session.HoldsLock)];
        OtherSession[] foreign = [.. others.Where(session => !session.MayEnd)];
        OtherSession[] own = [.. others.Where(session => session.MayEnd)];
        List<RestoreObstacle> found = [];
        if (foreign.Length > 0)
        {
            found.Add(new RestoreObstacle(
                "sessions",
                !isInPlace,
                $"Sessions are connected that you may not end: {OtherSessions.Names(foreign)}.",
                "Close them, or have an administrator run: GRANT pg_signal_backend TO …;"));
        }

        if (own.Length > 0 && !isInPlace)
        {
            found.Add(new RestoreObstacle(
                "sessions", false, $"Sessions are connected and will be ended: {OtherSessions.Names(own)}.", null));
        }

        return found;
    }

    private sealed record RoleFound(string Name, bool Exists, bool MayAct);
}
