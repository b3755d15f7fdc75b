using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Removal;

/// <summary>
/// Turns triggers and foreign keys off until it is disposed. Unlike the pragma this works inside a transaction; the
/// caller makes sure that every key holds again when they are turned back on.
/// </summary>
internal sealed class EnforcementPause : IDisposable
{
    // https://sqlite.org/c3ref/c_dbconfig_enable_fkey.html
    private const int EnableForeignKeys = 1002;
    private const int EnableTriggers = 1003;

    private readonly SqliteConnection _connection;
    private readonly int _foreignKeys;
    private readonly int _triggers;

    public EnforcementPause(SqliteConnection connection)
    {
        _connection = connection;
        _foreignKeys = Read(EnableForeignKeys);
        _triggers = Read(EnableTriggers);
        Write(EnableForeignKeys, 0);
        Write(EnableTriggers, 0);
    }

    public void Dispose()
    {
        Write(EnableForeignKeys, _foreignKeys);
        Write(EnableTriggers, _triggers);
    }

    private int Read(int option)
    {
        Check(sqlite3_db_config(_connection.Handle, option, -1, out int value));
        return value;
    }

    private void Write(int option, int value) =>
        Check(sqlite3_db_config(_connection.Handle, option, value, out _));

    private void Check(int code)
    {
        if (code != SQLITE_OK)
        {
            throw new SqliteException(sqlite3_errmsg(_connection.Handle).utf8_to_string(), code);
        }
    }
}
