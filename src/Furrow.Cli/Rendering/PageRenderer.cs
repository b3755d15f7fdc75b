using Spectre.Console;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Rendering;

/// <summary>
/// Draws a page: for a terminal with Spectre.Console, which is loaded for nothing else, neither for a pipe nor for
/// JSON. Pure; every line ends with a line feed and none with a space.
/// </summary>
internal static class PageRenderer
{
    /// <summary>The page as text, with colour where the screen has it.</summary>
    public static string Draw(Page page, Screen screen) =>
        (screen is { Width: null, HasColour: false } ? PipeText.Of(page, screen.HasUnicode) : null)
            ?? DrawWithSpectre(page, screen);

    /// <summary>The same, with Spectre whatever the screen.</summary>
    internal static string DrawWithSpectre(Page page, Screen screen)
    {
        using StringWriter text = new();
        IAnsiConsole console = ScreenConsole.Create(text, screen);
        foreach (Block block in page.Blocks)
        {
            switch (block)
            {
                case Paragraph paragraph:
                    console.Write(new LineFrame(new PhraseText(paragraph.Text), paragraph.Indent, paragraph.Hang));
                    break;
                case Table table when TableGrid.Of(table, screen) is { } grid:
                    console.Write(grid);
                    break;
                case Verbatim verbatim:
                    text.Write(verbatim.Text);
                    break;
                case Blank:
                    text.Write('\n');
                    break;
            }
        }

        // Spectre ends lines as the system does.
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The first line without its line feed, shorter than the screen is wide, and its width.</summary>
    public static (string Text, int Width) DrawLine(IRenderable content, Screen screen)
    {
        using StringWriter text = new();
        IAnsiConsole console = ScreenConsole.Create(text, screen);
        RenderOptions options = RenderOptions.Create(console, console.Profile.Capabilities);
        List<SegmentLine> lines = Segment.SplitLines(content.Render(options, console.Profile.Width - 1));
        List<Segment> first = lines.Count == 0 ? [] : LineFrame.Trimmed(lines[0]);
        // Written at once, neighbours of one style share their escape codes.
        Spectre.Console.Paragraph line = new();
        foreach (Segment segment in first)
        {
            line.Append(segment.Text, segment.Style);
        }

        console.Write(line);

        return (text.ToString(), Segment.CellCount(first));
    }
}
