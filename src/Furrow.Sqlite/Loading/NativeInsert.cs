using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Furrow.Sqlite.Loading;

/// <summary>
/// A prepared INSERT, and the functions that a load calls a dozen times a row, taken from the very library that the
/// driver uses: past its wrappers, which copy every text and count references to the statement at every call.
/// </summary>
internal sealed unsafe class NativeInsert : IDisposable
{
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, long, int> _bindInteger;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, double, int> _bindReal;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, int> _bindNull;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int> _bindText;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int> _bindBlob;
    private readonly delegate* unmanaged<nint, int> _step;
    private readonly delegate* unmanaged<nint, int> _reset;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;

    public NativeInsert(SqliteConnection connection, string sql)
    {
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(connection.Handle, sql, out _statement), connection.Handle);
        _handle = _statement.DangerousGetHandle();
        nint library = NativeLibrary.Load(
            raw.GetNativeLibraryName(), typeof(SQLite3Provider_e_sqlite3).Assembly, searchPath: null);
        _bindInteger = (delegate* unmanaged[SuppressGCTransition]<nint, int, long, int>)
            NativeLibrary.GetExport(library, "sqlite3_bind_int64");
        _bindReal = (delegate* unmanaged[SuppressGCTransition]<nint, int, double, int>)
            NativeLibrary.GetExport(library, "sqlite3_bind_double");
        _bindNull = (delegate* unmanaged[SuppressGCTransition]<nint, int, int>)
            NativeLibrary.GetExport(library, "sqlite3_bind_null");
        _bindText = (delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int>)
            NativeLibrary.GetExport(library, "sqlite3_bind_text");
        _bindBlob = (delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int>)
            NativeLibrary.GetExport(library, "sqlite3_bind_blob");
        _step = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_step");
        _reset = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "sqlite3_reset");
    }

    public int BindInteger(int place, long value) => _bindInteger(_handle, place, value);

    public int BindReal(int place, double value) => _bindReal(_handle, place, value);

    public int BindNull(int place) => _bindNull(_handle, place);

    /// <summary>Binds UTF-8 that stays where it is until the statement has run (SQLITE_STATIC).</summary>
    public int BindText(int place, byte* text, int byteCount) => _bindText(_handle, place, text, byteCount, 0);

    /// <summary>Binds bytes that stay where they are until the statement has run.</summary>
    public int BindBlob(int place, byte* bytes, int byteCount) => _bindBlob(_handle, place, bytes, byteCount, 0);

    public int Step()
    {
        int result = _step(_handle);
        GC.KeepAlive(_statement);
        return result;
    }

    public int Reset() => _reset(_handle);

    public void Dispose() => _statement.Dispose();
}
