namespace Furrow.Cli.Rendering;

/// <summary>
/// Breaks text into lines between words; a word longer than a line behind one of its joints, else anywhere.
/// </summary>
internal static class LineBreaker
{
    /// <summary>The lines, at least one; without a width there is exactly one.</summary>
    /// <param name="glyphs">The text.</param>
    /// <param name="widthFirst">The first line's width; null for no limit.</param>
    /// <param name="widthRest">The other lines' width.</param>
    public static List<List<Glyph>> Break(List<Glyph> glyphs, int? widthFirst, int? widthRest)
    {
        List<List<Glyph>> lines = [];
        int at = 0;
        do
        {
            int width = Math.Max(1, (lines.Count == 0 ? widthFirst : widthRest) ?? int.MaxValue);
            int end = EndOfLine(glyphs, at, width);
            lines.Add(TrimmedEnd(glyphs, at, end));
            at = end;
            while (at < glyphs.Count && glyphs[at].IsSpace) at++;
        }
        while (at < glyphs.Count);

        return lines;
    }

    private static int EndOfLine(List<Glyph> glyphs, int from, int width)
    {
        int used = 0;
        int at = from;
        while (at < glyphs.Count && used + glyphs[at].Width <= width)
        {
            used += glyphs[at].Width;
            at++;
        }

        if (at == glyphs.Count || glyphs[at].IsSpace)
        {
            return at;
        }

        int space = LastIndex(glyphs, from, at, glyph => glyph.IsSpace);
        if (space > from)
        {
            return space;
        }

        int joint = LastIndex(glyphs, from + (at - from) / 2, at, glyph => glyph.IsJoint);
        // A character wider than the line still has to go somewhere.
        return joint > from ? joint + 1 : Math.Max(at, from + 1);
    }

    private static int LastIndex(List<Glyph> glyphs, int from, int to, Predicate<Glyph> matches)
    {
        for (int at = to - 1; at >= from; at--)
        {
            if (matches(glyphs[at])) return at;
        }

        return -1;
    }

    private static List<Glyph> TrimmedEnd(List<Glyph> glyphs, int from, int to)
    {
        while (to > from && glyphs[to - 1].IsSpace) to--;
        return glyphs.GetRange(from, to - from);
    }
}
