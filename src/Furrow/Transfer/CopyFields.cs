namespace Furrow.Transfer;

/// <summary>Takes the fields of an encoded row of COPY text, one after another.</summary>
internal ref struct CopyFields(ReadOnlySpan<byte> row)
{
    private ReadOnlySpan<byte> _left = row;
    private bool _isOver;

    /// <summary>The next field, still encoded. False behind the last.</summary>
    public bool TryTake(out ReadOnlySpan<byte> field)
    {
        if (_isOver)
        {
            field = default;
            return false;
        }

        // A tab inside a value is written as \t.
        int end = _left.IndexOf((byte)'\t');
        _isOver = end < 0;
        field = _isOver ? _left : _left[..end];
        _left = _isOver ? default : _left[(end + 1)..];
        return true;
    }

    /// <summary>Whether an encoded field is NULL.</summary>
    public static bool IsNull(ReadOnlySpan<byte> field) => field is [(byte)'\\', (byte)'N'];

    /// <summary>
    /// Writes a field without its escapes: those that servers and <see cref="Sql.CopyText"/> write, one letter each.
    /// </summary>
    public static void Decode(ReadOnlySpan<byte> field, RowBuffer target)
    {
        while (field.IndexOf((byte)'\\') is var length and >= 0 && length + 1 < field.Length)
        {
            target.Write(field[..length]);
            target.Write(Unescape(field[length + 1]));
            field = field[(length + 2)..];
        }

        target.Write(field);
    }

    private static byte Unescape(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'v' => (byte)'\v',
        _ => letter,
    };
}
