using System.Text;

namespace Furrow.Data;

/// <summary>
/// Line and column of byte offsets that only grow, as a reader of UTF-8 meets them: each byte is looked at once.
/// </summary>
internal sealed class JsonPlaces(ReadOnlyMemory<byte> utf8, TextPlace origin)
{
    private int _offset;
    private int _line = origin.Line;
    private int _column = origin.Column;

    public TextPlace At(long offset)
    {
        ReadOnlySpan<byte> passed = utf8.Span[_offset..(int)offset];
        _offset = (int)offset;
        int lines = passed.Count((byte)'\n');
        if (lines > 0)
        {
            _line += lines;
            _column = 1;
            passed = passed[(passed.LastIndexOf((byte)'\n') + 1)..];
        }

        _column += Encoding.UTF8.GetCharCount(passed);
        return new TextPlace(_line, _column);
    }
}
