namespace Furrow.Generation.Numbers;

/// <content>Sine and cosine: fdlibm's kernels (k_sin, k_cos) after Cody and Waite's reduction.</content>
internal static partial class FixedMath
{
    /// <summary>
    /// The largest angle that <see cref="Sin"/> and <see cref="Cos"/> take, in radians: about a million.
    /// </summary>
    public const double AngleMax = 1_000_000;

    private const double HalfPi1 = 1.57079632673412561417;
    private const double HalfPi2 = 6.07710050630396597660e-11;
    private const double HalfPi3 = 2.02226624871116645580e-21;
    private const double HalfPi3Rest = 8.47842766036889956997e-32;

    /// <summary>The sine of an angle in radians, at most <see cref="AngleMax"/> from 0.</summary>
    public static double Sin(double x)
    {
        (int quarter, double angle, double lost) = Quarter(x);
        return (quarter & 3) switch
        {
            0 => SinKernel(angle, lost),
            1 => CosKernel(angle, lost),
            2 => -SinKernel(angle, lost),
            _ => -CosKernel(angle, lost),
        };
    }

    /// <summary>The cosine of an angle in radians, at most <see cref="AngleMax"/> from 0.</summary>
    public static double Cos(double x)
    {
        (int quarter, double angle, double lost) = Quarter(x);
        return (quarter & 3) switch
        {
            0 => CosKernel(angle, lost),
            1 => -SinKernel(angle, lost),
            2 => -CosKernel(angle, lost),
            _ => SinKernel(angle, lost),
        };
    }

    // x less quarter × π/2, as a pair; π/2 in three parts of 33 bits, whose products are exact, and a rest.
    private static (int Quarter, double Angle, double Lost) Quarter(double x)
    {
        if (!(Math.Abs(x) <= AngleMax))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, $"An angle is at most {AngleMax} from 0.");
        }

        int quarter = Math.Abs(x) <= 0.78539816339744828 ? 0
            : (int)((x * 0.63661977236758138) + (x < 0 ? -0.5 : 0.5));
        if (quarter == 0)
        {
            return (0, x, 0);
        }

        (double first, double lost) = Add(x - (quarter * HalfPi1), -quarter * HalfPi2);
        (double second, double lostAgain) = Add(first, -quarter * HalfPi3);
        lost += lostAgain - (quarter * HalfPi3Rest);
        double angle = second + lost;
        return (quarter, angle, second - angle + lost);
    }

    private static double SinKernel(double x, double lost)
    {
        double z = x * x;
        double w = z * z;
        double r = 8.33333333332248946124e-03 + (z * (-1.98412698298579493134e-04 + (z * 2.75573137070700676789e-06)))
            + (z * w * (-2.50507602534068634195e-08 + (z * 1.58969099521155010221e-10)));
        double v = z * x;
        return x - (((z * ((0.5 * lost) - (v * r))) - lost) - (v * -1.66666666666666324348e-01));
    }

    private static double CosKernel(double x, double lost)
    {
        double z = x * x;
        double w = z * z;
        double r = (z * (4.16666666666666019037e-02 + (z * (-1.38888888888741095749e-03
            + (z * 2.48015872894767294178e-05))))) + (w * w * (-2.75573143513906633035e-07
            + (z * (2.08757232129817482790e-09 + (z * -1.13596475577881948265e-11)))));
        double half = 0.5 * z;
        w = 1 - half;
        return w + (((1 - w) - half) + ((z * r) - (x * lost)));
    }
}
