using System.Text;

namespace Furrow.Sql;

/// <summary>Looks at the words of a statement, for code that has to recognise a few kinds without a parser.</summary>
public static class SqlTokens
{
    /// <summary>The tokens of a text without blanks and comments.</summary>
    public static IReadOnlyList<SqlToken> Significant(ReadOnlySpan<char> text, SqlDialect dialect)
    {
        List<SqlToken> tokens = [];
        var lexer = new SqlLexer(text, dialect);
        while (lexer.ReadSignificant(out SqlToken token))
            tokens.Add(token);
        return tokens;
    }

    /// <summary>
    /// True when the text begins with these words outside quotes, in any case, whatever blanks and comments.
    /// </summary>
    public static bool StartWith(ReadOnlySpan<char> text, SqlDialect dialect, params ReadOnlySpan<string> words)
    {
        var lexer = new SqlLexer(text, dialect);
        foreach (string word in words)
        {
            if (!lexer.ReadSignificant(out SqlToken token) || !IsWord(token, text, word))
                return false;
        }

        return true;
    }

    /// <summary>
    /// True when these words stand next to one another somewhere in the text, outside quotes and comments.
    /// </summary>
    public static bool Contain(ReadOnlySpan<char> text, SqlDialect dialect, params ReadOnlySpan<string> words)
    {
        var lexer = new SqlLexer(text, dialect);
        while (lexer.ReadSignificant(out SqlToken token))
        {
            if (IsWord(token, text, words[0]) && StartWith(text[token.End..], dialect, words[1..]))
                return true;
        }

        return false;
    }

    /// <summary>
    /// True for a word outside quotes that is <paramref name="word"/> in any case (ASCII only, as in SQL).
    /// </summary>
    public static bool IsWord(SqlToken token, ReadOnlySpan<char> text, string word) =>
        token.Kind == SqlTokenKind.Word && token.Length == word.Length && Ascii.EqualsIgnoreCase(token.In(text), word);
}
