using System.Globalization;

namespace Furrow.Postgres.Faults;

/// <summary>
/// Where in the data of a COPY the server stopped, from the context that it gives: <c>COPY users, line 3, column age:
/// "…"</c>. The value at its end is never looked at.
/// </summary>
internal sealed record CopyPlace(string Table, int Line, string? Column)
{
    private const string Start = "COPY ";
    private const string LineMark = ", line ";
    private const string ColumnMark = ", column ";

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
        // What comes after is a value. A table's name may hold anything, so that the last mark before it counts.
        int value = text.IndexOf(": ", StringComparison.Ordinal);
        string place = value < 0 ? text : text[..value];
        int mark = place.LastIndexOf(LineMark, StringComparison.Ordinal);

        // The word before the number is translated, the shape is not.
        int start = mark >= 0 ? mark : place.IndexOf(", ", StringComparison.Ordinal);
        int digits = start < 0 ? -1 : place.AsSpan(start).IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = place.AsSpan(start + digits);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = end < 0 ? rest : rest[..end];
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            ? new CopyPlace(place[..start], line, end < 0 ? null : ParseColumn(rest[end..]))
            : null;
    }

    private static string? ParseColumn(ReadOnlySpan<char> rest) =>
        rest.StartsWith(ColumnMark, StringComparison.Ordinal) ? rest[ColumnMark.Length..].ToString() : null;
}
