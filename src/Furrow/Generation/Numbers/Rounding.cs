namespace Furrow.Generation.Numbers;

/// <summary>Turns floating-point values into whole ones and decimals, the same everywhere.</summary>
internal static class Rounding
{
    /// <summary>The most digits behind the point of a decimal.</summary>
    public const int ScaleMax = 28;

    private const double LongLimit = 9_223_372_036_854_775_808.0;

    /// <summary>
    /// The nearest whole number, halves to even; the nearest there is where it does not fit into 64 bits.
    /// </summary>
    public static long ToLong(double value)
    {
        double rounded = Math.Round(value);
        return rounded >= LongLimit ? long.MaxValue : rounded < -LongLimit ? long.MinValue : (long)rounded;
    }

    /// <summary>A decimal of so many units of its last place.</summary>
    public static decimal ToDecimal(long units, int scale)
    {
        ulong size = units < 0 ? 0 - (ulong)units : (ulong)units;
        return new decimal((int)size, (int)(size >> 32), 0, units < 0, (byte)scale);
    }

    /// <summary>A decimal of so many units of its last place, below 2^96.</summary>
    public static decimal ToDecimal(Int128 units, int scale)
    {
        UInt128 size = units < 0 ? (UInt128)(-units) : (UInt128)units;
        return new decimal((int)size, (int)(size >> 32), (int)(size >> 64), units < 0, (byte)scale);
    }

    /// <summary>How many units of the last of <paramref name="scale"/> places a decimal is, rounded to it.</summary>
    /// <exception cref="OverflowException">Above 2^96.</exception>
    public static Int128 ToUnits(decimal value, int scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(decimal.Round(value, scale), bits);
        UInt128 size = ((UInt128)(uint)bits[2] << 64) | ((UInt128)(uint)bits[1] << 32) | (uint)bits[0];
        for (int digits = (bits[3] >> 16) & 0xFF; digits < scale; digits++)
        {
            size = checked(size * 10);
        }

        if (size >> 96 != 0)
        {
            throw new OverflowException("A decimal has at most 96 bits.");
        }

        return bits[3] < 0 ? -(Int128)size : (Int128)size;
    }

    /// <summary>10 to a power from 0 to 22, exact.</summary>
    public static double PowerOfTen(int exponent)
    {
        double power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
