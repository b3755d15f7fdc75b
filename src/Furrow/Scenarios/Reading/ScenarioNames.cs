namespace Furrow.Scenarios.Reading;

/// <summary>What the names that a scenario chooses look like.</summary>
internal static class ScenarioNames
{
    // What an option of generate is called, or what an expression says itself.
    private static readonly string[] Taken =
    [
        "scenario", "type", "rows", "random_seed", "as_of", "clear_first", "dry_run", "jobs", "shard", "prepare",
        "finish", "abort", "format", "out", "report", "database", "env", "yes", "confirm", "non_interactive", "json",
        "log_format", "log_file", "verbose", "quiet", "no_color", "lock_timeout", "wait", "help", "version",
        "row", "parent", "assigned", "true", "false", "null", "is", "and", "or", "not",
    ];

    /// <summary>Whether it is lower-case words joined by <c>_</c>.</summary>
    public static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Whether a parameter of that name could not be told from something else.</summary>
    public static bool IsTaken(string name) => Taken.Contains(name, StringComparer.Ordinal);
}
