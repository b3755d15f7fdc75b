using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Sqlite;

/// <summary>Names as SQLite sees them: one schema, ASCII letters alike in either case.</summary>
internal static class SqliteName
{
    public const string Schema = "main";

    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    public static ObjectName Of(string table) => new(Schema, table);

    public static string Quote(string name) => SqlDialect.Sqlite.QuoteIdentifier(name);

    /// <summary>Within <c>main</c>, so that a temporary table of the same name is never meant.</summary>
    public static string QuoteInMain(string name) => $"{Schema}.{Quote(name)}";

    /// <summary>What SQLite keeps for itself: sqlite_sequence, sqlite_stat1, automatic indexes.</summary>
    public static bool IsReserved(string name) => name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);
}
