using System.Buffers;
using System.Globalization;

namespace Furrow.Sensitive.Detection;

/// <summary>Payment card numbers (ISO/IEC 7812) of the large networks.</summary>
internal static class CardForm
{
    private static readonly SearchValues<char> Written = SearchValues.Create("0123456789 -");

    // What payment services give out for tests.
    private static readonly HashSet<string> Tests = new(StringComparer.Ordinal)
    {
        "4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "5555555555554444",
        "5105105105105100", "2223003122003222", "5200828282828210", "378282246310005", "371449635398431",
        "6011111111111117", "6011000990139424", "3056930009020004", "30569309025904", "38520000023237",
        "3566002020360505", "3530111333300000", "6200000000000005",
    };

    /// <summary>
    /// Whether this is a number that a card may have: its network's prefix and length, and Luhn's check.
    /// </summary>
    /// <param name="run">As it is written: digits, alone or in groups parted by blanks or hyphens.</param>
    /// <param name="digits">The digits of it.</param>
    public static bool IsReal(ReadOnlySpan<char> run, ReadOnlySpan<char> digits) =>
        IsOfNetwork(digits) && run.IndexOfAnyExcept(Written) < 0 && PassesLuhn(digits)
        && !Tests.Contains(digits.ToString());

    /// <summary>The check of ISO/IEC 7812-1, annex B: from the right, every second digit counts double.</summary>
    public static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)] - '0';
            int twice = digit * 2;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }

        return sum % 10 == 0;
    }

    private static bool IsOfNetwork(ReadOnlySpan<char> digits)
    {
        if (digits.Length is not (13 or 14 or 15 or 16 or 19))
        {
            return false;
        }

        int four = int.Parse(digits[..4], CultureInfo.InvariantCulture);
        return digits.Length switch
        {
            13 or 19 => four / 1000 == 4,
            14 => four is >= 3000 and <= 3059 || four / 100 is 36 or 38 or 39,
            15 => four / 100 is 34 or 37,
            _ => four / 1000 == 4 || four / 100 is >= 51 and <= 55 || four is >= 2221 and <= 2720
                || four == 6011 || four / 100 is 65 or 62 || four is >= 3528 and <= 3589,
        };
    }
}
