namespace Furrow.Sql;

/// <summary>Statements that change the session rather than the database: a new session needs them again.</summary>
public static class SessionStatement
{
    /// <summary>Whether a statement sets the session up and changes nothing that stays.</summary>
    public static bool Is(SqlStatement statement) => statement.Dialect.HasCopy
        ? (statement.StartsWith("SET") && !statement.StartsWith("SET", "LOCAL")
                && !statement.StartsWith("SET", "CONSTRAINTS") && !statement.StartsWith("SET", "TRANSACTION"))
            || statement.StartsWith("RESET")
        : statement.StartsWith("ATTACH") || statement.StartsWith("DETACH")
            || (statement.StartsWith("PRAGMA") && !statement.Contains("journal_mode")
                && !statement.Contains("wal_checkpoint"));

    /// <summary>
    /// SQLite's switch for foreign keys, which a transaction cannot turn: around every change of definitions furrow
    /// turns them off itself and checks them before the commit, as this statement is there for.
    /// </summary>
    public static bool IsForeignKeySwitch(SqlStatement statement) =>
        !statement.Dialect.HasCopy && statement.StartsWith("PRAGMA", "foreign_keys");
}
