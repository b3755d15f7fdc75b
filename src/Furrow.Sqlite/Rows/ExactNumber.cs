using System.Globalization;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// Decimal numbers in a database that has none: a number is kept as an integer or as floating point, if that gives back
/// every digit, and not at all otherwise.
/// </summary>
internal static class ExactNumber
{
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint
        | NumberStyles.AllowExponent;

    /// <summary>A long or a double that says the same as the text; null where neither does.</summary>
    public static object? Read(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return integer;
        }

        if (!double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number)
            || Digits.Of(text) is not { } digits)
        {
            return null;
        }

        if (digits.Exponent >= 0 && long.TryParse(
            digits.Plain(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return whole;
        }

        return Digits.Of(number.ToString("R", CultureInfo.InvariantCulture)) == digits ? number : null;
    }

    /// <summary>The shortest digits that give this number again, without exponent.</summary>
    public static string Write(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) && Digits.Of(text) is { } digits ? digits.Plain() : text;
    }

    /// <summary>
    /// Significant digits and the power of ten that they are multiplied by: one form for each number.
    /// </summary>
    private sealed record Digits(bool IsNegative, string Significant, int Exponent)
    {
        public static Digits? Of(string text)
        {
            string mantissa = text.TrimStart('+', '-');
            int exponent = 0;
            int mark = mantissa.IndexOfAny(['e', 'E']);
            if (mark >= 0)
            {
                if (!int.TryParse(
                    mantissa.AsSpan(mark + 1),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out exponent))
                {
                    return null;
                }

                mantissa = mantissa[..mark];
            }

            int point = mantissa.IndexOf('.', StringComparison.Ordinal);
            if (point >= 0)
            {
                exponent -= mantissa.Length - point - 1;
                mantissa = mantissa.Remove(point, 1);
            }

            string trimmed = mantissa.TrimEnd('0');
            exponent += mantissa.Length - trimmed.Length;
            string significant = trimmed.TrimStart('0');
            return significant.Length == 0
                ? new Digits(false, "0", 0)
                : new Digits(text.StartsWith('-'), significant, exponent);
        }

        public string Plain()
        {
            string sign = IsNegative ? "-" : "";
            if (Exponent >= 0)
            {
                return sign + Significant + new string('0', Exponent);
            }

            string padded = Significant.PadLeft(1 - Exponent, '0');
            return $"{sign}{padded[..^-Exponent]}.{padded[^-Exponent..]}";
        }
    }
}
