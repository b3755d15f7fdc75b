using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Loading;

/// <summary>What SQLite says about rows that it does not take, in words that show no value.</summary>
internal static class LoadFault
{
    /// <summary>The error to throw; the driver's own where it is about something else than rows.</summary>
    public static Exception Of(ObjectName table, SqliteException exception) => CodeOf(exception) is { } code
        ? BulkRefusal.Of(table, code, SqliteFault.Explain(exception), exception)
        : exception;

    private static string? CodeOf(SqliteException exception) => exception.SqliteExtendedErrorCode switch
    {
        SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY or SQLITE_CONSTRAINT_ROWID =>
            ErrorCode.GenerateConflict,
        _ when exception.SqliteErrorCode is SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_TOOBIG =>
            ErrorCode.ScenarioInvalid,
        _ => null,
    };
}
