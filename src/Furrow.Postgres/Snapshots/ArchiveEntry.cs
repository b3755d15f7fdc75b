using System.Text.RegularExpressions;

namespace Furrow.Postgres.Snapshots;

/// <summary>One line of an archive's list: <c>3400; 0 0 COMMENT - EXTENSION hstore </c>.</summary>
/// <param name="Line">The line as the program wrote it, and takes it back.</param>
/// <param name="What">
/// Everything behind the numbers: kind, schema or <c>-</c>, name, owner, separated by blanks that may also be in them.
/// </param>
internal sealed partial record ArchiveEntry(string Line, string What)
{
    /// <summary>The entry of a line; null for a comment.</summary>
    public static ArchiveEntry? Parse(string line) =>
        Shape.Match(line) is { Success: true } match ? new ArchiveEntry(line, match.Groups["what"].Value) : null;

    /// <summary>Whether it is of a kind, such as <c>COMMENT - EXTENSION</c>.</summary>
    public bool Is(string kind) => What.StartsWith($"{kind} ", StringComparison.Ordinal);

    /// <summary>Whether it is of a kind and about the object of a name, whoever owns that.</summary>
    public bool Is(string kind, string name) => What.StartsWith($"{kind} {name} ", StringComparison.Ordinal);

    [GeneratedRegex(
        "^[0-9]+; [0-9]+ [0-9]+ (?<what>.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape { get; }
}
