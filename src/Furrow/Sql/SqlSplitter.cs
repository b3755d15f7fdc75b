namespace Furrow.Sql;

/// <summary>
/// Cuts a file into the statements that a server runs one by one, where the server's own shell would cut it, and
/// reports what only that shell understands. Pure and linear; never throws on any text.
/// </summary>
public static class SqlSplitter
{
    /// <summary>
    /// The most problems that are reported for one text; a file that is no SQL at all would have thousands.
    /// </summary>
    public const int ProblemCountMax = 50;

    /// <summary>Splits a text. Statements and COPY rows are slices of it: nothing is copied here.</summary>
    public static SqlScript Split(string text, SqlDialect dialect) => Split(text, dialect, out _);

    /// <summary>The same of a text that follows another, which left strings as the caller says.</summary>
    internal static SqlScript Split(string text, SqlDialect dialect, bool plainStringsEscape) =>
        new SplitRun(text, dialect) { PlainStringsEscape = plainStringsEscape }.Split();

    /// <summary>The same, and how many characters were looked at.</summary>
    internal static SqlScript Split(string text, SqlDialect dialect, out long stepCount)
    {
        var run = new SplitRun(text, dialect);
        SqlScript script = run.Split();
        stepCount = run.StepCount;
        return script;
    }
}
