using System.Buffers;

namespace Furrow.Data.Cells;

/// <summary>
/// Text in UTF-8, or bytes, one after another. Written in the order of the rows: each row's parts, then
/// <see cref="EndRow"/>, or all of it by <see cref="Append"/>; a row that is to be NULL is ended like any other.
/// </summary>
public sealed class BytesVector : CellVector, IBufferWriter<byte>
{
    private const int ByteCountDefault = 16 * 1024;

    private byte[] _data = [];
    private int[] _ends = [];
    private int _length;
    private int _written;

    /// <summary>Creates an empty one.</summary>
    public BytesVector(CellKind kind)
        : base(kind)
    {
    }

    /// <summary>The bytes of all rows together.</summary>
    public int ByteCount => _length;

    /// <summary>The bytes of all rows, one row after another; valid until the vector is written again.</summary>
    public ReadOnlySpan<byte> AllBytes => _data.AsSpan(0, _length);

    /// <summary>A row's bytes; valid until the vector is written again.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            int start = row == 0 ? 0 : _ends[row - 1];
            return _data.AsSpan(start, _ends[row] - start);
        }
    }

    /// <summary>The next row, whole.</summary>
    public void Append(ReadOnlySpan<byte> value)
    {
        Write(value);
        EndRow();
    }

    /// <summary>A part of the next row.</summary>
    public void Write(ReadOnlySpan<byte> part)
    {
        part.CopyTo(GetSpan(part.Length));
        _length += part.Length;
    }

    /// <summary>Ends a row with what was written since the last one.</summary>
    public void EndRow() => _ends[_written++] = _length;

    /// <inheritdoc />
    public void Advance(int count) => _length += count;

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _data.AsSpan(_length);
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _data.AsMemory(_length);
    }

    private protected override void OnReset(int rowCount)
    {
        _length = 0;
        _written = 0;
        if (_ends.Length < rowCount)
        {
            _ends = new int[Math.Max(rowCount, RowCountDefault)];
        }
    }

    private protected override void GatherValues(CellVector source, ReadOnlySpan<int> rows)
    {
        BytesVector others = (BytesVector)source;
        foreach (int row in rows)
        {
            Append(row < 0 ? [] : others[row]);
        }
    }

    private void Reserve(int byteCount)
    {
        if (_data.Length - _length < byteCount)
        {
            int needed = checked(_length + byteCount);
            Array.Resize(ref _data, Math.Max(Math.Max(needed, ByteCountDefault), (int)Math.Min(
                2L * _data.Length, Array.MaxLength)));
        }
    }
}
