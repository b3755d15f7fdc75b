namespace Furrow.Sql;

/// <summary>
/// SQLite: semicolons between BEGIN and END of CREATE [TEMP] TRIGGER do not end the statement. END closes the body only
/// right after a semicolon, which tells it from the END of a CASE and from columns called "end", as SQLite's own
/// <c>sqlite3_complete</c> does.
/// </summary>
internal sealed class TriggerBody : StatementBody
{
    private Prefix _prefix;
    private Place _place;
    private int _bodyOffset;

    private enum Prefix
    {
        Start,
        Explain,
        Query,
        Create,
        Trigger,
        Other,
    }

    private enum Place
    {
        Outside,
        Inside,
        StepStart,
        AfterEnd,
    }

    public override bool HoldsSemicolons => _place is Place.Inside or Place.StepStart;

    public override (string What, int Offset)? Open => HoldsSemicolons ? ("trigger body", _bodyOffset) : null;

    public override void Reset()
    {
        _prefix = Prefix.Start;
        _place = Place.Outside;
    }

    public override void Feed(SqlToken token, ReadOnlySpan<char> text)
    {
        if (_prefix == Prefix.Other)
            return;
        if (_prefix != Prefix.Trigger)
            _prefix = Advance(token, text);
        else if (_place == Place.Outside)
            FeedHead(token, text);
        else if (token.Kind == SqlTokenKind.Semicolon)
            _place = Place.StepStart;
        else
            _place = _place == Place.StepStart && SqlTokens.IsWord(token, text, "END") ? Place.AfterEnd : Place.Inside;
    }

    private void FeedHead(SqlToken token, ReadOnlySpan<char> text)
    {
        if (!SqlTokens.IsWord(token, text, "BEGIN"))
            return;

        _place = Place.StepStart;
        _bodyOffset = token.Start;
    }

    private Prefix Advance(SqlToken token, ReadOnlySpan<char> text)
    {
        bool Is(ReadOnlySpan<char> source, string word) => SqlTokens.IsWord(token, source, word);
        return _prefix switch
        {
            Prefix.Start when Is(text, "EXPLAIN") => Prefix.Explain,
            Prefix.Explain when Is(text, "QUERY") => Prefix.Query,
            Prefix.Query when Is(text, "PLAN") => Prefix.Start,
            Prefix.Start or Prefix.Explain when Is(text, "CREATE") => Prefix.Create,
            Prefix.Create when Is(text, "TEMP") || Is(text, "TEMPORARY") => Prefix.Create,
            Prefix.Create when Is(text, "TRIGGER") => Prefix.Trigger,
            _ => Prefix.Other,
        };
    }
}
