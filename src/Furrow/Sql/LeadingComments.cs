namespace Furrow.Sql;

/// <summary>A line <c>-- key: value</c> at the head of a file.</summary>
/// <param name="Key">The key: lower-case letters, <c>_</c> and <c>-</c>.</param>
/// <param name="Value">The rest of the line, without blanks around it; may be empty.</param>
/// <param name="Line">The line in the file, from 1.</param>
public sealed record LeadingComment(string Key, string Value, int Line);

/// <summary>Reads what a file says about itself in the comment lines before anything else.</summary>
public static class LeadingComments
{
    /// <summary>
    /// The <c>key: value</c> lines among the comment lines at the head of a text, in order, repeated keys included.
    /// Blank lines and other comments are passed over; the first other line ends the head. <c>https://…</c> is no key.
    /// </summary>
    /// <param name="text">The file's text, with or without a byte order mark.</param>
    /// <param name="prefix">What opens a comment line: <c>--</c>, <c>#</c> or <c>//</c>.</param>
    public static IReadOnlyList<LeadingComment> Read(ReadOnlySpan<char> text, string prefix)
    {
        List<LeadingComment> found = [];
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> content = line.Trim();
            if (content.IsEmpty)
                continue;
            if (!content.StartsWith(prefix))
                break;
            if (Parse(content[prefix.Length..].TrimStart(), number) is { } comment)
                found.Add(comment);
        }

        return found;
    }

    private static LeadingComment? Parse(ReadOnlySpan<char> content, int number)
    {
        // A plain loop: keys are short, and a vectorized search is compiled anew at every start.
        int length = 0;
        while (length < content.Length && (char.IsAsciiLetterLower(content[length]) || content[length] is '_' or '-'))
            length++;
        if (length == 0 || length == content.Length || content[length] != ':')
            return null;

        ReadOnlySpan<char> value = content[(length + 1)..];
        return value is ['/', '/', ..] or [':', ..]
            ? null
            : new LeadingComment(content[..length].ToString(), value.Trim().ToString(), number);
    }
}
