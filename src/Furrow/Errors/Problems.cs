namespace Furrow.Errors;

/// <summary>Reports several problems as one error, so that nobody has to find them one run at a time.</summary>
internal static class Problems
{
    /// <summary>Throws the only problem, or one error that holds all of them; returns where there is none.</summary>
    /// <param name="problems">What was found, in order.</param>
    /// <param name="summary">The message for several.</param>
    public static void Throw(IReadOnlyList<FurrowException> problems, string summary)
    {
        if (problems.Count == 0)
        {
            return;
        }

        FurrowException first = problems[0];
        throw problems.Count == 1 ? first : new FurrowException(first.Code, summary)
        {
            File = first.File,
            Line = first.Line,
            Column = first.Column,
            Detail = string.Join('\n', problems.Select(Describe)),
            Hint = first.Hint,
        };
    }

    private static string Describe(FurrowException problem)
    {
        string place = problem switch
        {
            { File: null } => "",
            { Line: { } line } => $"{problem.File}:{line}: ",
            _ => $"{problem.File}: ",
        };
        return place + problem.Message + (problem.Detail is null ? "" : "\n" + problem.Detail);
    }
}
