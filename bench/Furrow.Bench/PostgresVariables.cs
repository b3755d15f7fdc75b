using Furrow.Configuration;

namespace Furrow.Bench;

/// <summary>A database's address in the variables that PostgreSQL's own programs read.</summary>
internal static class PostgresVariables
{
    public static IReadOnlyDictionary<string, string> Of(DatabaseAddress address) => address.Keywords
        .Where(keyword => NameOf(keyword.Key) is not null)
        .ToDictionary(keyword => NameOf(keyword.Key)!, keyword => keyword.Value);

    private static string? NameOf(string keyword) => keyword switch
    {
        "Host" => "PGHOST",
        "Port" => "PGPORT",
        "Username" => "PGUSER",
        "Password" => "PGPASSWORD",
        "Database" => "PGDATABASE",
        _ => null,
    };
}
