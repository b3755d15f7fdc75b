namespace Furrow.Sql;

/// <summary>
/// Finds the rows that follow COPY … FROM STDIN: whole lines up to one that is <c>\.</c> and nothing else.
/// </summary>
/// <param name="Start">Where the first row starts.</param>
/// <param name="Length">The rows with their line ends.</param>
/// <param name="End">Behind <c>\.</c>, before its line end; the end of the text where there is none.</param>
/// <param name="IsTerminated">False where the text ends first.</param>
internal readonly record struct CopyBlock(int Start, int Length, int End, bool IsTerminated)
{
    private const string Marker = @"\.";

    public static CopyBlock Find(ReadOnlySpan<char> text, int start)
    {
        if (IsMarker(text[start..]))
            return new CopyBlock(start, 0, start + Marker.Length, true);

        int from = start;
        while (text[from..].IndexOf("\n" + Marker) is var length and >= 0)
        {
            int line = from + length + 1;
            if (IsMarker(text[line..]))
                return new CopyBlock(start, line - start, line + Marker.Length, true);
            from = line;
        }

        return new CopyBlock(start, text.Length - start, text.Length, false);
    }

    private static bool IsMarker(ReadOnlySpan<char> line) =>
        line.StartsWith(Marker) && line[Marker.Length..] is [] or ['\n', ..] or ['\r', '\n', ..];
}
