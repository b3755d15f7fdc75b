using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Furrow.Data;

/// <summary>
/// PostgreSQL's array literal (manual, §8.15.2 and §8.15.6): <c>{a,"b c",NULL,{d}}</c>, in front of it perhaps the
/// bounds <c>[0:2]=</c>.
/// </summary>
internal sealed class ArrayLiteral
{
    private const int DepthMax = 6;

    private static readonly SearchValues<char> BoundsCharacters = SearchValues.Create("[]:+-0123456789");
    private static readonly SearchValues<char> Quotable = SearchValues.Create("{}\",\\ \t\r\n\v\f");

    private readonly string _text;
    private readonly TextPlace _place;
    private int _offset;

    private ArrayLiteral(string text, TextPlace place)
    {
        _text = text;
        _place = place;
    }

    private char Next => _offset < _text.Length ? _text[_offset] : '\0';

    /// <summary>How long the bounds at the head of a literal are; 0 without any.</summary>
    public static int BoundsLength(string text)
    {
        int equals = text.IndexOf("={", StringComparison.Ordinal);
        bool isBounds = equals > 2 && text[0] == '[' && text[equals - 1] == ']'
            && text.AsSpan(0, equals).IndexOfAnyExcept(BoundsCharacters) < 0;
        return isBounds ? equals + 1 : 0;
    }

    /// <summary>Reads a literal without bounds; null when it is none.</summary>
    public static ListValue? Read(string text, TextPlace place)
    {
        ArrayLiteral literal = new(text, place);
        ListValue? list = literal.Next == '{' ? literal.ReadList(1) : null;
        return literal._offset == text.Length ? list : null;
    }

    /// <summary>One element as it stands in a literal.</summary>
    public static void Append(StringBuilder literal, string? element)
    {
        if (element is null)
        {
            literal.Append("NULL");
            return;
        }

        bool isPlain = element.Length > 0
            && element.AsSpan().IndexOfAny(Quotable) < 0
            && !string.Equals(element, "NULL", StringComparison.OrdinalIgnoreCase);
        if (isPlain)
        {
            literal.Append(element);
            return;
        }

        literal.Append('"');
        foreach (char c in element)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\');
            }

            literal.Append(c);
        }

        literal.Append('"');
    }

    private ListValue? ReadList(int depth)
    {
        ImmutableArray<SeedValue>.Builder items = ImmutableArray.CreateBuilder<SeedValue>();
        _offset++;
        SkipBlanks();
        if (Next == '}')
        {
            _offset++;
            return new ListValue([], _place);
        }

        while (true)
        {
            SkipBlanks();
            SeedValue? item = Next switch
            {
                '{' => depth < DepthMax ? ReadList(depth + 1) : null,
                '"' => ReadQuoted(),
                _ => ReadPlain(),
            };
            if (item is null)
            {
                return null;
            }

            items.Add(item);
            SkipBlanks();
            switch (Next)
            {
                case ',':
                    _offset++;
                    break;
                case '}':
                    _offset++;
                    return new ListValue(items.DrainToImmutable(), _place);
                default:
                    return null;
            }
        }
    }

    private QuotedText? ReadQuoted()
    {
        StringBuilder text = new();
        _offset++;
        while (_offset < _text.Length)
        {
            char c = _text[_offset++];
            if (c == '"')
            {
                return new QuotedText(text.ToString(), _place);
            }

            if (c == '\\')
            {
                if (_offset == _text.Length)
                {
                    return null;
                }

                c = _text[_offset++];
            }

            text.Append(c);
        }

        return null;
    }

    // Blanks inside an element belong to it, blanks after it do not; a backslash makes the next character a letter.
    private SeedValue? ReadPlain()
    {
        StringBuilder text = new();
        int lengthMin = 0;
        while (_offset < _text.Length && _text[_offset] is not (',' or '}' or '{' or '"'))
        {
            char c = _text[_offset++];
            bool isEscaped = c == '\\' && _offset < _text.Length;
            text.Append(isEscaped ? _text[_offset++] : c);
            lengthMin = isEscaped ? text.Length : lengthMin;
        }

        string word = text.ToString();
        word = word[..lengthMin] + word[lengthMin..].TrimEnd();
        return word.Length == 0 ? null
            : lengthMin == 0 && string.Equals(word, "NULL", StringComparison.OrdinalIgnoreCase) ? new NullValue(_place)
            : new PlainText(word, _place);
    }

    private void SkipBlanks()
    {
        while (_offset < _text.Length && char.IsWhiteSpace(_text[_offset]))
        {
            _offset++;
        }
    }
}
