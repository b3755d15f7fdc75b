using Spectre.Console;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Rendering;

/// <summary>
/// A phrase as Spectre draws it: tones become styles, and nothing in it is ever read as markup. A name longer than a
/// line is broken behind one of its joints where it has any.
/// </summary>
internal sealed class PhraseText(Phrase phrase) : IRenderable
{
    /// <summary>How many columns a phrase takes on one line.</summary>
    public static int Width(Phrase phrase, bool hasUnicode) =>
        phrase.Pieces.Sum(piece => Width(VisibleText.Of(piece.Text, hasUnicode)));

    /// <summary>How many columns a text takes that has nothing left to make visible.</summary>
    public static int Width(string text) => new Segment(text).CellCount();

    /// <summary>How a tone looks.</summary>
    public static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Muted => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Olive),
        Tone.Bad => new Style(Color.Maroon),
        Tone.Accent => new Style(Color.Teal),
        _ => Style.Plain,
    };

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) =>
        ((IRenderable)Text(options, maxWidth)).Measure(options, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        ((IRenderable)Text(options, maxWidth)).Render(options, maxWidth);

    private Spectre.Console.Paragraph Text(RenderOptions options, int width)
    {
        Spectre.Console.Paragraph text = new();
        foreach (Piece piece in phrase.Pieces)
        {
            string visible = VisibleText.Of(piece.Text, options.Unicode);
            bool mayBreak = Width(visible) > width;
            // Spectre breaks lines between words, and between what was appended apart.
            int from = 0;
            for (int at = 0; mayBreak && at < visible.Length; at++)
            {
                if (visible[at] is not ('/' or '_' or '-' or '.') || !IsInLongWord(visible, at, width)) continue;
                text.Append(visible[from..(at + 1)], StyleOf(piece.Tone));
                from = at + 1;
            }

            text.Append(visible[from..], StyleOf(piece.Tone));
        }

        return text;
    }

    // Looks no further than a line's width to either side: a statement's line may be megabytes without a space.
    private static bool IsInLongWord(string text, int at, int width)
    {
        int end = text.IndexOf(' ', at, Math.Min(width + 1, text.Length - at));
        int start = text.LastIndexOf(' ', at, Math.Min(width + 1, at + 1));
        if (end < 0) end = Math.Min(text.Length, at + width + 1);
        if (start < 0) start = Math.Max(-1, at - width - 1);
        return end - start - 1 > width;
    }
}
