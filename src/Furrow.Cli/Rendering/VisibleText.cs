using System.Buffers;
using System.Globalization;
using System.Text;

namespace Furrow.Cli.Rendering;

/// <summary>
/// Makes visible what a terminal would obey or hide: names come from databases and files, and a table may be called
/// anything. Control characters and invisible format characters are shown as <c>\x1b</c>, <c>\u202e</c>.
/// </summary>
internal static class VisibleText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The text as it can be shown.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="hasUnicode">Whether ✓ and its like can be shown.</param>
    public static string Of(string text, bool hasUnicode)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        StringBuilder visible = new(text.Length + 16);
        for (int at = 0; at < text.Length;)
        {
            // Half a character decodes to nothing, and is shown by its code.
            bool isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length) == OperationStatus.Done;
            visible.Append(
                !isWhole ? Escape(text[at])
                : NeedsEscape(rune) ? Escape(rune.Value)
                : !hasUnicode && InAscii(rune) is { } ascii ? ascii
                : rune.ToString());
            at += isWhole ? length : 1;
        }

        return visible.ToString();
    }

    /// <summary>Whether the character must not reach a terminal as it is.</summary>
    public static bool NeedsEscape(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // The joiners are how some scripts and emoji are spelled.
        UnicodeCategory.Format => rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        _ => false,
    };

    /// <summary>How it is shown instead.</summary>
    private static string Escape(int code) => code switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFF => "\\x" + code.ToString("x2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + code.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + code.ToString("x8", CultureInfo.InvariantCulture),
    };

    /// <summary>What stands for our own signs where only ASCII can be shown; null for any other character.</summary>
    private static string? InAscii(Rune rune) => rune.Value switch
    {
        '✓' => "ok",
        '✗' => "x",
        '…' => "...",
        '·' => "-",
        '→' => "->",
        _ => null,
    };
}
