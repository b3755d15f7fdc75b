using System.Globalization;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>
/// Numbers as C# writes them, but with a point they are exact decimals: amounts are what is mostly written so.
/// </summary>
internal static class NumberLiteral
{
    private const ulong MinimumWithoutSign = 1UL << 63;
    private const int DecimalDigitsMax = 28;

    /// <summary>The value; null where it is none, the offset behind what seems to belong to it.</summary>
    public static object? Read(string text, ref int at)
    {
        int begin = at;
        if (text[at] == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X')
        {
            at += 2;
            TakeRest(text, ref at);
            return Digits(text[(begin + 2)..at], char.IsAsciiHexDigit) is { } hex
                && long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits)
                && bits >= 0
                    ? bits
                    : null;
        }

        TakeDigits(text, ref at);
        bool hasPoint = at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]);
        if (hasPoint)
        {
            at++;
            TakeDigits(text, ref at);
        }

        bool hasExponent = TakeExponent(text, ref at);
        int end = at;
        TakeRest(text, ref at);
        string suffix = text[end..at];
        string? mantissa = Grouped(text[begin..end]);
        return mantissa is null ? null : Value(mantissa, hasPoint, hasExponent, suffix);
    }

    private static object? Value(string digits, bool hasPoint, bool hasExponent, string suffix)
    {
        if (suffix is "d" or "D" || (suffix.Length == 0 && hasExponent))
        {
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && double.IsFinite(number) ? number : null;
        }

        if (suffix is "m" or "M" || (suffix.Length == 0 && hasPoint))
        {
            return !hasExponent && IsExact(digits) ? decimal.Parse(digits, CultureInfo.InvariantCulture) : null;
        }

        bool isInteger = suffix.Length == 0
            & ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value);
        return !isInteger ? null
            : value <= long.MaxValue ? (object)(long)value
            : value == MinimumWithoutSign ? value : null;
    }

    // What would be rounded away is refused.
    private static bool IsExact(string digits)
    {
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        int fraction = point < 0 ? 0 : digits.Length - point - 1;
        int significant = digits.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        return significant <= DecimalDigitsMax && fraction <= DecimalDigitsMax;
    }

    private static bool TakeExponent(string text, ref int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return false;
        }

        int digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        if (digits >= text.Length || !char.IsAsciiDigit(text[digits]))
        {
            return false;
        }

        at = digits;
        TakeDigits(text, ref at);
        return true;
    }

    private static void TakeDigits(string text, ref int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }
    }

    private static void TakeRest(string text, ref int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }
    }

    // An underscore stands between digits, or as C# has it after 0x.
    private static string? Digits(string text, Func<char, bool> isDigit) =>
        text.Length > 0 && text[^1] != '_' && text.All(c => c == '_' || isDigit(c))
            ? text.Replace("_", "", StringComparison.Ordinal)
            : null;

    private static string? Grouped(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            bool isBetween = at > 0 && at + 1 < text.Length
                && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] == '_')
                && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == '_');
            if (text[at] == '_' && !isBetween)
            {
                return null;
            }
        }

        return text.Replace("_", "", StringComparison.Ordinal);
    }
}
