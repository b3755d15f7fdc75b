namespace Furrow.Sql;

/// <summary>
/// PostgreSQL: semicolons inside parentheses (CREATE RULE … DO ( …; … )) and inside the BEGIN ATOMIC … END body of
/// CREATE [OR REPLACE] FUNCTION or PROCEDURE do not end a statement. The same heuristic as psql's, except that ATOMIC
/// is asked for, so that a routine may be called "begin", and that labels and qualified names are no keywords.
/// </summary>
internal sealed class RoutineBody : StatementBody
{
    private Prefix _prefix;
    private Word _previous;
    private int _parenthesisDepth;
    private int _parenthesisOffset;
    private int _bodyDepth;
    private int _bodyOffset;

    private enum Prefix
    {
        Start,
        Create,
        Or,
        Replace,
        Routine,
        Other,
    }

    private enum Word
    {
        Other,
        Begin,
        LabelFollows,
    }

    public override bool HoldsSemicolons => _parenthesisDepth > 0 || _bodyDepth > 0;

    public override (string What, int Offset)? Open =>
        _parenthesisDepth > 0 ? ("parenthesis", _parenthesisOffset)
        : _bodyDepth > 0 ? ("BEGIN ATOMIC body", _bodyOffset)
        : null;

    public override void Reset()
    {
        _prefix = Prefix.Start;
        _previous = Word.Other;
        _parenthesisDepth = 0;
        _bodyDepth = 0;
    }

    public override void Feed(SqlToken token, ReadOnlySpan<char> text)
    {
        if (token.Kind == SqlTokenKind.OpenParenthesis && _parenthesisDepth++ == 0)
            _parenthesisOffset = token.Start;
        else if (token.Kind == SqlTokenKind.CloseParenthesis && _parenthesisDepth > 0)
            _parenthesisDepth--;

        if (_prefix == Prefix.Routine)
            FeedRoutine(token, text);
        else if (_prefix != Prefix.Other)
            _prefix = Advance(token, text);
    }

    private Prefix Advance(SqlToken token, ReadOnlySpan<char> text)
    {
        bool Is(ReadOnlySpan<char> source, string word) => SqlTokens.IsWord(token, source, word);
        return _prefix switch
        {
            Prefix.Start when Is(text, "CREATE") => Prefix.Create,
            Prefix.Create when Is(text, "OR") => Prefix.Or,
            Prefix.Or when Is(text, "REPLACE") => Prefix.Replace,
            Prefix.Create or Prefix.Replace when Is(text, "FUNCTION") || Is(text, "PROCEDURE") => Prefix.Routine,
            _ => Prefix.Other,
        };
    }

    private void FeedRoutine(SqlToken token, ReadOnlySpan<char> text)
    {
        bool isName = _previous == Word.LabelFollows;
        if (_bodyDepth == 0)
        {
            if (_previous == Word.Begin && _parenthesisDepth == 0 && SqlTokens.IsWord(token, text, "ATOMIC"))
            {
                _bodyDepth = 1;
                _bodyOffset = token.Start;
            }
        }
        else if (!isName && SqlTokens.IsWord(token, text, "CASE"))
        {
            _bodyDepth++;
        }
        else if (!isName && SqlTokens.IsWord(token, text, "END"))
        {
            _bodyDepth--;
        }

        _previous = SqlTokens.IsWord(token, text, "BEGIN") ? Word.Begin
            : IsBeforeName(token, text) ? Word.LabelFollows
            : Word.Other;
    }

    // t.end and "AS end" are names although END is a reserved word.
    private static bool IsBeforeName(SqlToken token, ReadOnlySpan<char> text) =>
        (token.Kind == SqlTokenKind.Symbol && text[token.Start] == '.') || SqlTokens.IsWord(token, text, "AS");
}
