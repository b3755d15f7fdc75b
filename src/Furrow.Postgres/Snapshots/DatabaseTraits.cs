using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// What a database is besides its contents, none of which a template copy or an archive has: rights, settings, its own
/// and roles' in it, connection limit, comment.
/// </summary>
internal sealed record DatabaseTraits
{
    private const string Row = """
        SELECT pg_get_userbyid(d.datdba)::text, d.datconnlimit, d.datistemplate, d.datacl IS NOT NULL,
            shobj_description(d.oid, 'pg_database'), (SELECT nullif(spcname, 'pg_default')::text FROM pg_tablespace
                WHERE oid = d.dattablespace)
        FROM pg_database d WHERE d.datname = $1
        """;

    private const string Grants = """
        SELECT CASE WHEN a.grantee = 0 THEN NULL ELSE pg_get_userbyid(a.grantee)::text END, a.privilege_type,
            bool_or(a.is_grantable)
        FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a WHERE d.datname = $1
        GROUP BY 1, 2 ORDER BY 1 NULLS FIRST, 2
        """;

    private const string Settings = """
        SELECT CASE WHEN s.setrole = 0 THEN NULL ELSE pg_get_userbyid(s.setrole)::text END,
            split_part(c.value, '=', 1), substr(c.value, strpos(c.value, '=') + 1)
        FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
        CROSS JOIN LATERAL unnest(s.setconfig) WITH ORDINALITY c (value, place)
        WHERE d.datname = $1 ORDER BY 1 NULLS FIRST, c.place
        """;

    // Their values are lists of quoted names: as one literal such a list would be one name.
    private static readonly string[] Lists =
    [
        "local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries",
        "temp_tablespaces", "unix_socket_directories",
    ];

    /// <summary>The role that owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>Where its files are, unless where all are.</summary>
    public required string? Tablespace { get; init; }

    public required string? Comment { get; init; }

    public required int ConnectionLimit { get; init; }

    public required bool IsTemplate { get; init; }

    public required bool HasGrants { get; init; }

    public required IReadOnlyList<(string? Role, string Privilege, bool IsGrantable)> Granted { get; init; }

    public required IReadOnlyList<(string? Role, string Name, string Value)> Set { get; init; }

    /// <summary>Those of a database; null where it does not exist.</summary>
    public static async Task<DatabaseTraits?> ReadAsync(
        NpgsqlConnection connection, string database, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        foreach (string sql in (string[])[Row, Grants, Settings])
        {
            batch.BatchCommands.Add(RawSql.Command(sql, database));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        (string owner, string? tablespace, int limit, bool isTemplate, bool hasGrants, string? comment) = (
            reader.GetString(0), Text(reader, 5), reader.GetInt32(1), reader.GetBoolean(2), reader.GetBoolean(3),
            Text(reader, 4));
        await reader.NextResultAsync(cancellationToken);
        List<(string?, string, bool)> granted = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            granted.Add((Text(reader, 0), reader.GetString(1), reader.GetBoolean(2)));
        }

        await reader.NextResultAsync(cancellationToken);
        List<(string?, string, string)> set = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            set.Add((Text(reader, 0), reader.GetString(1), reader.GetString(2)));
        }

        return new DatabaseTraits
        {
            Owner = owner,
            Tablespace = tablespace,
            Comment = comment,
            ConnectionLimit = limit,
            IsTemplate = isTemplate,
            HasGrants = hasGrants,
            Granted = granted,
            Set = set,
        };
    }

    /// <summary>What a new database is created with, so that it is in the same hands and the same place.</summary>
    public string CreationClauses() =>
        $" OWNER {SnapshotServer.Quote(Owner)}"
        + (Tablespace is null ? "" : $" TABLESPACE {SnapshotServer.Quote(Tablespace)}");

    /// <summary>
    /// The statements that give them to another database, whose owner is the same; for a transaction.
    /// </summary>
    public IEnumerable<string> Statements(string database)
    {
        string name = SnapshotServer.Quote(database);
        if (HasGrants)
        {
            yield return $"REVOKE ALL ON DATABASE {name} FROM PUBLIC, {SnapshotServer.Quote(Owner)}";
            foreach ((string? role, string privilege, bool isGrantable) in Granted)
            {
                string grantee = role is null ? "PUBLIC" : SnapshotServer.Quote(role);
                string option = isGrantable && role is not null ? " WITH GRANT OPTION" : "";
                yield return $"GRANT {privilege} ON DATABASE {name} TO {grantee}{option}";
            }
        }

        foreach ((string? role, string setting, string value) in Set)
        {
            string altered = role is null
                ? $"ALTER DATABASE {name}"
                : $"ALTER ROLE {SnapshotServer.Quote(role)} IN DATABASE {name}";
            if (Lists.Contains(setting, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"SELECT set_config({Literal(setting)}, {Literal(value)}, true)";
                yield return $"{altered} SET {SettingName(setting)} FROM CURRENT";
            }
            else
            {
                yield return $"{altered} SET {SettingName(setting)} TO {Literal(value)}";
            }
        }

        yield return $"ALTER DATABASE {name} WITH CONNECTION LIMIT {ConnectionLimit} IS_TEMPLATE {IsTemplate}";
        yield return CommentOn(database, Comment);
    }

    public static string CommentOn(string database, string? comment) =>
        $"COMMENT ON DATABASE {SnapshotServer.Quote(database)} IS {(comment is null ? "NULL" : Literal(comment))}";

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);

    // A setting of an extension's or the user's own has a dot between two names.
    private static string SettingName(string setting) =>
        string.Join('.', setting.Split('.').Select(SnapshotServer.Quote));

    private static string Literal(string text) => SqlDialect.Postgres.QuoteLiteral(text);
}
