using System.Text;

namespace Furrow.Cli.Rendering;

/// <summary>Draws a page for a screen. Pure; every line ends with a line feed and none with a space.</summary>
internal static class PageText
{
    /// <summary>The page as text, with colour where the screen has it.</summary>
    public static string Draw(Page page, Screen screen)
    {
        StringBuilder text = new();
        foreach (Block block in page.Blocks)
        {
            switch (block)
            {
                case Paragraph paragraph:
                    Draw(paragraph, screen, text);
                    break;
                case Table table:
                    TableLayout.Draw(table, screen, line => Write(line, screen, text));
                    break;
                case Verbatim verbatim:
                    text.Append(verbatim.Text);
                    break;
                case Blank:
                    text.Append('\n');
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>One line without its line feed, cut to the screen's width.</summary>
    public static string DrawLine(Phrase line, Screen screen)
    {
        List<Glyph> glyphs = Glyph.Of(line, screen.HasUnicode);
        int width = 0;
        int end = 0;
        while (end < glyphs.Count && (screen.Width is null || width + glyphs[end].Width < screen.Width))
        {
            width += glyphs[end++].Width;
        }

        StringBuilder text = new();
        Paint(glyphs.GetRange(0, end), screen, text);
        return text.ToString();
    }

    private static void Draw(Paragraph paragraph, Screen screen, StringBuilder text)
    {
        int? widthFirst = screen.Width - paragraph.Indent;
        List<List<Glyph>> lines = LineBreaker.Break(
            Glyph.Of(paragraph.Text, screen.HasUnicode), widthFirst, widthFirst - paragraph.Hang);
        for (int i = 0; i < lines.Count; i++)
        {
            Write(Indented(lines[i], paragraph.Indent + (i == 0 ? 0 : paragraph.Hang)), screen, text);
        }
    }

    private static List<Glyph> Indented(List<Glyph> line, int indent) =>
        line.Count == 0 ? line : [.. Enumerable.Repeat(new Glyph(" ", 1, Tone.Plain), indent), .. line];

    private static void Write(List<Glyph> line, Screen screen, StringBuilder text)
    {
        Paint(line, screen, text);
        text.Append('\n');
    }

    private static void Paint(List<Glyph> line, Screen screen, StringBuilder text)
    {
        Tone tone = Tone.Plain;
        foreach (Glyph glyph in line)
        {
            // A space has no colour: painting it would only make the output longer.
            if (screen.HasColour && glyph.Tone != tone && !glyph.IsSpace)
            {
                text.Append(tone == Tone.Plain ? "" : "\e[0m").Append(Code(glyph.Tone));
                tone = glyph.Tone;
            }

            text.Append(glyph.Text);
        }

        if (tone != Tone.Plain)
        {
            text.Append("\e[0m");
        }
    }

    private static string Code(Tone tone) => tone switch
    {
        Tone.Strong => "\e[1m",
        Tone.Muted => "\e[90m",
        Tone.Good => "\e[32m",
        Tone.Warning => "\e[33m",
        Tone.Bad => "\e[31m",
        Tone.Accent => "\e[36m",
        _ => "",
    };
}
