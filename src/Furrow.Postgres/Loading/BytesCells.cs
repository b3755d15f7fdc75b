using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Postgres.Loading;

/// <summary>Text as it is: of every type whose binary form is its text.</summary>
internal sealed class TextCell(CellPlace place) : BinaryCell
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
        text.CopyTo(Take(text.Length, chunk));
    }
}

/// <summary>jsonb: the version of its binary form, then the text.</summary>
internal sealed class JsonbCell(CellPlace place) : BinaryCell
{
    private const byte Version = 1;

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
        Span<byte> target = Take(1 + text.Length, chunk);
        target[0] = Version;
        text.CopyTo(target[1..]);
    }
}

internal sealed class BytesCell : BinaryCell
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
        bytes.CopyTo(Take(bytes.Length, chunk));
    }
}

/// <summary>Values of any kind for a column of text: their canonical text.</summary>
internal sealed class WrittenCell(CellText text) : BinaryCell
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
        chunk.Take(LengthBytes);
        text.Write(row, chunk);
        EndValue(start, chunk);
    }
}

/// <summary>What a text says, in a form of few bytes that is read out of it.</summary>
internal interface ITextForm
{
    static abstract int ByteCountMax(int textLength);

    /// <summary>Writes the form and says how long it is. False: the text is none of the type's.</summary>
    static abstract bool TryWrite(ReadOnlySpan<byte> text, Span<byte> target, out int byteCount);
}

internal sealed class ParsedCell<TForm>(CellPlace place) : BinaryCell
    where TForm : struct, ITextForm
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

        int start = chunk.ByteCount;
        ReadOnlySpan<byte> text = _cells[row];
        Span<byte> target = Take(TForm.ByteCountMax(text.Length), chunk);
        if (!TForm.TryWrite(text, target, out int byteCount))
        {
            throw place.Malformed(System.Text.Encoding.UTF8.GetString(text));
        }

        chunk.CutTo(start + LengthBytes + byteCount);
        BinaryPrimitives.WriteInt32BigEndian(chunk.From(start), byteCount);
    }
}
