using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite;

/// <summary>Takes back what a script may have left in a connection: temporary tables and switches.</summary>
internal static class SessionReset
{
    // What a connection of furrow's begins with; foreign keys are on because the opener says so.
    private static readonly string[] Switches =
    [
        "foreign_keys = ON", "defer_foreign_keys = OFF", "ignore_check_constraints = OFF", "legacy_alter_table = OFF",
        "recursive_triggers = OFF", "writable_schema = OFF", "case_sensitive_like = OFF",
    ];

    public static void Run(SqliteConnection connection)
    {
        // A table takes its triggers and indexes with it.
        foreach (string drop in connection.Query(
            "SELECT type, name FROM temp.sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite#_%' "
                + "ESCAPE '#'",
            row => $"DROP {row.GetString(0)} IF EXISTS temp.{SqliteName.Quote(row.GetString(1))}"))
        {
            connection.Execute(drop);
        }

        foreach (string setting in Switches)
        {
            connection.Execute($"PRAGMA {setting}");
        }
    }
}
