namespace Furrow.Generation.Numbers;

/// <summary>
/// Logarithm and exponential that are bit for bit the same on every platform, which <see cref="Math"/>'s are not: they
/// use nothing but + - * / on doubles and the layout of their bits. The reductions and coefficients are those of
/// fdlibm (Sun Microsystems, 1993: e_log, s_log1p, e_exp, s_expm1); errors stay below one unit in the last place.
/// </summary>
internal static partial class FixedMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896338700;
    private const double ExpOverflow = 709.782712893383973096;
    private const double ExpUnderflow = -745.13321910194110842;
    private const double TwoTo54 = 18_014_398_509_481_984;

    // The upper 32 bits of 1 and of the square root of a half: logarithms are taken between it and its double.
    private const uint OneHigh = 0x3FF0_0000;
    private const uint RootHalfHigh = 0x3FE6_A09E;

    /// <summary>The natural logarithm; NaN below 0, -∞ at 0.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        (double m, int exponent) = Split(x);
        return LogOf(m - 1, exponent, 0);
    }

    /// <summary>log(1 + x), exact also where x is close to 0; NaN below -1.</summary>
    public static double Log1P(double x)
    {
        if (!(x > -1) || double.IsPositiveInfinity(x))
        {
            return x == -1 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }

        if (Math.Abs(x) < 1.1102230246251565e-16)
        {
            return x;
        }

        if (x is > -0.2928932188134524 and < 0.41421356237309503)
        {
            return LogOf(x, 0, 0);
        }

        // What rounding 1 + x took away comes back as a correction.
        double sum = 1 + x;
        (double m, int exponent) = Split(sum);
        double lost = exponent >= 54 ? 0 : exponent >= 2 ? 1 - (sum - x) : x - (sum - 1);
        return LogOf(m - 1, exponent, lost / sum);
    }

    /// <summary>e to the power of x.</summary>
    public static double Exp(double x)
    {
        if (!(x <= ExpOverflow))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < ExpUnderflow)
        {
            return 0;
        }

        (int k, double high, double low) = Reduce(x);
        double r = high - low;
        double square = r * r;
        double c = r - (square * (1.66666666666666019037e-01 + (square * (-2.77777777770155933842e-03
            + (square * (6.61375632143793436117e-05 + (square * (-1.65339022054652515390e-06
            + (square * 4.13813679705723846039e-08)))))))));
        double y = 1 + ((r * c / (2 - c)) - low + high);
        return Scale(y, k);
    }

    /// <summary>e to the power of x, less 1; exact also where x is close to 0.</summary>
    public static double ExpM1(double x)
    {
        if (!(x <= ExpOverflow))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }

        if (x < -38)
        {
            return -1;
        }

        if (Math.Abs(x) < 5.551115123125783e-17)
        {
            return x;
        }

        (int k, double high, double low) = Reduce(x);
        double r = high - low;
        double lost = (high - r) - low;
        double half = 0.5 * r;
        double halfSquare = r * half;
        double r1 = 1 + (halfSquare * (-3.33333333333331316428e-02 + (halfSquare * (1.58730158725481460165e-03
            + (halfSquare * (-7.93650757867487942473e-05 + (halfSquare * (4.00821782732936239552e-06
            + (halfSquare * -2.01099218183624371326e-07)))))))));
        double t = 3 - (r1 * half);
        double e = halfSquare * ((r1 - t) / (6 - (r * t)));
        if (k == 0)
        {
            return r - ((r * e) - halfSquare);
        }

        e = (r * (e - lost)) - lost - halfSquare;
        return k switch
        {
            -1 => (0.5 * (r - e)) - 0.5,
            1 => r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + (2 * (r - e)),
            < 0 or > 56 => Scale(r - e + 1, k) - 1,
            < 20 => Scale(r - e + (1 - PowerOfTwo(-k)), k),
            _ => Scale(r - (e + PowerOfTwo(-k)) + 1, k),
        };
    }

    /// <summary>2 to a power between -1022 and 1023, exact.</summary>
    public static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(1023 + exponent) << 52);

    // x = m × 2^exponent, m between the square roots of a half and of 2.
    private static (double M, int Exponent) Split(double x)
    {
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= TwoTo54;
            exponent = -54;
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        uint shifted = (uint)(bits >> 32) + (OneHigh - RootHalfHigh);
        exponent += (int)(shifted >> 20) - 1023;
        ulong high = (shifted & 0x000F_FFFF) + RootHalfHigh;
        return (BitConverter.UInt64BitsToDouble((high << 32) | (bits & 0xFFFF_FFFF)), exponent);
    }

    // log((1 + f) × 2^exponent), with a correction for what was lost of 1 + f.
    private static double LogOf(double f, int exponent, double lost)
    {
        double halfSquare = 0.5 * f * f;
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (3.999999999940941908e-01 + (w * (2.222219843214978396e-01
            + (w * 1.531383769920937332e-01))));
        double odd = z * (6.666666666666735130e-01 + (w * (2.857142874366239149e-01
            + (w * (1.818357216161805012e-01 + (w * 1.479819860511658591e-01))))));
        return (s * (halfSquare + (even + odd))) + ((exponent * Ln2Low) + lost) - halfSquare + f
            + (exponent * Ln2High);
    }

    // x = k × ln 2 + high - low, at most half of ln 2 from 0.
    private static (int K, double High, double Low) Reduce(double x)
    {
        int k = Math.Abs(x) <= 0.34657359027997264 ? 0 : (int)((InverseLn2 * x) + (x < 0 ? -0.5 : 0.5));
        return (k, x - (k * Ln2High), k * Ln2Low);
    }

    // In two steps where one power of two alone would leave the range.
    private static double Scale(double y, int k) => k switch
    {
        > 1023 => y * 2 * PowerOfTwo(k - 1),
        < -1021 => y * PowerOfTwo(k + 54) / TwoTo54,
        _ => y * PowerOfTwo(k),
    };
}
