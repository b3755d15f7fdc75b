using System.Text;
using Furrow.Data;

namespace Furrow.Seeds.Content;

/// <summary>A cell of a csv file; quoted empty text is not the same as nothing.</summary>
internal readonly record struct CsvCell(string Text, bool IsQuoted, TextPlace Place);

/// <summary>
/// Cuts csv text into records by RFC 4180: commas, double quotes doubled inside quotes, lines ended by CRLF, LF or CR.
/// Line ends inside quotes stay as they are. What breaks the rules is noted and read on as well as it can be.
/// </summary>
internal sealed class CsvScanner(string text, SeedProblems problems)
{
    private int _offset;
    private int _line = 1;
    private int _lineStart;

    private TextPlace Place => new(_line, _offset - _lineStart + 1);

    private bool IsAtEnd => _offset >= text.Length;

    /// <summary>Passes over blank lines and comment lines.</summary>
    public void SkipHead(char comment)
    {
        while (!IsAtEnd)
        {
            int end = text.AsSpan(_offset).IndexOfAny('\r', '\n');
            ReadOnlySpan<char> line = text.AsSpan(_offset, end < 0 ? text.Length - _offset : end).TrimStart();
            if (!line.IsEmpty && line[0] != comment)
            {
                return;
            }

            _offset = end < 0 ? text.Length : _offset + end;
            TakeLineEnd();
        }
    }

    /// <summary>Reads one record; false at the end of the text. A blank line is a record of one empty cell.</summary>
    public bool Read(List<CsvCell> cells)
    {
        cells.Clear();
        if (IsAtEnd)
        {
            return false;
        }

        cells.Add(ReadCell());
        while (!IsAtEnd && text[_offset] == ',')
        {
            _offset++;
            cells.Add(ReadCell());
        }

        TakeLineEnd();
        return true;
    }

    private CsvCell ReadCell()
    {
        TextPlace place = Place;
        if (!IsAtEnd && text[_offset] == '"')
        {
            return new CsvCell(ReadQuoted(place), true, place);
        }

        int start = _offset;
        SkipToDelimiter();
        string cell = text[start.._offset];
        if (cell.Contains('"', StringComparison.Ordinal))
        {
            problems.Add(
                place,
                "a quote stands inside a cell that does not begin with one",
                "Put the whole cell into quotes and double those inside.");
        }

        return new CsvCell(cell, false, place);
    }

    private string ReadQuoted(TextPlace place)
    {
        StringBuilder? parts = null;
        _offset++;
        while (true)
        {
            int length = text.AsSpan(_offset).IndexOf('"');
            if (length < 0)
            {
                problems.Add(
                    place, "the quote that opens this cell is never closed", "Close it, or double a quote inside.");
                _offset = text.Length;
                return "";
            }

            int start = _offset;
            CountLines(start, length);
            _offset = start + length + 1;
            if (!IsAtEnd && text[_offset] == '"')
            {
                parts = (parts ?? new StringBuilder()).Append(text, start, length + 1);
                _offset++;
                continue;
            }

            if (!IsAtEnd && text[_offset] is not (',' or '\r' or '\n'))
            {
                problems.Add(Place, "text follows the closing quote of a cell", "Double a quote inside quotes.");
                SkipToDelimiter();
            }

            return parts?.Append(text, start, length).ToString() ?? text.Substring(start, length);
        }
    }

    private void SkipToDelimiter()
    {
        int length = text.AsSpan(_offset).IndexOfAny(',', '\r', '\n');
        _offset = length < 0 ? text.Length : _offset + length;
    }

    private void CountLines(int start, int length)
    {
        for (int i = start; i < start + length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _line++;
                _lineStart = i + 1;
            }
        }
    }

    private void TakeLineEnd()
    {
        if (IsAtEnd)
        {
            return;
        }

        _offset += text.AsSpan(_offset).StartsWith("\r\n") ? 2 : 1;
        _line++;
        _lineStart = _offset;
    }
}
