using System.Collections.Immutable;
using System.Text;

namespace Furrow.Seeds.Content;

/// <summary>
/// Reads a reference. Names and values end at the next sign that has a meaning there; in double quotes they may hold
/// anything, a quote itself doubled.
/// </summary>
internal sealed class SeedReferenceParser
{
    private readonly string _text;
    private int _offset;

    private SeedReferenceParser(string text) => _text = text;

    private char Next => _offset < _text.Length ? _text[_offset] : '\0';

    /// <summary>
    /// Reads a reference; where it is none, <paramref name="problem"/> says what was expected and where.
    /// </summary>
    public static SeedReference? Parse(string text, out string? problem)
    {
        SeedReferenceParser parser = new(text);
        try
        {
            problem = null;
            return parser.Read();
        }
        catch (FormatException e)
        {
            problem = $"{e.Message} at character {parser._offset + 1} of the reference {text}";
            return null;
        }
    }

    private SeedReference Read()
    {
        ImmutableArray<string>.Builder table = ImmutableArray.CreateBuilder<string>();
        table.Add(ReadWord(".[", "a table").Text);
        if (Take('.'))
        {
            table.Add(ReadWord(".[", "a table").Text);
        }

        Expect('[', "a table's name");
        ImmutableArray<SeedReferenceKey>.Builder key = ImmutableArray.CreateBuilder<SeedReferenceKey>();
        do
        {
            string column = ReadWord("=,]", "a column").Text;
            if (key.Any(earlier => earlier.Column == column))
            {
                throw new FormatException($"the column {column} stands twice");
            }

            Expect('=', "a column's name");
            (string value, bool isQuoted) = ReadWord(",]", "a value");
            key.Add(new SeedReferenceKey(column, value, isQuoted));
        }
        while (Take(','));

        Expect(']', "a value");
        string? result = Take('.') ? ReadWord("", "a column").Text : null;
        return _offset == _text.Length
            ? new SeedReference(table.DrainToImmutable(), key.DrainToImmutable(), result)
            : throw new FormatException("expected the end");
    }

    private (string Text, bool IsQuoted) ReadWord(string ends, string what)
    {
        SkipBlanks();
        if (Next == '"')
        {
            string quoted = ReadQuoted();
            SkipBlanks();
            return (quoted, true);
        }

        int start = _offset;
        while (_offset < _text.Length && !ends.Contains(_text[_offset], StringComparison.Ordinal))
        {
            _offset++;
        }

        string word = _text[start.._offset].Trim();
        if (word.Length == 0)
        {
            throw new FormatException($"expected {what}");
        }

        return (word, false);
    }

    private string ReadQuoted()
    {
        StringBuilder text = new();
        int start = _offset++;
        while (_offset < _text.Length)
        {
            char c = _text[_offset++];
            if (c == '"' && Next != '"')
            {
                return text.ToString();
            }

            _offset += c == '"' ? 1 : 0;
            text.Append(c);
        }

        _offset = start;
        throw new FormatException("the quote is never closed");
    }

    private bool Take(char sign)
    {
        SkipBlanks();
        if (Next != sign)
        {
            return false;
        }

        _offset++;
        return true;
    }

    private void Expect(char sign, string after)
    {
        if (!Take(sign))
        {
            throw new FormatException($"expected {sign} after {after}");
        }
    }

    private void SkipBlanks()
    {
        while (_offset < _text.Length && char.IsWhiteSpace(_text[_offset]))
        {
            _offset++;
        }
    }
}
