using System.Globalization;
using System.Text;
using Furrow.Sql;

namespace Furrow.Scenarios.Checks;

/// <summary>Walks over the tokens of a check, and knows where each parenthesis closes.</summary>
internal sealed class CheckTokens
{
    private static readonly string[] TypeWords = ["varying", "precision", "with", "without", "time", "zone"];

    private readonly string _text;
    private readonly IReadOnlyList<SqlToken> _tokens;
    private readonly int[] _closings;
    private int _index;

    public CheckTokens(string text, SqlDialect dialect)
    {
        (_text, _tokens) = (text, SqlTokens.Significant(text, dialect));
        _closings = new int[_tokens.Count];
        Stack<int> open = [];
        for (int place = 0; place < _tokens.Count; place++)
        {
            _closings[place] = -1;
            if (_tokens[place].Kind == SqlTokenKind.OpenParenthesis)
            {
                open.Push(place);
            }
            else if (_tokens[place].Kind == SqlTokenKind.CloseParenthesis && open.TryPop(out int opening))
            {
                _closings[opening] = place;
            }
        }
    }

    /// <summary>Whether all of it is taken.</summary>
    public bool IsAtEnd => _index >= _tokens.Count;

    /// <summary>Whether a parenthesis opens here.</summary>
    public bool IsGroup => Kind == SqlTokenKind.OpenParenthesis;

    private SqlTokenKind? Kind => IsAtEnd ? null : _tokens[_index].Kind;

    private ReadOnlySpan<char> Current => _tokens[_index].In(_text);

    public bool TakeWord(string word)
    {
        bool isTaken = !IsAtEnd && SqlTokens.IsWord(_tokens[_index], _text, word);
        _index += isTaken ? 1 : 0;
        return isTaken;
    }

    public bool TakeSymbol(char symbol)
    {
        bool isTaken = Kind == SqlTokenKind.Symbol && Current[0] == symbol;
        _index += isTaken ? 1 : 0;
        return isTaken;
    }

    /// <summary>
    /// Reads what stands in parentheses; null where that is not all of it, and then it is passed over. False where no
    /// parenthesis opens here, or it never closes.
    /// </summary>
    public bool TakeGroup<T>(Func<T?> read, out T? found)
        where T : class
    {
        found = null;
        int closing = IsGroup ? _closings[_index] : -1;
        if (closing < 0)
        {
            return false;
        }

        _index++;
        found = read();
        found = _index == closing ? found : null;
        _index = closing + 1;
        return true;
    }

    /// <summary>A number without its sign; null where there is none that a decimal holds.</summary>
    public decimal? TakeNumber()
    {
        if (Kind != SqlTokenKind.Number
            || !decimal.TryParse(Current, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return null;
        }

        _index++;
        return number;
    }

    /// <summary>Whether a string stands here; its text is null where escapes stand in it.</summary>
    public bool TakeString(out string? text)
    {
        text = null;
        if (Kind != SqlTokenKind.StringLiteral)
        {
            return false;
        }

        if (_tokens[_index].IsTerminated && Current is ['\'', .., '\''])
        {
            text = Current[1..^1].ToString().Replace("''", "'", StringComparison.Ordinal);
        }

        _index++;
        return true;
    }

    /// <summary>An identifier without its quotes; null where there is none.</summary>
    public string? TakeName()
    {
        string? name = Kind switch
        {
            SqlTokenKind.Word => Current.ToString(),
            SqlTokenKind.QuotedIdentifier when _tokens[_index].IsTerminated && Current.Length > 1 => Current[0] switch
            {
                '"' => Current[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal),
                '`' => Current[1..^1].ToString().Replace("``", "`", StringComparison.Ordinal),
                '[' => Current[1..^1].ToString(),
                _ => null,
            },
            _ => null,
        };
        _index += name is null ? 0 : 1;
        return name;
    }

    /// <summary>A comparison; null where there is none.</summary>
    public CheckComparison? TakeComparison()
    {
        CheckComparison? found = Symbols() switch
        {
            "=" or "==" => CheckComparison.Equal,
            "<>" or "!=" => CheckComparison.NotEqual,
            "<" => CheckComparison.Less,
            "<=" => CheckComparison.LessOrEqual,
            ">" => CheckComparison.Greater,
            ">=" => CheckComparison.GreaterOrEqual,
            _ => null,
        };
        _index += found is null ? 0 : Symbols().Length;
        return found;
    }

    /// <summary><c>::type</c>; null where none stands here.</summary>
    public CheckCast? TakeCast()
    {
        if (Symbols() != "::")
        {
            return null;
        }

        _index += 2;
        StringBuilder name = new(TakeName()?.ToLowerInvariant() ?? "?");
        while (TakeSymbol('.'))
        {
            name.Append('.').Append(TakeName());
        }

        while (TypeWords.FirstOrDefault(TakeWord) is { } word)
        {
            name.Append(' ').Append(word);
        }

        bool hasModifier = TakeGroup<object>(() => null, out _);
        bool isArray = false;
        while (TakeSymbol('['))
        {
            isArray = true;
            TakeSymbol(']');
        }

        return new CheckCast(name.ToString(), hasModifier, isArray);
    }

    // The run of operator characters that stand here without a gap; a sign before a number is not part of it.
    private string Symbols()
    {
        int end = _index;
        while (end < _tokens.Count && _tokens[end].Kind == SqlTokenKind.Symbol
            && "<>=!:~@#%^&|?/*+".Contains(_text[_tokens[end].Start], StringComparison.Ordinal)
            && (end == _index || _tokens[end].Start == _tokens[end - 1].End))
        {
            end++;
        }

        return end == _index ? "" : _text[_tokens[_index].Start.._tokens[end - 1].End];
    }
}
