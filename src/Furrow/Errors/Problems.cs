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
        if (problems.Count == 1)
        {
            throw first;
        }

        ProblemList list = new();
        foreach (FurrowException problem in problems)
        {
            list.Add(Describe(problem), problem.Hint);
        }

        throw new FurrowException(first.Code, summary)
        {
            File = first.File,
            Line = first.Line,
            Column = first.Column,
            Detail = list.Detail,
            Hint = list.Hint,
        };
    }

    private static string Describe(FurrowException problem)
    {
        // What lists its places itself needs no heading in a list.
        if (problem.File is { } file && problem.Detail?.StartsWith($"{file}:", StringComparison.Ordinal) == true)
        {
            return problem.Detail;
        }

        string place = ErrorPlace.Of(problem) is { } at ? at + ": " : "";
        return place + problem.Message + (problem.Detail is null ? "" : "\n" + problem.Detail);
    }
}
