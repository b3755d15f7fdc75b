using Furrow.Errors;
using Npgsql;

namespace Furrow.Postgres.Connecting;

/// <summary>What a server, or a proxy that speaks for it, means by refusing a connection.</summary>
internal static class ServerFaults
{
    public static ConnectFault Of(PostgresException answer, ConnectTarget target, string database) =>
        Describe(answer, target, database) with { SqlState = answer.SqlState };

    private static ConnectFault Describe(PostgresException answer, ConnectTarget target, string database)
    {
        string said = target.Redact(answer.MessageText);
        return answer.SqlState switch
        {
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                => new(ErrorCode.DatabaseUnreachable, said, "Wait until the server has started; --wait says how long.")
                {
                    IsNotUpYet = true,
                },
            PostgresErrorCodes.InvalidPassword => WrongPassword(target),
            PostgresErrorCodes.InvalidAuthorizationSpecification => NotLetIn(said, target),
            PostgresErrorCodes.InvalidCatalogName => Missing(target, database),
            PostgresErrorCodes.InsufficientPrivilege => new(
                ErrorCode.DatabasePermission,
                $"User \"{target.User}\" may not connect to database \"{database}\" at {target.Address}",
                $"Its owner can allow it: GRANT CONNECT ON DATABASE {Quoted(database)} TO {Quoted(target.User)};"),
            PostgresErrorCodes.ObjectNotInPrerequisiteState => new(
                ErrorCode.DatabasePermission,
                $"Database \"{database}\" at {target.Address} takes no connections",
                $"Its owner can allow them: ALTER DATABASE {Quoted(database)} WITH ALLOW_CONNECTIONS true;"),
            PostgresErrorCodes.TooManyConnections => TooMany(said, target),
            _ => FromProxy(said, target, database),
        };
    }

    private static ConnectFault NotLetIn(string said, ConnectTarget target)
    {
        // The server translates its messages, but not the name of its file.
        if (!said.Contains("pg_hba.conf", StringComparison.Ordinal))
        {
            return new ConnectFault(
                ErrorCode.DatabaseAuthentication,
                $"The server at {target.Address} does not let user \"{target.User}\" in: {said}",
                "Check the user in the database URL, and that the role exists and may log in.");
        }

        bool plain = said.Contains("no encryption", StringComparison.Ordinal)
            || said.Contains("SSL off", StringComparison.Ordinal);
        return new ConnectFault(
            ErrorCode.DatabasePermission,
            $"The server at {target.Address} accepts no such connection: {said}",
            plain
                ? "Try sslmode=require in the database URL; otherwise the server's pg_hba.conf needs a line for it."
                : "The server's pg_hba.conf needs a line for this user, database and address.");
    }

    // A proxy answers in its own words under the one SQLSTATE for protocol errors.
    private static ConnectFault FromProxy(string said, ConnectTarget target, string database)
    {
        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("no such database") || (Says("database \"") && Says("does not exist")))
        {
            return Missing(target, database);
        }

        if (Says("no such user") || Says("authentication failed") || Says("auth failed"))
        {
            return WrongPassword(target);
        }

        if (Says("no more connections"))
        {
            return TooMany(said, target);
        }

        return new ConnectFault(
            ErrorCode.DatabaseUnreachable,
            $"The server at {target.Address} refused the connection: {said}",
            "Check the database URL, and the server's log.")
        {
            IsNotUpYet = Says("cannot connect to server") || Says("server_login_retry") || Says("server login"),
        };
    }

    private static ConnectFault WrongPassword(ConnectTarget target) => new(
        ErrorCode.DatabaseAuthentication,
        $"The server at {target.Address} refused the password of user \"{target.User}\"",
        "Check user and password in the database URL; a password in a URL must be percent-encoded.");

    private static ConnectFault Missing(ConnectTarget target, string database) => new(
        ErrorCode.DatabaseMissing,
        $"There is no database \"{database}\" at {target.Address}",
        "'furrow setup' creates it; or check the name in the database URL.");

    private static ConnectFault TooMany(string said, ConnectTarget target) => new(
        ErrorCode.DatabaseUnreachable,
        $"The server at {target.Address} has no connection to spare: {said}",
        "Close idle connections, or raise max_connections or the role's CONNECTION LIMIT.");

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
