using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>The settings that a server has: scripts of newer ones set others, which mean nothing to it.</summary>
internal sealed class KnownSettings
{
    private readonly HashSet<string> _names;

    private KnownSettings(IEnumerable<string> names) => _names = new(names, StringComparer.OrdinalIgnoreCase);

    public static async Task<KnownSettings> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken) =>
        new(await RawSql.ListAsync(connection, RawSql.Command("SELECT name FROM pg_settings"), cancellationToken));

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether a statement does nothing but set what the server does not know.</summary>
    public bool IsUnknown(SqlStatement statement)
    {
        if (!statement.StartsWith("SET"))
        {
            return false;
        }

        IReadOnlyList<SqlToken> tokens = statement.ReadTokens();
        return tokens.Count > 2 && tokens[2].In(statement.Text) is "="
            && !Contains(tokens[1].In(statement.Text).ToString());
    }
}
