using System.Globalization;

namespace Furrow.Postgres.Faults;

/// <summary>
/// Where in the data of a COPY the server stopped, from the context that it gives: <c>COPY users, line 3, column age:
/// "…"</c>. The value at its end is never looked at.
/// </summary>
internal sealed record CopyPlace(string Table, int Line, string? Column)
{
    private const string Start = "COPY ";

    public static CopyPlace? Find(string? context)
    {
        // Functions called by a trigger come first, each on lines of its own.
        foreach (string line in (context ?? "").Split('\n'))
        {
            if (line.StartsWith(Start, StringComparison.Ordinal) && Parse(line[Start.Length..]) is { } place)
            {
                return place;
            }
        }

        return null;
    }

    private static CopyPlace? Parse(string text)
    {
        int comma = text.IndexOf(", ", StringComparison.Ordinal);
        if (comma < 0)
        {
            return null;
        }

        // The word before the number is translated, the shape is not.
        ReadOnlySpan<char> rest = text.AsSpan(comma + 2);
        int digits = rest.IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return null;
        }

        rest = rest[digits..];
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = end < 0 ? rest : rest[..end];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? new CopyPlace(text[..comma], line, end < 0 ? null : ParseColumn(rest[end..]))
            : null;
    }

    private static string? ParseColumn(ReadOnlySpan<char> rest)
    {
        const string Lead = ", column ";
        if (!rest.StartsWith(Lead, StringComparison.Ordinal))
        {
            return null;
        }

        rest = rest[Lead.Length..];
        int end = rest.IndexOf(": ", StringComparison.Ordinal);
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
