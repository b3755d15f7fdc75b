using System.Text;

namespace Furrow.Sql;

/// <summary>Walks over the significant tokens of a short statement.</summary>
internal ref struct TokenCursor(ReadOnlySpan<char> text, SqlDialect dialect)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly IReadOnlyList<SqlToken> _tokens = SqlTokens.Significant(text, dialect);
    private int _index;

    public readonly bool IsAtEnd => _index >= _tokens.Count;

    /// <summary>Behind the last token taken.</summary>
    public readonly int PreviousEnd => _index == 0 ? 0 : _tokens[_index - 1].End;

    public void Take() => _index++;

    public readonly bool IsWord(string word) => !IsAtEnd && SqlTokens.IsWord(_tokens[_index], _text, word);

    /// <summary>True for a word, or a string in plain quotes, of this value in any case.</summary>
    public readonly bool IsValue(string value) =>
        IsWord(value)
        || (!IsAtEnd && Current is ['\'', .., '\''] && Ascii.EqualsIgnoreCase(Current[1..^1], value));

    public readonly bool IsNumber(string digits) => !IsAtEnd && Current.SequenceEqual(digits);

    public readonly bool IsFollowedBy(char symbol) =>
        _index + 1 < _tokens.Count && _tokens[_index + 1].Kind == SqlTokenKind.Symbol
        && _text[_tokens[_index + 1].Start] == symbol;

    public readonly bool IsFollowedByWord(string word) =>
        _index + 1 < _tokens.Count && SqlTokens.IsWord(_tokens[_index + 1], _text, word);

    public bool TakeWord(string word) => TakeIf(IsWord(word));

    public bool TakeKind(SqlTokenKind kind) => TakeIf(!IsAtEnd && _tokens[_index].Kind == kind);

    public bool TakeSymbol(char symbol) =>
        TakeIf(!IsAtEnd && _tokens[_index].Kind == SqlTokenKind.Symbol && Current[0] == symbol);

    /// <summary>The identifier here as the server will look it up; null where there is none.</summary>
    public string? TakeIdentifier()
    {
        if (IsAtEnd)
            return null;

        ReadOnlySpan<char> raw = Current;
        string? name = _tokens[_index].Kind switch
        {
            // Only ASCII is folded: what else a server folds depends on its encoding, and not in UTF-8.
            SqlTokenKind.Word => string.Create(raw.Length, raw, (to, from) =>
            {
                for (int at = 0; at < from.Length; at++)
                    to[at] = char.IsAsciiLetterUpper(from[at]) ? (char)(from[at] | 0x20) : from[at];
            }),
            SqlTokenKind.QuotedIdentifier when raw[0] == '"' && _tokens[_index].IsTerminated =>
                raw[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal),
            _ => null,
        };
        TakeIf(name is not null);
        return name;
    }

    private readonly ReadOnlySpan<char> Current => _tokens[_index].In(_text);

    private bool TakeIf(bool isTaken)
    {
        if (isTaken)
            _index++;
        return isTaken;
    }
}
