using System.Buffers.Binary;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Loading;

/// <summary>Reads the values of one row after another out of a chunk and binds them.</summary>
internal ref struct RowBinding(ReadOnlySpan<byte> chunk)
{
    private ReadOnlySpan<byte> _left = chunk;

    /// <summary>Binds the next row's values; SQLite's result code.</summary>
    public int Bind(sqlite3_stmt insert, int columnCount)
    {
        for (int place = 1; place <= columnCount; place++)
        {
            int result = BindNext(insert, place);
            if (result != SQLITE_OK)
            {
                return result;
            }
        }

        return SQLITE_OK;
    }

    private int BindNext(sqlite3_stmt insert, int place)
    {
        StoredKind kind = (StoredKind)_left[0];
        _left = _left[StoredCell.KindBytes..];
        switch (kind)
        {
            case StoredKind.Integer:
                return sqlite3_bind_int64(insert, place, BinaryPrimitives.ReadInt64LittleEndian(TakeNumber()));
            case StoredKind.Real:
                return sqlite3_bind_double(insert, place, BinaryPrimitives.ReadDoubleLittleEndian(TakeNumber()));
            case StoredKind.Text:
                ReadOnlySpan<byte> text = TakeBytes();

                // Of nothing there is no address, and what has none is bound as NULL.
                return text.IsEmpty
                    ? sqlite3_bind_text(insert, place, "")
                    : sqlite3_bind_text(insert, place, text);
            case StoredKind.Blob:
                ReadOnlySpan<byte> bytes = TakeBytes();
                return bytes.IsEmpty
                    ? sqlite3_bind_zeroblob(insert, place, 0)
                    : sqlite3_bind_blob(insert, place, bytes);
            default:
                return sqlite3_bind_null(insert, place);
        }
    }

    private ReadOnlySpan<byte> TakeNumber()
    {
        ReadOnlySpan<byte> number = _left[..StoredCell.NumberBytes];
        _left = _left[StoredCell.NumberBytes..];
        return number;
    }

    private ReadOnlySpan<byte> TakeBytes()
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(_left);
        ReadOnlySpan<byte> bytes = _left.Slice(StoredCell.LengthBytes, length);
        _left = _left[(StoredCell.LengthBytes + length)..];
        return bytes;
    }
}
