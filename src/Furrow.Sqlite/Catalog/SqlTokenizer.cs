namespace Furrow.Sqlite.Catalog;

/// <summary>
/// Cuts SQL into tokens as SQLite's own tokenizer does (https://sqlite.org/lang_keywords.html, tokenize.c): four ways
/// to quote a name, comments that may stay open, no escapes but doubled quotes. Operators come apart into characters,
/// which the definitions read here never need whole.
/// </summary>
internal static class SqlTokenizer
{
    public static List<SqlToken> Tokenize(string sql)
    {
        List<SqlToken> tokens = [];
        int position = 0;
        SqlToken token;
        do
        {
            token = Next(sql, ref position);
            tokens.Add(token);
        }
        while (token.Kind != SqlTokenKind.End);

        return tokens;
    }

    /// <summary>The first word of a statement in upper case; empty when it begins with anything else.</summary>
    public static string FirstWord(string sql)
    {
        int position = 0;
        SqlToken token = Next(sql, ref position);
        return token.Kind == SqlTokenKind.Word ? token.Value.ToUpperInvariant() : "";
    }

    /// <summary>The token at or after a position, which moves behind it.</summary>
    public static SqlToken Next(string sql, ref int position)
    {
        SkipSpace(sql, ref position);
        int start = position;
        if (start >= sql.Length)
        {
            return new SqlToken(SqlTokenKind.End, "", sql.Length, sql.Length);
        }

        char first = sql[start];
        (SqlTokenKind kind, string value) = first switch
        {
            '\'' => (SqlTokenKind.Text, Quoted(sql, ref position, '\'')),
            '"' or '`' => (SqlTokenKind.QuotedName, Quoted(sql, ref position, first)),
            '[' => (SqlTokenKind.QuotedName, Bracketed(sql, ref position)),
            _ when IsNameStart(first) => (SqlTokenKind.Word, While(sql, ref position, IsNamePart)),
            _ when char.IsAsciiDigit(first) => (SqlTokenKind.Number, While(sql, ref position, IsNumberPart)),
            _ => (SqlTokenKind.Symbol, sql.Substring(position++, 1)),
        };
        return new SqlToken(kind, value, start, position);
    }

    private static void SkipSpace(string sql, ref int position)
    {
        while (position < sql.Length)
        {
            if (char.IsWhiteSpace(sql[position]) || sql[position] == '\uFEFF')
            {
                position++;
            }
            else if (sql.AsSpan(position).StartsWith("--"))
            {
                int end = sql.IndexOf('\n', position);
                position = end < 0 ? sql.Length : end + 1;
            }
            else if (sql.AsSpan(position).StartsWith("/*"))
            {
                int end = sql.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? sql.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private static string Quoted(string sql, ref int position, char quote)
    {
        int start = ++position;
        while (position < sql.Length)
        {
            if (sql[position] != quote)
            {
                position++;
            }
            else if (position + 1 < sql.Length && sql[position + 1] == quote)
            {
                position += 2;
            }
            else
            {
                string doubled = new(quote, 2);
                return sql[start..position++].Replace(doubled, quote.ToString(), StringComparison.Ordinal);
            }
        }

        return sql[start..];
    }

    private static string Bracketed(string sql, ref int position)
    {
        int start = position + 1;
        int end = sql.IndexOf(']', start);
        position = end < 0 ? sql.Length : end + 1;
        return sql[start..(end < 0 ? sql.Length : end)];
    }

    private static string While(string sql, ref int position, Func<char, bool> belongs)
    {
        int start = position;
        while (position < sql.Length && belongs(sql[position]))
        {
            position++;
        }

        return sql[start..position];
    }

    // SQLite takes every byte above 127 for a letter.
    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c > '\x7f';

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    private static bool IsNumberPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_';
}
