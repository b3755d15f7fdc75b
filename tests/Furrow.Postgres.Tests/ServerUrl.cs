using Npgsql;

namespace Furrow.Postgres.Tests;

/// <summary>Reads <c>postgres://user:password@host:port/database</c>.</summary>
internal static class ServerUrl
{
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        Uri uri = new(url);
        string[] user = uri.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(uri.Host),
            Port = uri.Port < 0 ? 5432 : uri.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = uri.AbsolutePath is { Length: > 1 } path ? Uri.UnescapeDataString(path[1..]) : "postgres",
        };
    }
}
