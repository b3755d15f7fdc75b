namespace Furrow.Sql;

/// <summary>Follows one statement at a time and knows whether a semicolon would end it.</summary>
internal abstract class StatementBody
{
    /// <summary>True where a semicolon belongs to the statement.</summary>
    public abstract bool HoldsSemicolons { get; }

    /// <summary>
    /// What was opened and where, for a statement that the file ends inside of; null when nothing is open.
    /// </summary>
    public abstract (string What, int Offset)? Open { get; }

    public static StatementBody For(SqlDialect dialect) =>
        dialect.HasDollarQuotes ? new RoutineBody() : new TriggerBody();

    /// <summary>Forgets everything, before the next statement.</summary>
    public abstract void Reset();

    /// <summary>Takes the statement's next significant token.</summary>
    public abstract void Feed(SqlToken token, ReadOnlySpan<char> text);
}
