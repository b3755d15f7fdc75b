using System.Runtime.InteropServices;
using Furrow.Data.Cells;

namespace Furrow.Sqlite.Loading;

/// <summary>Which of SQLite's five kinds of value follows in a chunk.</summary>
internal enum StoredKind : byte
{
    /// <summary>Nothing follows.</summary>
    Null,

    /// <summary>64 bits.</summary>
    Integer,

    /// <summary>64 bits.</summary>
    Real,

    /// <summary>A length of 32 bits and UTF-8.</summary>
    Text,

    /// <summary>A length of 32 bits and bytes.</summary>
    Blob,
}

/// <summary>
/// Writes the cells of one column as what SQLite is to store, the same that <see cref="Rows.SqliteValue"/> makes of
/// seeds: a byte for the kind, then the value. Belongs to one thread.
/// </summary>
internal abstract class StoredCell
{
    public const int KindBytes = 1;
    public const int NumberBytes = 8;
    public const int LengthBytes = 4;

    /// <summary>Begins with a batch: its vector is read until the next one.</summary>
    public abstract void Bind(CellVector cells);

    /// <summary>Appends a row's cell.</summary>
    public abstract void Write(int row, RowChunk chunk);

    protected static void WriteNull(RowChunk chunk) => chunk.Take(KindBytes)[0] = (byte)StoredKind.Null;

    public static void WriteInteger(long value, RowChunk chunk)
    {
        Span<byte> target = chunk.Take(KindBytes + NumberBytes);
        target[0] = (byte)StoredKind.Integer;
        MemoryMarshal.Write(target[KindBytes..], value);
    }

    public static void WriteReal(double value, RowChunk chunk)
    {
        Span<byte> target = chunk.Take(KindBytes + NumberBytes);
        target[0] = (byte)StoredKind.Real;
        MemoryMarshal.Write(target[KindBytes..], value);
    }

    /// <summary>Room for text or bytes, which are copied there.</summary>
    protected static Span<byte> TakeBytes(StoredKind kind, int byteCount, RowChunk chunk)
    {
        Span<byte> target = chunk.Take(KindBytes + LengthBytes + byteCount);
        target[0] = (byte)kind;
        MemoryMarshal.Write(target[KindBytes..], byteCount);
        return target[(KindBytes + LengthBytes)..];
    }
}

/// <summary>Cells of a fixed size.</summary>
internal abstract class StoredFixed<T> : StoredCell
    where T : unmanaged
{
    private FixedVector<T> _cells = null!;

    public sealed override void Bind(CellVector cells) => _cells = (FixedVector<T>)cells;

    public sealed override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
        }
        else
        {
            WriteValue(_cells.Values[row], chunk);
        }
    }

    protected abstract void WriteValue(T value, RowChunk chunk);
}
