namespace Furrow.Sql;

/// <summary>
/// <c>ALTER TYPE … ADD VALUE</c>: PostgreSQL runs it in a transaction, but the new value may not be used there before
/// the commit, even where the type is of the same transaction (https://www.postgresql.org/docs/15/sql-altertype.html).
/// </summary>
public static class EnumAddition
{
    /// <summary>
    /// The first statement that names, in a string of any kind or in COPY's rows, a value that an earlier one adds;
    /// null when there is none. A value that is put together while running is not seen.
    /// </summary>
    public static SqlStatement? FindUse(IReadOnlyList<SqlStatement> statements)
    {
        List<string> added = [];
        foreach (SqlStatement statement in statements)
        {
            if (ReadLabel(statement) is { } label)
            {
                added.Add(label);
            }
            else if (added.Count > 0 && Uses(statement, added))
            {
                return statement;
            }
        }

        return null;
    }

    private static string? ReadLabel(SqlStatement statement)
    {
        if (!statement.StartsWith("ALTER", "TYPE") || !statement.Contains("ADD", "VALUE"))
        {
            return null;
        }

        string text = statement.Text;
        foreach (SqlToken token in statement.ReadTokens())
        {
            if (token.Kind == SqlTokenKind.StringLiteral)
            {
                return Content(token.In(text));
            }
        }

        return null;
    }

    private static bool Uses(SqlStatement statement, List<string> labels)
    {
        string text = statement.Text;
        foreach (SqlToken token in statement.ReadTokens())
        {
            if (token.Kind == SqlTokenKind.StringLiteral && ContainsAny(token.In(text), labels))
            {
                return true;
            }
        }

        return !statement.CopyData.IsEmpty && ContainsAny(statement.CopyData.Span, labels);
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, List<string> labels)
    {
        foreach (string label in labels)
        {
            if (text.Contains(label, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Content(ReadOnlySpan<char> literal)
    {
        int start = literal.IndexOf('\'');
        return literal[(start + 1)..].TrimEnd('\'').ToString();
    }
}
