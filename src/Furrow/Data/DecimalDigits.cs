using System.Globalization;

namespace Furrow.Data;

/// <summary>
/// A number as it is written: digits, a point, an exponent. Read without any arithmetic, so that no digit is lost.
/// </summary>
internal readonly record struct DecimalDigits(bool IsNegative, string Integer, string Fraction, int Exponent)
{
    private const int ExponentMax = 200_000;

    /// <summary>Whether every digit is 0.</summary>
    public bool IsZero => Integer.AsSpan().TrimStart('0').IsEmpty && Fraction.AsSpan().TrimStart('0').IsEmpty;

    /// <summary>Reads <c>-12.50</c>, <c>.5</c>, <c>1e-3</c>; null for anything else and for absurd exponents.</summary>
    public static DecimalDigits? Read(ReadOnlySpan<char> text)
    {
        bool isNegative = text is ['-', ..];
        if (text is ['-' or '+', ..])
        {
            text = text[1..];
        }

        string integer = TakeDigits(ref text);
        string fraction = "";
        if (text is ['.', ..])
        {
            text = text[1..];
            fraction = TakeDigits(ref text);
        }

        if (integer.Length + fraction.Length == 0)
        {
            return null;
        }

        int exponent = 0;
        if (text is ['e' or 'E', .. { Length: > 0 } power])
        {
            if (!int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > ExponentMax)
            {
                return null;
            }

            text = [];
        }

        return text.IsEmpty ? new DecimalDigits(isNegative, integer, fraction, exponent) : null;
    }

    /// <summary>The same number without exponent and leading zeros, at least one digit before the point.</summary>
    public DecimalDigits Plain()
    {
        string digits = Integer + Fraction;
        int scale = Fraction.Length - Exponent;
        if (scale < 0)
        {
            digits += new string('0', -scale);
            scale = 0;
        }

        digits = digits.PadLeft(scale + 1, '0');
        string integer = digits[..^scale].TrimStart('0');
        return new DecimalDigits(IsNegative && !IsZero, integer.Length == 0 ? "0" : integer, digits[^scale..], 0);
    }

    /// <summary>The number as text.</summary>
    public override string ToString()
    {
        string sign = IsNegative ? "-" : "";
        return Fraction.Length == 0 ? sign + Integer : $"{sign}{Integer}.{Fraction}";
    }

    private static string TakeDigits(ref ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? text.Length : length;
        string digits = text[..length].ToString();
        text = text[length..];
        return digits;
    }
}
