using System.Runtime.InteropServices;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Sqlite.Loading;

/// <summary>Whatever is kept as text.</summary>
internal sealed class StoredText(CellText text) : StoredCell
{
    public override void Bind(CellVector cells) => text.Bind(cells);

    public override void Write(int row, RowChunk chunk)
    {
        if (text.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        int start = chunk.ByteCount;
        TakeBytes(StoredKind.Text, 0, chunk);
        text.Write(row, chunk);
        MemoryMarshal.Write(chunk.From(start + KindBytes), chunk.ByteCount - start - KindBytes - LengthBytes);
    }
}

internal sealed class StoredBytes : StoredCell
{
    private BytesVector _cells = null!;

    public override void Bind(CellVector cells) => _cells = (BytesVector)cells;

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        ReadOnlySpan<byte> bytes = _cells[row];
        bytes.CopyTo(TakeBytes(StoredKind.Blob, bytes.Length, chunk));
    }
}

/// <summary>Text for a column of bytes: bytes where it is written as such, <c>\x</c> and hex digits.</summary>
internal sealed class StoredBytesOfText(CellPlace place) : StoredCell
{
    private BytesVector _cells = null!;

    public override void Bind(CellVector cells)
    {
        _cells = (BytesVector)cells;
        NulCheck.Run(_cells, place);
    }

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        ReadOnlySpan<byte> text = _cells[row];
        if (!text.StartsWith("\\x"u8))
        {
            text.CopyTo(TakeBytes(StoredKind.Text, text.Length, chunk));
            return;
        }

        Span<byte> target = TakeBytes(StoredKind.Blob, (text.Length - 2) / 2, chunk);
        if (text.Length % 2 != 0
            || Convert.FromHexString(text[2..], target, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            throw place.Malformed(System.Text.Encoding.UTF8.GetString(text));
        }
    }
}
