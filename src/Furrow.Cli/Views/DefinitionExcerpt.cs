namespace Furrow.Cli.Views;

/// <summary>
/// A definition before and after, each in one line that shows where they differ. A routine's text is long, and its
/// lines mean little here.
/// </summary>
internal static class DefinitionExcerpt
{
    private const int LengthMax = 300;
    private const int LengthBefore = 60;

    /// <summary>
    /// Both from a little before they differ; whole where they are short. Equal where only blanks and line ends are
    /// not the same.
    /// </summary>
    public static (string Before, string After) Of(string before, string after)
    {
        (string was, string now) = (OneLine(before), OneLine(after));
        int start = was.Length <= LengthMax && now.Length <= LengthMax ? 0 : StartOf(was, now);
        return (Cut(was, start), Cut(now, start));
    }

    // At the beginning of a word, if there is one.
    private static int StartOf(string was, string now)
    {
        int from = was.AsSpan().CommonPrefixLength(now) - LengthBefore;
        if (from <= 0)
        {
            return 0;
        }

        int blank = was.IndexOf(' ', from, LengthBefore);
        return blank < 0 ? from : blank + 1;
    }

    private static string Cut(string line, int start)
    {
        string head = start > 0 ? "… " : "";
        return line.Length == 0 ? "(nothing more)"
            : line.Length - start <= LengthMax ? head + line[start..]
            : $"{head}{line.AsSpan(start, LengthMax)} …";
    }

    private static string OneLine(string definition) =>
        string.Join(' ', definition.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
