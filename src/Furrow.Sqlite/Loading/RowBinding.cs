using System.Runtime.CompilerServices;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Loading;

/// <summary>
/// Reads the values of one row after another out of a chunk, which does not move meanwhile, and binds them where they
/// lie.
/// </summary>
internal unsafe ref struct RowBinding(byte* chunk)
{
    private byte* _next = chunk;

    /// <summary>Binds the next row's values; SQLite's result code.</summary>
    public int Bind(NativeInsert insert, int columnCount)
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

    private int BindNext(NativeInsert insert, int place)
    {
        StoredKind kind = (StoredKind)(*_next);
        byte* value = _next + StoredCell.KindBytes;
        switch (kind)
        {
            case StoredKind.Integer:
                _next = value + StoredCell.NumberBytes;
                return insert.BindInteger(place, Unsafe.ReadUnaligned<long>(value));
            case StoredKind.Real:
                _next = value + StoredCell.NumberBytes;
                return insert.BindReal(place, Unsafe.ReadUnaligned<double>(value));
            case StoredKind.Text or StoredKind.Blob:
                int byteCount = Unsafe.ReadUnaligned<int>(value);
                value += StoredCell.LengthBytes;
                _next = value + byteCount;
                return kind == StoredKind.Text
                    ? insert.BindText(place, value, byteCount)
                    : insert.BindBlob(place, value, byteCount);
            default:
                _next = value;
                return insert.BindNull(place);
        }
    }
}
