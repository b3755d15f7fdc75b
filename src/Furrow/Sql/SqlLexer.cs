using System.Diagnostics;

namespace Furrow.Sql;

/// <summary>
/// Cuts SQL text into tokens by the lexical rules of the server itself (PostgreSQL: <c>scan.l</c> with standard
/// conforming strings; SQLite: <c>tokenize.c</c>). Total: any text is cut, what does not end is marked, nothing is
/// thrown. Linear.
/// </summary>
/// <param name="text">The text to cut.</param>
/// <param name="dialect">Whose rules hold.</param>
public ref struct SqlLexer(ReadOnlySpan<char> text, SqlDialect dialect)
{
    private readonly ReadOnlySpan<char> _text = text;
    private bool _isTerminated;

    /// <summary>Where the next token starts.</summary>
    public int Position { get; private set; }

    /// <summary>Plain strings take escapes too: after <c>SET standard_conforming_strings = off</c>.</summary>
    internal bool PlainStringsEscape { get; set; }

    /// <summary>How many characters were looked at so far: the measure that the linear bound is tested with.</summary>
    internal long StepCount { get; private set; }

    /// <summary>Reads the next token; false at the end of the text.</summary>
    public bool Read(out SqlToken token)
    {
        int start = Position;
        if (start >= _text.Length)
        {
            token = default;
            return false;
        }

        _isTerminated = true;
        SqlTokenKind kind = Scan(start, out int end);
        Debug.Assert(end > start && end <= _text.Length, "A token is not empty and lies inside the text.");
        token = new SqlToken(kind, start, end - start, _isTerminated);
        StepCount += end - start;
        Position = end;
        return true;
    }

    /// <summary>Reads the next token that is neither blank nor comment; false at the end of the text.</summary>
    public bool ReadSignificant(out SqlToken token)
    {
        while (Read(out token))
        {
            if (!token.IsTrivia)
                return true;
        }

        return false;
    }

    /// <summary>Goes on at a later position, over text that is not SQL.</summary>
    internal void SkipTo(int position)
    {
        Debug.Assert(position >= Position && position <= _text.Length, "The lexer never goes back.");
        StepCount += position - Position;
        Position = position;
    }

    private SqlTokenKind Scan(int start, out int end)
    {
        char first = _text[start];
        end = start + 1;
        switch (first)
        {
            case ';':
                return SqlTokenKind.Semicolon;
            case '(':
                return SqlTokenKind.OpenParenthesis;
            case ')':
                return SqlTokenKind.CloseParenthesis;
            case '\\':
                return SqlTokenKind.Backslash;
            case '\'':
                end = EndOfPlainString(start + 1);
                return SqlTokenKind.StringLiteral;
            case '"':
            case '`' when dialect.HasBracketNames:
                end = EndOfQuoted(start + 1, first);
                return SqlTokenKind.QuotedIdentifier;
            case '[' when dialect.HasBracketNames:
                end = EndAfter(start + 1, "]");
                return SqlTokenKind.QuotedIdentifier;
            case '$':
                return dialect.HasDollarQuotes ? ScanDollar(start, out end) : ScanNamedParameter(start, out end);
            case '-' when Peek(start + 1) == '-':
                end = EndOfLineComment(start + 2);
                return SqlTokenKind.LineComment;
            case '/' when Peek(start + 1) == '*':
                end = dialect.HasNestedComments ? EndOfNestedComment(start + 2) : EndAfter(start + 2, "*/");
                return SqlTokenKind.BlockComment;
            case '\uFEFF' when start == 0:
                return SqlTokenKind.Whitespace;
        }

        if (IsBlank(first))
            return ScanBlanks(start, out end);
        if (char.IsAsciiDigit(first))
            return ScanNumber(start, out end);
        return IsWordStart(first) ? ScanWord(start, out end) : SqlTokenKind.Symbol;
    }

    private readonly SqlTokenKind ScanBlanks(int start, out int end)
    {
        end = start + 1;
        while (IsBlank(Peek(end)))
            end++;
        return SqlTokenKind.Whitespace;
    }

    private readonly SqlTokenKind ScanNumber(int start, out int end)
    {
        // Letters belong to it (0x1F, 1e5, 1_000); a dollar does not, so that 1$$…$$ still opens a quote.
        end = start + 1;
        while (IsTagPart(Peek(end)) || Peek(end) == '.')
            end++;
        return SqlTokenKind.Number;
    }

    private SqlTokenKind ScanWord(int start, out int end)
    {
        char next = Peek(start + 1);
        switch (char.ToUpperInvariant(_text[start]))
        {
            case 'E' when next == '\'' && dialect.HasEscapeStrings:
                end = EndOfEscapeString(start + 2);
                return SqlTokenKind.StringLiteral;
            case 'N' when next == '\'' && dialect.HasEscapeStrings:
                end = EndOfPlainString(start + 2);
                return SqlTokenKind.StringLiteral;
            case 'B' when next == '\'' && dialect.HasEscapeStrings:
            case 'X' when next == '\'':
                end = EndOfQuoted(start + 2, '\'');
                return SqlTokenKind.StringLiteral;
            case 'U' when next == '&' && dialect.HasEscapeStrings && Peek(start + 2) is '\'' or '"':
                char quote = _text[start + 2];
                end = EndOfQuoted(start + 3, quote);
                return quote == '"' ? SqlTokenKind.QuotedIdentifier : SqlTokenKind.StringLiteral;
        }

        end = start + 1;
        while (IsTagPart(Peek(end)) || Peek(end) == '$')
            end++;
        return SqlTokenKind.Word;
    }

    private readonly SqlTokenKind ScanNamedParameter(int start, out int end)
    {
        end = start + 1;
        while (IsTagPart(Peek(end)) || Peek(end) == '$')
            end++;
        return end > start + 1 ? SqlTokenKind.Parameter : SqlTokenKind.Symbol;
    }

    private SqlTokenKind ScanDollar(int start, out int end)
    {
        end = start + 1;
        if (char.IsAsciiDigit(Peek(end)))
        {
            while (char.IsAsciiDigit(Peek(end)))
                end++;
            return SqlTokenKind.Parameter;
        }

        while (IsTagPart(Peek(end)))
            end++;
        if (Peek(end) == '$')
        {
            // A tag holds no dollar, so candidates for the closing one never overlap: the search is linear.
            end = EndAfter(end + 1, _text[start..(end + 1)]);
            return SqlTokenKind.StringLiteral;
        }

        StepCount += end - start;
        end = start + 1;
        return SqlTokenKind.Symbol;
    }

    private int EndOfPlainString(int from) => PlainStringsEscape ? EndOfEscapeString(from) : EndOfQuoted(from, '\'');

    private int EndOfQuoted(int from, char quote)
    {
        while (IndexOf(from, quote) is var at and >= 0)
        {
            if (Peek(at + 1) != quote)
                return at + 1;
            from = at + 2;
        }

        return Unterminated();
    }

    private int EndOfEscapeString(int from)
    {
        while (from < _text.Length && _text[from..].IndexOfAny('\'', '\\') is var length and >= 0)
        {
            int at = from + length;
            if (_text[at] == '\\' || Peek(at + 1) == '\'')
                from = at + 2;
            else if (FindContinuation(at + 1) is var next and > 0)
                from = next + 1;
            else
                return at + 1;
        }

        return Unterminated();
    }

    /// <summary>
    /// The standard joins literals that a line end separates, and the later parts keep the escapes of the first:
    /// where the next part opens, or -1.
    /// </summary>
    private int FindContinuation(int from)
    {
        int at = from;
        bool hasLineEnd = false;
        while (at < _text.Length)
        {
            if (IsBlank(_text[at]))
                hasLineEnd |= _text[at++] is '\n' or '\r';
            else if (_text[at] == '-' && Peek(at + 1) == '-')
                at = EndOfLineComment(at + 2);
            else
                break;
        }

        StepCount += at - from;
        return hasLineEnd && Peek(at) == '\'' ? at : -1;
    }

    private readonly int EndOfLineComment(int from)
    {
        ReadOnlySpan<char> rest = _text[from..];
        int length = dialect.HasNestedComments ? rest.IndexOfAny('\n', '\r') : rest.IndexOf('\n');
        return length < 0 ? _text.Length : from + length;
    }

    private int EndOfNestedComment(int from)
    {
        int depth = 1;
        while (from < _text.Length && _text[from..].IndexOfAny('*', '/') is var length and >= 0)
        {
            int at = from + length;
            (int change, int width) = (_text[at], Peek(at + 1)) switch
            {
                ('*', '/') => (-1, 2),
                ('/', '*') => (1, 2),
                _ => (0, 1),
            };
            depth += change;
            from = at + width;
            if (depth == 0)
                return from;
        }

        return Unterminated();
    }

    private int EndAfter(int from, ReadOnlySpan<char> closing)
    {
        int length = _text[from..].IndexOf(closing);
        return length < 0 ? Unterminated() : from + length + closing.Length;
    }

    private int Unterminated()
    {
        _isTerminated = false;
        return _text.Length;
    }

    private readonly int IndexOf(int from, char sought)
    {
        int length = from < _text.Length ? _text[from..].IndexOf(sought) : -1;
        return length < 0 ? -1 : from + length;
    }

    // NUL stands for the end; a NUL in the text is no part of any longer token, so the two need no telling apart.
    private readonly char Peek(int at) => at < _text.Length ? _text[at] : '\0';

    private static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    // Both servers take every byte above ASCII for a letter.
    private static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c is '_' or >= '\u0080';

    private static bool IsTagPart(char c) => IsWordStart(c) || char.IsAsciiDigit(c);
}
