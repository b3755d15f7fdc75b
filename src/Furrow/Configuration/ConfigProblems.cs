using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>One thing wrong with the configuration. Never holds a value that may be secret.</summary>
internal sealed record ConfigProblem(string Message, string? Hint, string? File, int? Line, int? Column)
{
    public string Describe()
    {
        string where = File is null ? "" : Line is null ? $"{File}: "
            : Column is null ? $"{File}:{Line}: " : $"{File}:{Line}:{Column}: ";
        return where + Message + (Hint is null ? "" : $" ({Hint})");
    }
}

/// <summary>Collects every problem, so that one error can report them all.</summary>
/// <param name="code">The code of the error.</param>
/// <param name="subject">What the problems are in, for the error's message.</param>
internal sealed class ConfigProblems(string code = ErrorCode.ConfigInvalid, string subject = "the configuration")
{
    private const int ListedMax = 50;
    private readonly List<ConfigProblem> _problems = [];

    public bool Any => _problems.Count > 0;

    public void Add(ConfigProblem problem) => _problems.Add(problem);

    /// <summary>Runs a step that may throw for itself, and keeps what it says for later.</summary>
    public T? Try<T>(Func<T> step)
        where T : class
    {
        try
        {
            return step();
        }
        catch (FurrowException e) when (e.Code == code)
        {
            Add(new(e.Message, e.Hint, e.File, e.Line, e.Column));
            return null;
        }
    }

    public void ThrowIfAny()
    {
        if (!Any) return;

        // Files are read top to bottom by people, whatever order the checks ran in.
        ConfigProblem[] ordered = [.. _problems.OrderBy(p => p.Line ?? 0).ThenBy(p => p.Column ?? 0)];
        ConfigProblem first = ordered[0];
        bool isOne = ordered.Length == 1;
        throw new FurrowException(
            code, isOne ? first.Message : $"{ordered.Length} problems in {subject}")
        {
            Hint = isOne ? first.Hint : null,
            File = first.File,
            Line = first.Line,
            Column = first.Column,
            Detail = isOne ? null : List(ordered),
        };
    }

    private static string List(ConfigProblem[] ordered)
    {
        IEnumerable<string> lines = ordered.Take(ListedMax).Select(p => p.Describe());
        string rest = ordered.Length > ListedMax ? $"\n… {ordered.Length - ListedMax} more" : "";
        return string.Join('\n', lines) + rest;
    }
}
