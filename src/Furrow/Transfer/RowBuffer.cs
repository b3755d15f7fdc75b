namespace Furrow.Transfer;

/// <summary>
/// Bytes that are put together piece by piece, most of them a few bytes long: cheaper at that than a writer behind an
/// interface.
/// </summary>
public sealed class RowBuffer
{
    private const int BytesMin = 1 << 12;

    private byte[] _bytes;

    /// <summary>An empty one with room for some bytes; it grows.</summary>
    public RowBuffer(int bytes = BytesMin) => _bytes = new byte[Math.Max(bytes, BytesMin)];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes, until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Adds bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Adds a byte.</summary>
    public void Write(byte value)
    {
        if (Length == _bytes.Length)
        {
            Grow(1);
        }

        _bytes[Length++] = value;
    }

    /// <summary>Forgets the bytes and keeps the room.</summary>
    public void Clear() => Length = 0;

    private void Grow(int more) =>
        Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)Length + more)));
}
