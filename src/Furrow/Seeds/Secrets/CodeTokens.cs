namespace Furrow.Seeds.Secrets;

/// <summary>
/// Cuts C# into words, strings and signs. No compiler: what does not compile is cut too, and nothing is run.
/// </summary>
internal static class CodeTokens
{
    /// <summary>The tokens without blanks and comments.</summary>
    public static List<CodeToken> Read(string text)
    {
        List<CodeToken> tokens = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            bool isComment = c == '/' && i + 1 < text.Length && (text[i + 1] is '/' or '*');
            if (isComment)
            {
                i = EndOfComment(text, i);
            }
            else if (char.IsLetter(c) || c == '_')
            {
                int start = i;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
                {
                    i++;
                }

                tokens.Add(new CodeToken(CodeTokenKind.Word, text[start..i], start));
            }
            else if (c == '"')
            {
                i = ReadString(text, i, tokens);
            }
            else if (c == '\'')
            {
                i = EndOfQuoted(text, i + 1, '\'');
            }
            else
            {
                if (!char.IsWhiteSpace(c) && !IsPrefix(text, i))
                {
                    tokens.Add(new CodeToken(CodeTokenKind.Sign, c.ToString(), i));
                }

                i++;
            }
        }

        return tokens;
    }

    private static bool IsPrefix(string text, int at) =>
        text[at] is '$' or '@' && at + 1 < text.Length && text[at + 1] is '"' or '$' or '@';

    private static int EndOfComment(string text, int at)
    {
        string end = text[at + 1] == '/' ? "\n" : "*/";
        int found = text.IndexOf(end, at + 2, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + end.Length;
    }

    private static int ReadString(string text, int at, List<CodeToken> tokens)
    {
        int quotes = 0;
        while (at + quotes < text.Length && text[at + quotes] == '"')
        {
            quotes++;
        }

        bool isVerbatim = at > 0 && (text[at - 1] == '@' || (at > 1 && text[at - 1] == '$' && text[at - 2] == '@'));
        bool isHoled = at > 0 && (text[at - 1] == '$' || (at > 1 && text[at - 1] == '@' && text[at - 2] == '$'));
        (int start, int end, int next) = quotes >= 3 && !isVerbatim ? Raw(text, at, quotes)
            : isVerbatim ? Verbatim(text, at)
            : Plain(text, at);
        string inner = text[start..end];
        if (!isHoled || !inner.Contains('{', StringComparison.Ordinal))
        {
            tokens.Add(new CodeToken(CodeTokenKind.Text, inner, at));
        }
        else
        {
            tokens.Add(new CodeToken(CodeTokenKind.Sign, "$", at));
        }

        return next;
    }

    private static (int Start, int End, int Next) Raw(string text, int at, int quotes)
    {
        string mark = new('"', quotes);
        int found = text.IndexOf(mark, at + quotes, StringComparison.Ordinal);
        return found < 0 ? (at + quotes, text.Length, text.Length) : (at + quotes, found, found + quotes);
    }

    private static (int Start, int End, int Next) Plain(string text, int at)
    {
        int next = EndOfQuoted(text, at + 1, '"');
        bool isClosed = next > at + 1 && text[next - 1] == '"';
        return (at + 1, isClosed ? next - 1 : next, next);
    }

    private static (int Start, int End, int Next) Verbatim(string text, int at)
    {
        int i = at + 1;
        while (i < text.Length)
        {
            if (text[i] != '"')
            {
                i++;
            }
            else if (i + 1 < text.Length && text[i + 1] == '"')
            {
                i += 2;
            }
            else
            {
                return (at + 1, i, i + 1);
            }
        }

        return (at + 1, text.Length, text.Length);
    }

    // Behind the closing quote, or where the line ends without one.
    private static int EndOfQuoted(string text, int at, char quote)
    {
        while (at < text.Length && text[at] != '\n')
        {
            if (text[at] == quote)
            {
                return at + 1;
            }

            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at, text.Length);
    }
}
