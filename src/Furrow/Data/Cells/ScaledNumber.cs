using System.Globalization;
using System.Text;

namespace Furrow.Data.Cells;

/// <summary>
/// An exact decimal: mantissa · 10^-scale, the scale below zero for trailing zeros. Rounds as PostgreSQL's numeric
/// does, half away from zero, without a digit lost before.
/// </summary>
public readonly record struct ScaledNumber(UInt128 Mantissa, int Scale, bool IsNegative)
{
    /// <summary>The most digits of a mantissa, which is below 2^96.</summary>
    public const int MantissaDigitsMax = 29;

    private const int TextLengthMax = 32;
    private const int DecimalScaleShift = 16;

    private static readonly UInt128[] Powers = MakePowers();

    /// <summary>10^exponent, for exponents from 0 to <see cref="MantissaDigitsMax"/>.</summary>
    public static UInt128 PowerOfTen(int exponent) => Powers[exponent];

    /// <summary>The number that a decimal is, with the digits that it has.</summary>
    public static ScaledNumber Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        ulong low = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        return new ScaledNumber(
            new UInt128((uint)bits[2], low), (bits[3] >> DecimalScaleShift) & 0xFF, bits[3] < 0 && value != 0);
    }

    /// <summary>A whole number.</summary>
    public static ScaledNumber Of(long value) =>
        new(value < 0 ? (UInt128)(ulong)-(value + 1) + 1 : (UInt128)(ulong)value, 0, value < 0);

    /// <summary>The shortest digits that give this finite floating-point number again.</summary>
    public static ScaledNumber Of(double value)
    {
        Span<byte> text = stackalloc byte[TextLengthMax];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return Read(text[..length]);
    }

    /// <summary>Digits with at most so many behind the point; a negative scale rounds before it.</summary>
    public ScaledNumber Round(int scale)
    {
        int dropped = Scale - scale;
        if (dropped <= 0)
        {
            return this;
        }

        if (dropped > MantissaDigitsMax)
        {
            return new ScaledNumber(0, scale, false);
        }

        UInt128 rounded = (Mantissa + (Powers[dropped] / 2)) / Powers[dropped];
        return new ScaledNumber(rounded, scale, IsNegative && rounded != 0);
    }

    /// <summary>
    /// Writes it as digits without exponent, with at least so many behind the point.
    /// </summary>
    public void Write(int fractionDigitsMin, RowChunk target)
    {
        Span<byte> digits = stackalloc byte[40];
        Mantissa.TryFormat(digits, out int count, default, CultureInfo.InvariantCulture);
        digits = digits[..count];
        if (IsNegative)
        {
            target.Write("-"u8);
        }

        if (Scale <= 0)
        {
            target.Write(digits);
            target.Take(Mantissa == 0 ? 0 : -Scale).Fill((byte)'0');
        }
        else if (count > Scale)
        {
            target.Write(digits[..^Scale]);
        }
        else
        {
            target.Write("0"u8);
        }

        if (Math.Max(Scale, fractionDigitsMin) <= 0)
        {
            return;
        }

        target.Write("."u8);
        if (Scale > 0)
        {
            target.Take(Math.Max(Scale - count, 0)).Fill((byte)'0');
            target.Write(digits[Math.Max(count - Scale, 0)..]);
        }

        target.Take(Math.Max(fractionDigitsMin - Math.Max(Scale, 0), 0)).Fill((byte)'0');
    }

    /// <summary>The number for people.</summary>
    public override string ToString()
    {
        RowChunk text = new();
        Write(0, text);
        return Encoding.ASCII.GetString(text.Bytes.Span);
    }

    // 1.5, -0.001, 1E+20, 1.2345E-07: at most 17 digits.
    private static ScaledNumber Read(ReadOnlySpan<byte> text)
    {
        bool isNegative = text[0] == (byte)'-';
        ulong mantissa = 0;
        int scale = 0;
        bool isFraction = false;
        for (int place = isNegative ? 1 : 0; place < text.Length; place++)
        {
            byte letter = text[place];
            if (letter == (byte)'E')
            {
                scale -= int.Parse(
                    text[(place + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }

            if (letter == (byte)'.')
            {
                isFraction = true;
                continue;
            }

            mantissa = (mantissa * 10) + (uint)(letter - '0');
            scale += isFraction ? 1 : 0;
        }

        return mantissa == 0 ? default : new ScaledNumber(mantissa, scale, isNegative);
    }

    private static UInt128[] MakePowers()
    {
        UInt128[] powers = new UInt128[MantissaDigitsMax + 1];
        powers[0] = 1;
        for (int power = 1; power < powers.Length; power++)
        {
            powers[power] = powers[power - 1] * 10;
        }

        return powers;
    }
}
