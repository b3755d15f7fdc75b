namespace Furrow.Sql;

/// <summary>
/// Finds statements whose effect is not confined to the database that they run in: roles, databases, tablespaces and
/// the server's settings. A <c>DO</c> block is looked into, and the texts that it executes; the body of a routine is
/// not, as it only runs when something calls it.
/// </summary>
public static class ServerWideStatement
{
    // A block deeper than this inside quotes inside quotes is no migration that anybody wrote.
    private const int DepthMax = 4;

    private static readonly string[] Objects =
        ["ROLE", "USER", "GROUP", "DATABASE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION"];

    private static readonly string[] Verbs = ["CREATE", "ALTER", "DROP"];

    /// <summary>The words that reach beyond the database: <c>CREATE ROLE</c>; null where there are none.</summary>
    public static string? Find(SqlStatement statement)
    {
        if (statement.Dialect != SqlDialect.Postgres)
        {
            return null;
        }

        ReadOnlySpan<char> text = statement.Slice.Span;
        return SqlTokens.StartWith(text, statement.Dialect, "DO")
            ? FindInBlock(text, statement.Dialect, DepthMax)
            : FindAt(text, SqlTokens.Significant(text, statement.Dialect), 0);
    }

    private static string? FindInBlock(ReadOnlySpan<char> text, SqlDialect dialect, int depth)
    {
        IReadOnlyList<SqlToken> tokens = SqlTokens.Significant(text, dialect);

        // format('ALTER DATABASE %I …', current_database()) stays in the database that it runs in.
        bool meansThisOne = text.Contains("current_database", StringComparison.OrdinalIgnoreCase);
        for (int i = 0; i < tokens.Count; i++)
        {
            string? found = tokens[i].Kind == SqlTokenKind.StringLiteral && depth > 0
                ? FindInBlock(Inner(tokens[i].In(text)), dialect, depth - 1)
                : FindAt(text, tokens, i);
            if (found is not null && !(meansThisOne && found.EndsWith("DATABASE", StringComparison.Ordinal)))
            {
                return found;
            }
        }

        return null;
    }

    // GRANT CONNECT ON DATABASE, COMMENT ON ROLE; USER MAPPING is the database's own, and so is what SET ROLE changes.
    private static string? FindAt(ReadOnlySpan<char> text, IReadOnlyList<SqlToken> tokens, int index)
    {
        foreach (string verb in Verbs)
        {
            if (IsWord(text, tokens, index, verb) && ObjectAt(text, tokens, index + 1) is { } named)
            {
                return $"{verb} {named}";
            }
        }

        bool isOwned = IsWord(text, tokens, index + 1, "OWNED");
        return isOwned && IsWord(text, tokens, index, "REASSIGN") ? "REASSIGN OWNED"
            : isOwned && IsWord(text, tokens, index, "DROP") ? "DROP OWNED"
            : IsWord(text, tokens, index, "COMMENT") ? FindTarget(text, tokens, index, "COMMENT")
            : IsWord(text, tokens, index, "GRANT") ? FindTarget(text, tokens, index, "GRANT")
            : IsWord(text, tokens, index, "REVOKE") ? FindTarget(text, tokens, index, "REVOKE")
            : null;
    }

    // What a GRANT is on; one without ON makes a role a member of another.
    private static string? FindTarget(
        ReadOnlySpan<char> text, IReadOnlyList<SqlToken> tokens, int index, string verb)
    {
        for (int i = index + 1; i < tokens.Count && tokens[i].Kind != SqlTokenKind.Semicolon; i++)
        {
            if (IsWord(text, tokens, i, "ON"))
            {
                return ObjectAt(text, tokens, i + 1) is { } named ? $"{verb} ON {named}" : null;
            }

            if (verb != "COMMENT" && (IsWord(text, tokens, i, "TO") || IsWord(text, tokens, i, "FROM")))
            {
                return $"{verb} of a role";
            }
        }

        return null;
    }

    private static string? ObjectAt(ReadOnlySpan<char> text, IReadOnlyList<SqlToken> tokens, int index)
    {
        foreach (string name in Objects)
        {
            if (IsWord(text, tokens, index, name))
            {
                return name == "USER" && IsWord(text, tokens, index + 1, "MAPPING") ? null : name;
            }
        }

        return null;
    }

    private static bool IsWord(ReadOnlySpan<char> text, IReadOnlyList<SqlToken> tokens, int index, string word) =>
        index < tokens.Count && SqlTokens.IsWord(tokens[index], text, word);

    // Without its quotes; a doubled quote inside only doubles a quote in what is looked through.
    private static ReadOnlySpan<char> Inner(ReadOnlySpan<char> literal)
    {
        int start = literal.IndexOfAny('\'', '$');
        if (start < 0)
        {
            return [];
        }

        int open = literal[start] == '\'' ? 1 : literal[(start + 1)..].IndexOf('$') + 2;
        int from = start + open;
        int to = literal.Length - open;
        return to > from ? literal[from..to] : [];
    }
}
