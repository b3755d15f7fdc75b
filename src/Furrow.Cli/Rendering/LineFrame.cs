using Spectre.Console.Rendering;

namespace Furrow.Cli.Rendering;

/// <summary>Moves lines in, and takes the blanks off their ends, with which Spectre fills up to the width.</summary>
/// <param name="content">What the lines come from.</param>
/// <param name="indent">Columns before every line.</param>
/// <param name="hang">Further columns before every line but the first.</param>
internal sealed class LineFrame(IRenderable content, int indent, int hang = 0) : IRenderable
{
    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        Measurement inner = content.Measure(options, Inside(maxWidth, indent));
        return new Measurement(inner.Min + indent, inner.Max + indent);
    }

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        List<SegmentLine> lines = Segment.SplitLines(content.Render(options, Inside(maxWidth, indent)));
        if (hang > 0 && lines.Count > 1)
        {
            lines = Segment.SplitLines(content.Render(options, Inside(maxWidth, indent + hang)));
        }

        List<Segment> framed = [];
        for (int i = 0; i < Math.Max(lines.Count, 1); i++)
        {
            List<Segment> line = lines.Count == 0 ? [] : Trimmed(lines[i]);
            if (line.Count > 0) framed.Add(Segment.Padding(indent + (i == 0 ? 0 : hang)));
            framed.AddRange(line);
            framed.Add(Segment.LineBreak);
        }

        return framed;
    }

    /// <summary>The line without blanks at its end.</summary>
    public static List<Segment> Trimmed(IReadOnlyList<Segment> line)
    {
        int count = line.Count;
        while (count > 0 && string.IsNullOrWhiteSpace(line[count - 1].Text)) count--;
        List<Segment> trimmed = [.. line.Take(count)];
        if (count > 0)
        {
            trimmed[^1] = new Segment(trimmed[^1].Text.TrimEnd(), trimmed[^1].Style);
        }

        return trimmed;
    }

    private static int Inside(int width, int indent) => Math.Max(1, width - indent);
}
