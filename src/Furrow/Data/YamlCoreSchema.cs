using System.Globalization;
using System.Numerics;

namespace Furrow.Data;

/// <summary>
/// What a plain yaml scalar is where no column says so, inside a json value: the core schema of YAML 1.2, §10.3.2.
/// There <c>yes</c> is text and <c>0x1F</c> a number.
/// </summary>
internal static class YamlCoreSchema
{
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? ReadBoolean(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>The number as json writes it; null where the text is none. Infinity and NaN are none in json.</summary>
    public static string? ReadNumber(string text)
    {
        if (text is ['0', 'x' or 'o', .. { Length: > 0 } digits])
        {
            return ReadBased(digits, text[1] == 'x' ? 4 : 3);
        }

        if (DecimalDigits.Read(text) is not { } number)
        {
            return null;
        }

        string integer = number.Integer.TrimStart('0');
        string sign = number.IsNegative ? "-" : "";
        string fraction = number.Fraction.Length == 0 ? "" : $".{number.Fraction}";
        string exponent = number.Exponent == 0 ? "" : $"e{number.Exponent.ToString(CultureInfo.InvariantCulture)}";
        return $"{sign}{(integer.Length == 0 ? "0" : integer)}{fraction}{exponent}";
    }

    /// <summary>Whether this is a number in YAML that json has no form for.</summary>
    public static bool IsUnlimited(string text) =>
        text.ToUpperInvariant() is ".INF" or "+.INF" or "-.INF" or ".NAN";

    private static string? ReadBased(string digits, int bitsPerDigit)
    {
        BigInteger number = BigInteger.Zero;
        foreach (char c in digits)
        {
            int digit = char.IsAsciiHexDigit(c) ? System.Convert.ToInt32(c.ToString(), 16) : int.MaxValue;
            if (digit >= 1 << bitsPerDigit)
            {
                return null;
            }

            number = (number << bitsPerDigit) + digit;
        }

        return number.ToString(CultureInfo.InvariantCulture);
    }
}
