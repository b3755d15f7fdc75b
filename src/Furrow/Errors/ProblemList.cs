namespace Furrow.Errors;

/// <summary>Writes several problems as an error's detail, a line each, and what to do about each below it.</summary>
internal sealed class ProblemList
{
    private readonly List<(string Text, string? Hint)> _problems = [];

    /// <summary>What to do about all of them; null where that differs, and <see cref="Detail"/> says it.</summary>
    public string? Hint => HaveOneHint ? _problems[0].Hint : null;

    /// <summary>The problems, in order.</summary>
    public string Detail => string.Join('\n', HaveOneHint ? _problems.Select(problem => problem.Text) : WithHints());

    private bool HaveOneHint => _problems.Select(problem => problem.Hint).Distinct(StringComparer.Ordinal).Count() == 1;

    /// <summary>Adds one: its place and what was found, and what to do.</summary>
    public void Add(string text, string? hint) => _problems.Add((text, hint));

    // What was just said is not said again: neighbours often have the same remedy.
    private IEnumerable<string> WithHints()
    {
        string? said = null;
        foreach ((string text, string? hint) in _problems)
        {
            yield return text;
            if (hint is null || hint == said) continue;
            yield return "  → " + hint.ReplaceLineEndings("\n").Replace("\n", "\n    ", StringComparison.Ordinal);
            said = hint;
        }
    }
}
