namespace Furrow.Data.Cells;

/// <summary>
/// Encoded rows one after another: filled on one thread, sent by another, and used again. Grows to the size of what is
/// put into it and keeps that, unless one exceptional filling made it very large.
/// </summary>
public sealed class RowChunk
{
    private const int ByteCountDefault = 256 * 1024;
    private const int KeptByteCountMax = 8 * 1024 * 1024;

    private byte[] _bytes = new byte[ByteCountDefault];

    /// <summary>How many bytes there are.</summary>
    public int ByteCount { get; private set; }

    /// <summary>How many rows the bytes hold.</summary>
    public int RowCount { get; private set; }

    /// <summary>The bytes; valid until the chunk is written again.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, ByteCount);

    /// <summary>Room for so many bytes more, which count as written; what they hold is without meaning.</summary>
    public Span<byte> Take(int byteCount)
    {
        int start = ByteCount;
        if (_bytes.Length - start < byteCount)
        {
            Grow(byteCount);
        }

        ByteCount = start + byteCount;
        return _bytes.AsSpan(start, byteCount);
    }

    /// <summary>Bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>What was written from a place on, to look at and to change.</summary>
    public Span<byte> From(int start) => _bytes.AsSpan(start, ByteCount - start);

    /// <summary>Takes back what was written behind a place.</summary>
    public void CutTo(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)byteCount, (uint)ByteCount, nameof(byteCount));
        ByteCount = byteCount;
    }

    /// <summary>Says that so many rows more are complete.</summary>
    public void AddRows(int rowCount) => RowCount += rowCount;

    /// <summary>Begins anew, without rows.</summary>
    public void Clear()
    {
        ByteCount = 0;
        RowCount = 0;
        if (_bytes.Length > KeptByteCountMax)
        {
            _bytes = new byte[ByteCountDefault];
        }
    }

    private void Grow(int byteCount)
    {
        long needed = (long)ByteCount + byteCount;
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException("The rows of one chunk take more than 2 GB: encode fewer at a time.");
        }

        Array.Resize(ref _bytes, (int)Math.Min(Math.Max(needed, 2L * _bytes.Length), Array.MaxLength));
    }
}
