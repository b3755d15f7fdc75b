using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Postgres.Loading;

/// <summary>
/// Writes the cells of one column in the form that the type's receive function reads (the server's sources, *_recv),
/// behind their length as COPY's binary format wants it. Belongs to one thread.
/// </summary>
internal abstract class BinaryCell
{
    /// <summary>The bytes of a length.</summary>
    protected const int LengthBytes = 4;

    private const int NullLength = -1;

    /// <summary>Begins with a batch: its vector is read until the next one.</summary>
    public abstract void Bind(CellVector cells);

    /// <summary>Appends a row's cell with its length.</summary>
    public abstract void Write(int row, RowChunk chunk);

    /// <summary>Room for a value of known length, which is written in front.</summary>
    protected static Span<byte> Take(int byteCount, RowChunk chunk)
    {
        Span<byte> target = chunk.Take(LengthBytes + byteCount);
        BinaryPrimitives.WriteInt32BigEndian(target, byteCount);
        return target[LengthBytes..];
    }

    /// <summary>Says how long a value was that began behind <paramref name="start"/>.</summary>
    protected static void EndValue(int start, RowChunk chunk) => BinaryPrimitives.WriteInt32BigEndian(
        chunk.From(start), chunk.ByteCount - start - LengthBytes);

    protected static void WriteNull(RowChunk chunk) =>
        BinaryPrimitives.WriteInt32BigEndian(chunk.Take(LengthBytes), NullLength);
}

/// <summary>A form of a fixed size.</summary>
internal interface IFixedForm<T>
    where T : unmanaged
{
    static abstract int ByteCount { get; }

    /// <summary>Writes a value. False: the type cannot hold it.</summary>
    static abstract bool TryWrite(T value, Span<byte> target);

    /// <summary>How the value is written for people.</summary>
    static abstract CellText Text(CellPlace place);
}

/// <summary>Cells of a fixed size.</summary>
internal sealed class FixedCell<T, TForm>(CellPlace place) : BinaryCell
    where T : unmanaged
    where TForm : struct, IFixedForm<T>
{
    private FixedVector<T> _cells = null!;

    public override void Bind(CellVector cells) => _cells = (FixedVector<T>)cells;

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
        }
        else if (!TForm.TryWrite(_cells.Values[row], Take(TForm.ByteCount, chunk)))
        {
            throw place.OutOfRange(Show(row));
        }
    }

    private string Show(int row)
    {
        RowChunk text = new();
        CellText writer = TForm.Text(place);
        writer.Bind(_cells);
        writer.Write(row, text);
        return System.Text.Encoding.UTF8.GetString(text.Bytes.Span);
    }
}
