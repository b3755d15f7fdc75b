using Furrow.Providers;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Furrow.Sqlite.Opening;

/// <summary>
/// Has SQLite itself say which statements a connection ran; their text is as prepared, with parameters not filled in.
/// </summary>
internal static class StatementProfile
{
    private static readonly string[] WritingVerbs = ["INSERT", "UPDATE", "DELETE", "REPLACE"];

    /// <summary>Follows an open connection to its end, or until another hook takes this one's place.</summary>
    public static void Follow(SqliteConnection connection, StatementTrace trace) => sqlite3_profile(
        connection.Handle,
        (delegate_profile)((_, sql, ns) => Tell(connection, trace, sql.utf8_to_string(), ns)),
        null);

    /// <summary>Tells of one statement that has just ended.</summary>
    public static void Tell(SqliteConnection connection, StatementTrace trace, string statement, long nanoseconds) =>
        trace.Tell(
            statement,
            TimeSpan.FromMicroseconds(nanoseconds / 1000),
            Writes(statement) ? sqlite3_changes(connection.Handle) : null);

    // SQLite keeps the count of the last statement that wrote, whatever ran since.
    private static bool Writes(string statement) =>
        WritingVerbs.Contains(Catalog.SqlTokenizer.FirstWord(statement), StringComparer.Ordinal);
}
