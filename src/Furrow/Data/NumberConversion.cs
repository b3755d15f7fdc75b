using System.Globalization;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// Numbers of every kind. What the column would round or cut is refused: a seed means the digits that it shows.
/// </summary>
internal static class NumberConversion
{
    private const string NaN = "NaN";
    private const string Infinity = "Infinity";
    private const string NegativeInfinity = "-Infinity";

    // What PostgreSQL's numeric holds at most.
    private const int IntegerDigitsMax = 131_072;
    private const int FractionDigitsMax = 16_383;

    public static Conversion Integer(ColumnType type, SeedValue value, string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        ReadOnlySpan<char> unsigned = digits is ['-' or '+', ..] ? digits[1..] : digits;
        if (unsigned.IsEmpty || unsigned.ContainsAnyExceptInRange('0', '9'))
        {
            return Conversion.Fail(type, value);
        }

        (long min, long max) = type.Kind switch
        {
            TypeKind.Int16 => (short.MinValue, short.MaxValue),
            TypeKind.Int32 => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        bool isLong = long.TryParse(
            digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
        return isLong && number >= min && number <= max
            ? Conversion.Of(number.ToString(CultureInfo.InvariantCulture))
            : Conversion.Fail(type, value, "an integer out of its range");
    }

    public static Conversion Numeric(ColumnType type, SeedValue value, string text)
    {
        string trimmed = text.Trim();
        if (Special(trimmed) is { } special)
        {
            // A declared precision leaves room for NaN, but for no infinity.
            return special == NaN || type.Precision is null
                ? Conversion.Of(special)
                : Conversion.Fail(type, value, "infinity");
        }

        if (DecimalDigits.Read(trimmed) is not { } read)
        {
            return Conversion.Fail(type, value);
        }

        DecimalDigits number = read.Plain();
        return Misfit(type, number) is { } misfit
            ? Conversion.Fail(type, value, misfit)
            : Conversion.Of(number.ToString());
    }

    public static Conversion Float(ColumnType type, SeedValue value, string text)
    {
        string trimmed = text.Trim();
        if (Special(trimmed) is { } special)
        {
            return Conversion.Of(special);
        }

        if (DecimalDigits.Read(trimmed) is not { } digits)
        {
            return Conversion.Fail(type, value);
        }

        double number = double.Parse(trimmed, CultureInfo.InvariantCulture);
        string canonical = number.ToString("R", CultureInfo.InvariantCulture);
        if (type.Kind == TypeKind.Float32)
        {
            float single = float.Parse(trimmed, CultureInfo.InvariantCulture);
            (number, canonical) = (single, single.ToString("R", CultureInfo.InvariantCulture));
        }

        bool isKept = double.IsFinite(number) && (number != 0 || digits.IsZero);
        return isKept ? Conversion.Of(canonical) : Conversion.Fail(type, value, "a number out of its range");
    }

    private static string? Special(string text) => text.ToUpperInvariant() switch
    {
        "NAN" or ".NAN" => NaN,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" or ".INF" or "+.INF" => Infinity,
        "-INF" or "-INFINITY" or "-.INF" => NegativeInfinity,
        _ => null,
    };

    private static string? Misfit(ColumnType type, DecimalDigits number)
    {
        int integerDigits = number.Integer == "0" ? 0 : number.Integer.Length;
        int fractionDigits = number.Fraction.AsSpan().TrimEnd('0').Length;
        if (integerDigits > IntegerDigitsMax || fractionDigits > FractionDigitsMax)
        {
            return "a number with too many digits";
        }

        if (type.Precision is not { } precision || number.IsZero)
        {
            return null;
        }

        int scale = type.Scale ?? 0;
        int roundedDigits = fractionDigits > 0
            ? fractionDigits
            : -(number.Integer.Length - number.Integer.AsSpan().TrimEnd('0').Length);
        if (roundedDigits > scale)
        {
            return scale < 0
                ? "a number with digits that would be rounded away"
                : $"a number with {roundedDigits} digits after the point";
        }

        // A scale above the precision (numeric(2,4)) demands zeros after the point.
        int leadingDigits = integerDigits > 0
            ? integerDigits
            : -(number.Fraction.Length - number.Fraction.AsSpan().TrimStart('0').Length);
        return leadingDigits > precision - scale ? $"a number with {integerDigits} digits before the point" : null;
    }
}
