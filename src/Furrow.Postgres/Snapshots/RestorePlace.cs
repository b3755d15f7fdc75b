using System.Globalization;
using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Where a stored database can be built: beside the one that it replaces, unless something there is that the role
/// cannot make again outside of it.
/// </summary>
internal sealed class RestorePlace(SnapshotServer server)
{
    private const string Rights = """
        SELECT r.rolsuper, r.rolsuper OR r.rolcreatedb,
            EXISTS (SELECT FROM pg_database WHERE datname = $1),
            coalesce((SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = $1), true),
            (SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = $1)
        FROM pg_roles r WHERE r.rolname = current_user
        """;

    // A setting that the server does not know may be given to a database by a superuser only.
    private const string ForeignSettings = """
        SELECT coalesce((SELECT rolname || ': ' FROM pg_roles WHERE oid = s.setrole), '') || c.name
        FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
        CROSS JOIN LATERAL (SELECT split_part(value, '=', 1) FROM unnest(s.setconfig) value) c (name)
        JOIN pg_roles r ON r.rolname = current_user
        WHERE d.datname = $1 AND NOT r.rolsuper
            AND ((s.setrole <> 0 AND s.setrole <> r.oid AND NOT r.rolcreaterole)
                OR NOT EXISTS (SELECT FROM pg_settings g WHERE lower(g.name) = lower(c.name)
                    AND (g.context = 'user' OR {0})))
        ORDER BY 1
        """;

    private const string Slots =
        "SELECT slot_name::text FROM pg_replication_slots WHERE database = $1 AND NOT temporary ORDER BY 1";

    // What the default version asks for is what counts: an archive names no version.
    private const string Extensions = """
        SELECT name::text FROM unnest(string_to_array($1, chr(10))) name
        WHERE name <> '' AND NOT EXISTS (SELECT FROM pg_available_extensions a
            JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
            WHERE a.name = name.name AND (v.trusted OR NOT v.superuser
                OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)))
        ORDER BY 1
        """;

    /// <summary>
    /// Why it cannot be built beside; empty where it can. Each says what to do so that it could.
    /// </summary>
    public async Task<BesideReasons> FindReasonsAsync(
        RestoreRequest request, ArchiveNeeds? needs, CancellationToken cancellationToken)
    {
        List<RestoreObstacle> found = [];
        NpgsqlConnection? connection = null;
        try
        {
            connection = await server.OpenMaintenanceAsync(cancellationToken);
        }
        catch (FurrowException exception) when (exception.Code == ErrorCode.DatabasePermission)
        {
            found.Add(new RestoreObstacle("maintenance database", true, exception.Message, exception.Hint));
        }

        await using (connection ??= await server.OpenTargetAsync(cancellationToken))
        {
            (bool isSuperuser, bool exists) = await AddRightsAsync(connection, found, cancellationToken);
            found.AddRange(await ListAsync(connection, request, cancellationToken));
            if (!isSuperuser && needs is not null)
            {
                found.AddRange(needs.SuperuserOnly.Select(what => new RestoreObstacle(
                    "superuser", true, $"Only a superuser may make what the snapshot holds: {what}.", null)));
            }

            return new BesideReasons(found, exists);
        }
    }

    private async Task<(bool IsSuperuser, bool Exists)> AddRightsAsync(
        NpgsqlConnection connection, List<RestoreObstacle> found, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Rights, server.Name));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        string role = SnapshotServer.Quote(server.User.Length > 0 ? server.User : "CURRENT_USER");
        if (!reader.GetBoolean(1))
        {
            found.Add(new RestoreObstacle(
                "create database",
                true,
                $"User \"{server.User}\" may not create databases.",
                $"An administrator can run: ALTER ROLE {role} CREATEDB;"));
        }

        if (!reader.GetBoolean(3))
        {
            string owner = reader.GetString(4);
            found.Add(new RestoreObstacle(
                "owner",
                true,
                $"Database \"{server.Name}\" belongs to \"{owner}\", which user \"{server.User}\" may not act for.",
                $"Restore as its owner, or have an administrator run: GRANT {SnapshotServer.Quote(owner)} TO {role};"));
        }

        return (reader.GetBoolean(0), reader.GetBoolean(2));
    }

    private async Task<List<RestoreObstacle>> ListAsync(
        NpgsqlConnection connection, RestoreRequest request, CancellationToken cancellationToken)
    {
        string granted = connection.PostgreSqlVersion.Major >= 15
            ? "has_parameter_privilege(g.name, 'SET')"
            : "false";
        List<RestoreObstacle> found = [];
        async Task AddAsync(string sql, string parameter, Func<string, RestoreObstacle> describe)
        {
            List<string> names = await RawSql.ListAsync(
                connection, RawSql.Command(sql, parameter), cancellationToken);
            if (names.Count > 0)
            {
                found.Add(describe(string.Join(", ", names)));
            }
        }

        await AddAsync(
            ForeignSettings.Replace("{0}", granted, StringComparison.Ordinal),
            server.Name,
            names => new RestoreObstacle(
                "settings",
                true,
                $"The database has settings that the role may not give to another one: {names}.",
                "An administrator can take them away with ALTER DATABASE … RESET and give them again afterwards."));
        await AddAsync(
            Slots,
            server.Name,
            names => new RestoreObstacle(
                "replication",
                true,
                $"Logical replication slots read from the database and would go on with the old one: {names}.",
                "Drop them with pg_drop_replication_slot, and make them again afterwards."));
        if (!request.IsLocal)
        {
            await AddAsync(
                Extensions,
                string.Join(
                    '\n',
                    request.Extensions.Select(extension => extension.Name).Where(name => name != "plpgsql")),
                names => new RestoreObstacle(
                    "extensions",
                    true,
                    $"The role cannot create extensions that the snapshot needs: {names}.",
                    "Install what is missing on the server; an administrator must create those that are not trusted."));
        }

        return found;
    }
}

/// <summary>Why a database cannot be built beside.</summary>
/// <param name="Found">The reasons.</param>
/// <param name="Exists">Whether the database that is to be replaced is there.</param>
internal sealed record BesideReasons(IReadOnlyList<RestoreObstacle> Found, bool Exists)
{
    /// <summary>The error of a restore that can be neither beside nor in place.</summary>
    public FurrowException Refusal(string database) => new(
        ErrorCode.DatabasePermission,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Database \"{database}\" cannot be restored: {Found.Count} things stand in the way."))
    {
        Detail = string.Join('\n', Found.Select(obstacle => obstacle.Found)),
        Hint = Found.Select(obstacle => obstacle.Remedy).FirstOrDefault(remedy => remedy is not null),
    };
}
