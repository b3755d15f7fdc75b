using System.Text;

namespace Furrow.Sql;

/// <summary>
/// A statement as a log may show it: on one line, without comments, each literal replaced by <c>?</c>. Where it cannot
/// be told for certain where a literal ends, the rest of the statement is left out.
/// </summary>
public static class StatementText
{
    /// <summary>How many characters are kept, the mark for what is left out not counted.</summary>
    public const int LengthMax = 2000;

    private const string Value = "?";
    private const string LeftOut = " …";

    /// <summary>The statement without its values.</summary>
    public static string WithoutValues(ReadOnlySpan<char> sql, SqlDialect dialect)
    {
        StringBuilder shown = new(Math.Min(sql.Length, LengthMax));
        SqlLexer lexer = new(sql, dialect);
        bool isAfterBlank = false;
        bool isInValues = false;
        while (lexer.Read(out SqlToken token))
        {
            if (token.IsTrivia)
            {
                isAfterBlank = shown.Length > 0;
                continue;
            }

            ReadOnlySpan<char> text = token.In(sql);
            isInValues = IsInValues(token, text, sql, isInValues);
            bool isValue = IsValue(token, text, dialect, isInValues);
            int length = isValue ? Value.Length : text.Length;
            if (shown.Length + length + 1 > LengthMax)
            {
                return shown.Append(LeftOut).ToString();
            }

            shown.Append(isAfterBlank ? " " : "").Append(isValue ? Value : text);
            isAfterBlank = false;
            if (!IsEndCertain(token, text))
            {
                return shown.Append(LeftOut).ToString();
            }
        }

        return shown.ToString();
    }

    private static bool IsValue(SqlToken token, ReadOnlySpan<char> text, SqlDialect dialect, bool isInValues) =>
        token.Kind switch
        {
            SqlTokenKind.StringLiteral or SqlTokenKind.Number => true,
            // SQLite takes a name in double quotes that it does not know for a string.
            SqlTokenKind.QuotedIdentifier => !token.IsTerminated
                || (isInValues && dialect.HasBracketNames && text[0] == '"'),
            _ => false,
        };

    private static bool IsInValues(SqlToken token, ReadOnlySpan<char> text, ReadOnlySpan<char> sql, bool before)
    {
        if (token.Kind != SqlTokenKind.Word)
        {
            return before;
        }

        return SqlTokens.IsWord(token, sql, "VALUES")
            || (before && !text.Equals("ON", StringComparison.OrdinalIgnoreCase)
                && !text.Equals("RETURNING", StringComparison.OrdinalIgnoreCase));
    }

    // With standard_conforming_strings off, a backslash before the quote would have kept the string open.
    private static bool IsEndCertain(SqlToken token, ReadOnlySpan<char> text) => token.IsTerminated
        && !(token.Kind == SqlTokenKind.StringLiteral && text.EndsWith("\\'", StringComparison.Ordinal));
}
