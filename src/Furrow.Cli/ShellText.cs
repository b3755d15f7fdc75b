namespace Furrow.Cli;

/// <summary>Words as a POSIX shell takes them.</summary>
internal static class ShellText
{
    /// <summary>The word, in single quotes where it needs them.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c =>
            char.IsAsciiLetterOrDigit(c) || "_-./:@%+=,".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
