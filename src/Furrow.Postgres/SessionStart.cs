using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres;

/// <summary>
/// The one query with which a session begins: what the driver was not told at connecting, and the settings that the
/// text form of values rests on, should a role or database have changed them.
/// </summary>
internal static class SessionStart
{
    public static async Task<ServerInfo> PrepareAsync(
        NpgsqlConnection connection, SessionAccess access, CancellationToken cancellationToken)
    {
        int major = connection.PostgreSqlVersion.Major;

        // A session behind a proxy that shares sessions must not keep settings: the next client would inherit them.
        // There each transaction says for itself that it only reads.
        string readOnly = access == SessionAccess.Read
            ? "CASE WHEN pg_backend_pid() = $1 THEN set_config('default_transaction_read_only', 'on', false) END"
            : "NULL";
        string sql = $"""
            SELECT {Collation(major)}, current_user::text, pg_backend_pid() = $1, {readOnly}
            FROM pg_database WHERE datname = current_database()
            """;
        Answer answer = await QueryAsync(connection, RawSql.Command(sql, connection.ProcessID), cancellationToken);
        await SetTextFormsAsync(connection, answer.IsDirect, cancellationToken);

        string version = Parameter(connection, "server_version").Split(' ')[0];
        return new ServerInfo(version, major, Parameter(connection, "server_encoding"), answer.Collation, answer.User);
    }

    /// <summary>
    /// What DISCARD ALL does, but for prepared statements, which are the driver's, and advisory locks, which may be
    /// furrow's.
    /// </summary>
    public static async Task ResetAsync(
        NpgsqlConnection connection, SessionAccess access, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        foreach (string statement in (string[])[
            "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "CLOSE ALL", "UNLISTEN *", "DISCARD TEMP",
            "DISCARD SEQUENCES"])
        {
            batch.BatchCommands.Add(RawSql.Command(statement));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        await PrepareAsync(connection, access, cancellationToken);
    }

    private static string Collation(int major) => major switch
    {
        < 15 => "datcollate::text",
        < 17 => "CASE datlocprovider WHEN 'i' THEN 'icu:' || daticulocale ELSE datcollate END",
        _ => """
            CASE datlocprovider WHEN 'i' THEN 'icu:' || datlocale WHEN 'b' THEN 'builtin:' || datlocale
                ELSE datcollate END
            """,
    };

    private static async Task<Answer> QueryAsync(
        NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(command);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Answer(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2));
    }

    // The server reports these settings without being asked, so that the statement is rarely needed.
    private static async Task SetTextFormsAsync(
        NpgsqlConnection connection, bool direct, CancellationToken cancellationToken)
    {
        List<string> statements = [];
        if (!Parameter(connection, "DateStyle").StartsWith("ISO", StringComparison.Ordinal))
        {
            statements.Add("SET DateStyle = ISO");
        }

        if (Parameter(connection, "standard_conforming_strings") == "off")
        {
            statements.Add("SET standard_conforming_strings = on");
        }

        if (direct && Parameter(connection, "IntervalStyle") != "postgres")
        {
            statements.Add("SET IntervalStyle = postgres");
        }

        foreach (string statement in statements)
        {
            await RawSql.ExecuteAsync(connection, statement, cancellationToken);
        }
    }

    private static string Parameter(NpgsqlConnection connection, string name) =>
        connection.PostgresParameters.TryGetValue(name, out string? value) ? value : "";

    // A class: tasks of structs of ours are compiled anew at every start of the program.
    private sealed record Answer(string Collation, string User, bool IsDirect);
}
