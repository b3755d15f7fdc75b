using Furrow.Errors;

namespace Furrow.Scripting.Compiling;

/// <summary>Something wrong in a source file; line and column from 1.</summary>
internal sealed record SourceProblem(string File, int Line, int Column, string Message);

/// <summary>Tells all that is wrong with a script's sources at once.</summary>
internal static class SourceProblems
{
    private const int ListedMax = 50;

    /// <summary>The problems as one error; the first one's place is its own.</summary>
    public static FurrowException Of(
        ScriptKind kind, IReadOnlyList<SourceProblem> problems, string? hint = null)
    {
        // The compiler tells them in the order of its stages; people read a file from the top.
        SourceProblem[] ordered =
        [
            .. problems.OrderBy(problem => problem.File, StringComparer.Ordinal)
                .ThenBy(problem => problem.Line).ThenBy(problem => problem.Column),
        ];
        SourceProblem first = ordered[0];
        IEnumerable<string> lines = ordered.Take(ListedMax)
            .Select(problem => $"{problem.File}:{problem.Line}:{problem.Column}: {problem.Message}");
        if (problems.Count > ListedMax)
        {
            lines = lines.Append($"… and {problems.Count - ListedMax} more.");
        }

        return new FurrowException(
            kind.Code,
            problems.Count == 1 ? first.Message : $"{problems.Count} errors in this {kind.Word}.")
        {
            File = first.File,
            Line = first.Line,
            Column = first.Column,
            Detail = problems.Count == 1 ? null : string.Join('\n', lines),
            Hint = hint,
        };
    }
}
