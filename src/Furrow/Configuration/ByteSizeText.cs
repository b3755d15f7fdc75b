using System.Globalization;

namespace Furrow.Configuration;

/// <summary>
/// Sizes as people write them: <c>500MB</c> counts in thousands, <c>1GiB</c> in 1024s; fractions
/// (<c>1.5GB</c>) are fine.
/// </summary>
public static class ByteSizeText
{
    /// <summary>What a size looks like, for messages.</summary>
    public const string Expected = "a size such as 500MB, 5GB or 1GiB";

    private const int TextLengthMax = 32;

    private static readonly (string Unit, decimal Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    /// <summary>Reads a number with its unit into bytes; without a unit or with a sign it is no size.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (text.Length is 0 or > TextLengthMax) return false;

        // "B" comes last, so that the first match is the longest.
        (string unit, decimal factor) =
            Array.Find(Units, u => text.EndsWith(u.Unit, StringComparison.OrdinalIgnoreCase));
        if (unit is null) return false;

        ReadOnlySpan<char> number = text.AsSpan(0, text.Length - unit.Length).TrimEnd(' ');
        if (number.IsEmpty || !char.IsAsciiDigit(number[0])) return false;
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(number, Style, CultureInfo.InvariantCulture, out decimal count)) return false;
        if (count > long.MaxValue / factor) return false;

        bytes = (long)decimal.Truncate(count * factor);
        return true;
    }
}
