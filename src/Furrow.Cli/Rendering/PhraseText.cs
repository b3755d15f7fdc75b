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
            // Spectre breaks lines between words, and between what was appended apart.
            int from = 0;
            for (int at = 0; at < visible.Length; at++)
            {
                if (visible[at] is not ('/' or '_' or '-' or '.') || WordLength(visible, at) <= width) continue;
                text.Append(visible[from..(at + 1)], StyleOf(piece.Tone));
                from = at + 1;
            }

            text.Append(visible[from..], StyleOf(piece.Tone));
        }

        return text;
    }

    private static int WordLength(string text, int at)
    {
        int end = text.IndexOf(' ', at);
        return (end < 0 ? text.Length : end) - text.LastIndexOf(' ', at) - 1;
    }
}
