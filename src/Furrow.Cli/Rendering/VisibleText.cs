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

    /// <summary>Whether the character must not reach a terminal as it is.</summary>
    public static bool NeedsEscape(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // The joiners are how some scripts and emoji are spelled.
        UnicodeCategory.Format => rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        _ => false,
    };

    /// <summary>How it is shown instead.</summary>
    public static string Escape(int code) => code switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        <= 0xFF => "\\x" + code.ToString("x2", CultureInfo.InvariantCulture),
        <= 0xFFFF => "\\u" + code.ToString("x4", CultureInfo.InvariantCulture),
        _ => "\\U" + code.ToString("x8", CultureInfo.InvariantCulture),
    };

    /// <summary>What stands for our own signs where only ASCII can be shown; null for any other character.</summary>
    public static string? InAscii(Rune rune) => rune.Value switch
    {
        '✓' => "ok",
        '✗' => "x",
        '…' => "...",
        '·' => "-",
        '→' => "->",
        '━' => "#",
        '─' => "-",
        _ => null,
    };
}
