using System.Buffers;
using System.Text;

namespace Furrow.Cli.Rendering;

/// <summary>One character as a screen shows it: marks that sit on it included, its width counted, nothing in it that a
/// terminal would obey.</summary>
internal sealed record Glyph(string Text, int Width, Tone Tone)
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>Whether a line may be broken here.</summary>
    public bool IsSpace => Text == " ";

    /// <summary>Whether a long name is best broken behind this.</summary>
    public bool IsJoint => Text is "/" or "_" or "-" or "." or "," or ":";

    /// <summary>The glyphs of a phrase.</summary>
    public static List<Glyph> Of(Phrase phrase, bool hasUnicode)
    {
        List<Glyph> glyphs = new(32);
        foreach (Piece piece in phrase.Pieces)
        {
            Append(glyphs, piece, hasUnicode);
        }

        return glyphs;
    }

    /// <summary>The width of some glyphs together.</summary>
    public static int WidthOf(List<Glyph> glyphs)
    {
        int width = 0;
        foreach (Glyph glyph in glyphs)
        {
            width += glyph.Width;
        }

        return width;
    }

    private static void Append(List<Glyph> glyphs, Piece piece, bool hasUnicode)
    {
        string text = piece.Text;
        for (int at = 0; at < text.Length;)
        {
            char c = text[at];
            if (c is >= ' ' and <= '~')
            {
                glyphs.Add(new Glyph(Ascii(c), 1, piece.Tone));
                at++;
                continue;
            }

            OperationStatus status = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length);
            if (status != OperationStatus.Done)
            {
                AppendPlain(glyphs, VisibleText.Escape(c), piece.Tone);
                at++;
                continue;
            }

            at += length;
            AppendRune(glyphs, rune, piece.Tone, hasUnicode);
        }
    }

    private static void AppendRune(List<Glyph> glyphs, Rune rune, Tone tone, bool hasUnicode)
    {
        if (VisibleText.NeedsEscape(rune))
        {
            AppendPlain(glyphs, VisibleText.Escape(rune.Value), tone);
        }
        else if (!hasUnicode && VisibleText.InAscii(rune) is { } ascii)
        {
            AppendPlain(glyphs, ascii, tone);
        }
        else if (SitsOnAnother(rune) && glyphs.Count > 0)
        {
            glyphs[^1] = glyphs[^1] with { Text = glyphs[^1].Text + rune };
        }
        else
        {
            glyphs.Add(new Glyph(rune.ToString(), CellWidth.Of(rune), tone));
        }
    }

    private static void AppendPlain(List<Glyph> glyphs, string text, Tone tone)
    {
        foreach (char c in text)
        {
            glyphs.Add(new Glyph(Ascii(c), 1, tone));
        }
    }

    private static bool SitsOnAnother(Rune rune) =>
        rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner || CellWidth.IsMark(Rune.GetUnicodeCategory(rune));

    // One string a character is a lot of garbage for a table; these are shared.
    private static string Ascii(char c) => AsciiText.Of(c);
}

/// <summary>The printable ASCII characters as strings.</summary>
internal static class AsciiText
{
    private static readonly string[] All = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];

    /// <summary>The character as text.</summary>
    public static string Of(char c) => All[c];
}
