using System.Globalization;
using System.Text;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>
/// Names as they appear in a plan's lines. A name may hold any character, a line break or a terminal's escape
/// sequence too; those are spelled out, so that a line stays one line.
/// </summary>
internal static class DisplayText
{
    public static string Of(ObjectName name) => Escape(name.ToString());

    public static string Escape(string text)
    {
        if (!text.Any(IsUnprintable))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (char character in text)
        {
            if (IsUnprintable(character))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                escaped.Append(character);
            }
        }

        return escaped.ToString();
    }

    private static bool IsUnprintable(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
