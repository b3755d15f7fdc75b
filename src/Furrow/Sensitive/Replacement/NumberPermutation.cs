using System.Globalization;
using Furrow.Schema;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// Replaces a number by another with as many digits, the same sign and the point at the same place: no two become one.
/// Zero stays zero, and so do NaN and infinity.
/// </summary>
internal sealed class NumberPermutation(byte[] key, ColumnType type)
{
    private readonly CodePermutation _digits = new(key);

    /// <summary>The replacement of a number in canonical text.</summary>
    public string Apply(string value)
    {
        bool isNegative = value.StartsWith('-');
        string text = isNegative ? value[1..] : value;
        if (text.Length == 0 || !char.IsAsciiDigit(text[0]))
        {
            return value;
        }

        int exponent = text.AsSpan().IndexOfAny('e', 'E');
        string power = exponent < 0 ? "" : text[exponent..];
        text = exponent < 0 ? text : text[..exponent];
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string fraction = point < 0 ? "" : text[(point + 1)..].TrimEnd('0');
        string digits = ((point < 0 ? text : text[..point]) + fraction).TrimStart('0');
        if (digits.Length == 0)
        {
            return value;
        }

        string replaced = Permute(digits, fraction.Length > 0, Largest(isNegative));
        return (isNegative ? "-" : "") + WithPoint(replaced, fraction.Length) + power;
    }

    // Along the cycle to the next number that can be one of its kind: as long, and within the type. What could not be
    // one before (a number in a column that SQLite lets hold anything) has no bound.
    private string Permute(string digits, bool hasFraction, UInt128? largest)
    {
        bool isBounded = largest is { } bound && Fits(digits, bound);
        string next = digits;
        do
        {
            next = _digits.Apply(next);
        }
        while (next[0] == '0' || (hasFraction && next[^1] == '0') || (isBounded && !Fits(next, largest!.Value)));
        return next;
    }

    private static bool Fits(string digits, UInt128 largest) =>
        UInt128.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out UInt128 number)
        && number <= largest;

    private UInt128? Largest(bool isNegative)
    {
        UInt128? largest = type.Kind switch
        {
            TypeKind.Int16 => (UInt128)short.MaxValue,
            TypeKind.Int32 => (UInt128)int.MaxValue,
            TypeKind.Int64 => (UInt128)long.MaxValue,
            _ => null,
        };
        return isNegative && largest is { } positive ? positive + 1 : largest;
    }

    private static string WithPoint(string digits, int fraction)
    {
        if (fraction == 0)
        {
            return digits;
        }

        string padded = digits.PadLeft(fraction + 1, '0');
        return $"{padded[..^fraction]}.{padded[^fraction..]}";
    }
}
