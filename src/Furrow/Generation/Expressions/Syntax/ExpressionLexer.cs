using Furrow.Errors;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>Cuts a text into tokens from an offset on, up to a <c>}</c> or its end.</summary>
internal sealed class ExpressionLexer(ExpressionText source, int start, ICollection<FurrowException> problems)
{
    private static readonly string[] Symbols =
    [
        "??", "||", "&&", "==", "!=", "<=", ">=", "--", "++", "<<", ">>", "=>", "?.", "<", ">", "+", "-", "*", "/", "%",
        "!", "?", ":", "(", ")", ",", ".", "}",
    ];

    private readonly string _text = source.Text;
    private readonly List<Token> _tokens = [];
    private int _at = start;

    /// <summary>The tokens; the last is the end, which begins at the <c>}</c> or behind the text.</summary>
    public IReadOnlyList<Token> Read()
    {
        while (true)
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }

            if (_at == _text.Length || _text[_at] == '}')
            {
                Add(TokenKind.End, _at, "");
                return _tokens;
            }

            ReadToken(_text[_at]);
        }
    }

    private void ReadToken(char first)
    {
        bool isNumber = char.IsAsciiDigit(first)
            || (first == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]));
        if (isNumber)
        {
            ReadNumber();
        }
        else if (first == '_' || char.IsLetter(first))
        {
            ReadName();
        }
        else if (first is '"' or '\'')
        {
            int begin = _at;
            string text = TextLiteral.Read(source, ref _at, problems);
            _tokens.Add(new Token(TokenKind.Literal, "", text, begin, _at));
        }
        else
        {
            ReadSymbol();
        }
    }

    private void ReadName()
    {
        int begin = _at;
        while (_at < _text.Length && (_text[_at] == '_' || char.IsLetterOrDigit(_text[_at])))
        {
            _at++;
        }

        string name = _text[begin.._at];
        if (name is "true" or "false" or "null")
        {
            _tokens.Add(new Token(TokenKind.Literal, name, name == "null" ? null : name == "true", begin, _at));
            return;
        }

        Add(TokenKind.Name, begin, name);
    }

    private void ReadNumber()
    {
        int begin = _at;
        if (NumberLiteral.Read(_text, ref _at) is { } value)
        {
            _tokens.Add(new Token(TokenKind.Literal, "", value, begin, _at));
            return;
        }

        problems.Add(source.Problem(
            begin,
            $"'{source.Excerpt(begin, _at)}' is no number that can be used here.",
            "Integers have up to 64 bits, decimals up to 28 digits; 1e3 and 1.5d are floating point."));
        _tokens.Add(new Token(TokenKind.Literal, "", 0L, begin, _at));
    }

    private void ReadSymbol()
    {
        int begin = _at;
        string? symbol = Array.Find(
            Symbols, candidate => string.CompareOrdinal(_text, begin, candidate, 0, candidate.Length) == 0);
        if (symbol is not null)
        {
            _at += symbol.Length;
            Add(TokenKind.Symbol, begin, symbol);
            return;
        }

        bool isPair = begin + 1 < _text.Length && char.IsSurrogatePair(_text[begin], _text[begin + 1]);
        _at += isPair ? 2 : 1;
        string found = _text[begin.._at];
        string? hint = found switch
        {
            "=" => "Two values are compared by ==.",
            "&" => "Both are asked for by &&.",
            "|" => "One of two is asked for by ||.",
            "$" or "{" => "Names stand by themselves in an expression: ${row + 1}, not ${${row} + 1}.",
            _ => null,
        };
        problems.Add(source.Problem(begin, $"'{Printable(found)}' has no meaning in an expression.", hint));
    }

    private static string Printable(string found) =>
        char.IsControl(found[0]) || char.IsSurrogate(found, 0) && found.Length == 1 ? $"U+{(int)found[0]:X4}" : found;

    private void Add(TokenKind kind, int begin, string text) => _tokens.Add(new Token(kind, text, null, begin, _at));
}
