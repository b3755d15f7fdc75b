using Furrow.Sql;

namespace Furrow.Postgres.Stepwise;

/// <summary>Finds the names in a statement of a known kind.</summary>
internal static class NamePlace
{
    private static readonly string[] Fillers = ["IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY"];

    /// <summary>The name after a word, quoted, with its schema where it has one; null where there is none.</summary>
    public static string? After(SqlStatement statement, string word) => Parts(statement, word) is { Count: > 0 } parts
        ? string.Join('.', parts.Select(SqlDialect.Postgres.QuoteIdentifier))
        : null;

    /// <summary>The name after a word, without quotes; null where there is none or it has a schema.</summary>
    public static string? Plain(SqlStatement statement, string word) =>
        Parts(statement, word) is [var name] ? name : null;

    /// <summary>
    /// The index's name, plain, and its table's, quoted, of CREATE INDEX; null where the index has no name.
    /// </summary>
    public static (string Index, string Table)? OfNewIndex(SqlStatement statement) =>
        Parts(statement, "CONCURRENTLY") is [var index] && After(statement, "ON") is { } table
            ? (index, table)
            : null;

    // A plain word that is a keyword here is no name: CREATE INDEX CONCURRENTLY ON t.
    private static List<string> Parts(SqlStatement statement, string word)
    {
        string text = statement.Text;
        SqlToken[] tokens = [.. statement.ReadTokens()];
        int at = Array.FindIndex(tokens, token => SqlTokens.IsWord(token, text, word)) + 1;
        List<string> parts = [];
        if (at == 0)
        {
            return parts;
        }

        while (at < tokens.Length && Fillers.Any(filler => SqlTokens.IsWord(tokens[at], text, filler)))
        {
            at++;
        }

        while (at < tokens.Length && !SqlTokens.IsWord(tokens[at], text, "ON")
            && Identifier(tokens[at], text) is { } part)
        {
            parts.Add(part);
            if (at + 1 >= tokens.Length || tokens[at + 1].In(text) is not ".")
            {
                break;
            }

            at += 2;
        }

        return parts;
    }

    private static string? Identifier(SqlToken token, string text)
    {
        ReadOnlySpan<char> raw = token.In(text);
        return token.Kind switch
        {
            SqlTokenKind.Word => raw.ToString().ToLowerInvariant(),
            SqlTokenKind.QuotedIdentifier when raw[0] == '"' =>
                raw[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal),
            _ => null,
        };
    }
}
