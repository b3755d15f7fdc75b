using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Diagnosis;

/// <summary>The checks that ask the server.</summary>
internal sealed class ServerChecks(NpgsqlConnection connection, DatabaseOptions options)
{
    private const int MajorMin = 13;
    private const int MajorKnown = 18;

    /// <summary>The checks by name, in the order to show them.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<HealthCheck>> Check)> Queries =>
    [
        ("encoding", EncodingAsync),
        ("privileges", PrivilegesAsync),
        ("create database", CreateDatabaseAsync),
        ("extensions", ExtensionsAsync),
        ("settings", SettingsAsync),
        ("disk", DiskAsync),
    ];

    public HealthCheck Version()
    {
        int major = connection.PostgreSqlVersion.Major;
        string found = $"PostgreSQL {connection.PostgresParameters["server_version"]}";
        return major switch
        {
            < MajorMin => new HealthCheck(
                "server version", HealthLevel.Failed, found, $"Furrow needs PostgreSQL {MajorMin} or later."),
            > MajorKnown => new HealthCheck(
                "server version",
                HealthLevel.Warning,
                $"{found}, newer than this furrow has been tried on ({MajorKnown})",
                "Look for a newer furrow."),
            _ => new HealthCheck("server version", HealthLevel.Ok, found),
        };
    }

    private Task<HealthCheck> EncodingAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string encoding = connection.PostgresParameters["server_encoding"];
        return Task.FromResult(encoding == "UTF8"
            ? new HealthCheck("encoding", HealthLevel.Ok, encoding)
            : new HealthCheck(
                "encoding",
                HealthLevel.Warning,
                $"{encoding}: characters outside it are refused",
                "Create the database with ENCODING 'UTF8' TEMPLATE template0."));
    }

    private async Task<HealthCheck> PrivilegesAsync(CancellationToken cancellationToken)
    {
        string[] row = await RowAsync(
            new CatalogScope(options.StateSchema, options.Schemas?.ToArray()).Command($"""
                SELECT current_user::text, current_database()::text,
                    (has_database_privilege(current_database(), 'CREATE')
                        OR EXISTS (SELECT FROM pg_namespace WHERE nspname = $1))::text,
                    coalesce((SELECT string_agg(n.nspname, ', ' ORDER BY n.nspname) FROM pg_namespace n
                        WHERE {CatalogScope.Condition} AND NOT has_schema_privilege(n.oid, 'CREATE')), '')
                """),
            cancellationToken);
        (string user, string name, bool mayCreateSchema, string closed) = (row[0], row[1], row[2] == "true", row[3]);
        string role = SqlDialect.Postgres.QuoteIdentifier(user);
        if (!mayCreateSchema)
        {
            return new HealthCheck(
                "privileges",
                HealthLevel.Failed,
                $"{user} may not create schemas in {name}, and furrow's own ({options.StateSchema}) is not there",
                $"The owner can run: GRANT CREATE ON DATABASE {SqlDialect.Postgres.QuoteIdentifier(name)} TO {role};");
        }

        return closed.Length > 0
            ? new HealthCheck(
                "privileges",
                HealthLevel.Warning,
                $"{user} may not create tables in: {closed}",
                $"The schema's owner can run: GRANT CREATE ON SCHEMA … TO {role};")
            : new HealthCheck("privileges", HealthLevel.Ok, $"{user} may create schemas and tables");
    }

    private async Task<HealthCheck> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        string[] row = await RowAsync(
            RawSql.Command("SELECT rolcreatedb::text FROM pg_roles WHERE rolname = current_user"), cancellationToken);
        return row[0] == "true"
            ? new HealthCheck("create database", HealthLevel.Ok, "allowed")
            : new HealthCheck(
                "create database",
                HealthLevel.Warning,
                "not allowed: no scratch databases, and restores happen in place",
                "An administrator can run: ALTER ROLE … CREATEDB;");
    }

    private async Task<HealthCheck> ExtensionsAsync(CancellationToken cancellationToken)
    {
        string[] row = await RowAsync(
            RawSql.Command("""
                SELECT coalesce((SELECT string_agg(extname || ' ' || extversion, ', ' ORDER BY extname)
                        FROM pg_extension), 'none'),
                    (SELECT count(*)::text FROM pg_available_extensions),
                    coalesce((SELECT string_agg(e.extname || ' ' || e.extversion || ' (' || a.default_version || ')',
                        ', ' ORDER BY e.extname) FROM pg_extension e
                        JOIN pg_available_extensions a ON a.name = e.extname
                        WHERE a.default_version <> e.extversion), '')
                """),
            cancellationToken);
        return row[2].Length > 0
            ? new HealthCheck(
                "extensions",
                HealthLevel.Warning,
                $"installed {row[0]}; the server has another version of {row[2]}",
                "ALTER EXTENSION … UPDATE;")
            : new HealthCheck("extensions", HealthLevel.Ok, $"installed {row[0]}; {row[1]} available");
    }

    private async Task<HealthCheck> SettingsAsync(CancellationToken cancellationToken)
    {
        string[] row = await RowAsync(
            RawSql.Command("""
                SELECT pg_is_in_recovery()::text, current_setting('default_transaction_read_only'),
                    current_setting('track_counts')
                """),
            cancellationToken);
        if (row[0] == "true")
        {
            return new HealthCheck(
                "settings",
                HealthLevel.Failed,
                "this server is a standby and takes no writes",
                "Put the primary's address into the database URL.");
        }

        if (row[1] == "on")
        {
            return new HealthCheck(
                "settings",
                HealthLevel.Failed,
                "default_transaction_read_only is on: every write is refused",
                "ALTER ROLE … or ALTER DATABASE … RESET default_transaction_read_only;");
        }

        return row[2] == "off"
            ? new HealthCheck(
                "settings",
                HealthLevel.Warning,
                "track_counts is off: history cannot say how many rows were written",
                "An administrator can set track_counts = on.")
            : new HealthCheck("settings", HealthLevel.Ok, "writable, counts rows");
    }

    // How much room is left is the server machine's secret to an ordinary role.
    private async Task<HealthCheck> DiskAsync(CancellationToken cancellationToken)
    {
        string[] row = await RowAsync(
            RawSql.Command("SELECT pg_size_pretty(pg_database_size(current_database()))"), cancellationToken);
        return new HealthCheck(
            "disk",
            HealthLevel.Ok,
            $"the database takes {row[0]}; what is free on the server cannot be seen from here, and a restore beside "
            + "the old one needs as much again");
    }

    private async Task<string[]> RowAsync(NpgsqlBatchCommand query, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(query);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
    }
}
