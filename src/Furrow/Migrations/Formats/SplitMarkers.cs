namespace Furrow.Migrations.Formats;

/// <summary>
/// bun's <c>--bun:split</c> and <c>--migration:split</c>, lines that end a statement whether it has its semicolon or
/// not.
/// </summary>
internal static class SplitMarkers
{
    private static readonly string[] Markers = ["--bun:split", "--migration:split"];

    /// <summary>The text with a semicolon in place of each marker; every line stays where it was.</summary>
    public static string Apply(string text)
    {
        if (!Markers.Any(marker => text.Contains(marker, StringComparison.Ordinal)))
        {
            return text;
        }

        string[] lines = text.Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            if (Markers.Contains(lines[at].Trim(), StringComparer.Ordinal))
            {
                lines[at] = ";";
            }
        }

        return string.Join('\n', lines);
    }
}
