using Furrow.Errors;

namespace Furrow.Sql;

/// <summary>
/// A file of SQL, split. Where there are problems the statements are a best guess and must not be run.
/// </summary>
/// <param name="Text">The text that was split; statements point into it.</param>
/// <param name="Statements">What to run, in order; empty statements are dropped.</param>
/// <param name="Problems">Everything found wrong, by position, at most <see
/// cref="SqlSplitter.ProblemCountMax"/>.</param>
public sealed record SqlScript(
    string Text, IReadOnlyList<SqlStatement> Statements, IReadOnlyList<SqlProblem> Problems)
{
    /// <summary>Throws one error that lists all problems; does nothing where there are none.</summary>
    /// <param name="code">The <see cref="ErrorCode"/> that fits the file's use.</param>
    /// <param name="file">The file, relative to the project; null for text that is no file.</param>
    /// <exception cref="FurrowException">There are problems; the error's place is the first one's.</exception>
    public void ThrowIfProblems(string code, string? file = null)
    {
        if (Problems.Count == 0)
            return;

        SqlProblem first = Problems[0];
        throw new FurrowException(code, first.Message)
        {
            File = file,
            Line = first.Position.Line,
            Column = first.Position.Column,
            Hint = first.Hint,
            Detail = Problems.Count == 1 ? null : string.Join('\n', Problems.Select(Describe)),
        };
    }

    private static string Describe(SqlProblem problem) =>
        $"line {problem.Position.Line}, column {problem.Position.Column}: {problem.Message}";
}
