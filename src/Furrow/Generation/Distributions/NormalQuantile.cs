using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>The standard normal distribution's function and its inverse.</summary>
internal static class NormalQuantile
{
    private const double RootOfTwoPi = 2.5066282746310005;

    // So many are exact from 3 on, where the rational form begins to lose digits.
    private const int FractionTerms = 150;

    private static readonly double[] NearTop =
    [
        2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
        1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080,
    ];

    private static readonly double[] NearBottom =
    [
        5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
        5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1,
    ];

    private static readonly double[] MiddleTop =
    [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ];

    private static readonly double[] MiddleBottom =
    [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1,
    ];

    private static readonly double[] FarTop =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ];

    private static readonly double[] FarBottom =
    [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1,
    ];

    /// <summary>
    /// The value below which a share p of all values lie, 0 &lt; p &lt; 1: Wichura's PPND16 (Algorithm AS 241, Applied
    /// Statistics 37, 1988), to about 16 digits.
    /// </summary>
    public static double Of(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Polynomial(NearTop, r) / Polynomial(NearBottom, r);
        }

        double root = Math.Sqrt(-FixedMath.Log(q < 0 ? p : 1 - p));
        double value = root <= 5
            ? Polynomial(MiddleTop, root - 1.6) / Polynomial(MiddleBottom, root - 1.6)
            : Polynomial(FarTop, root - 5) / Polynomial(FarBottom, root - 5);
        return q < 0 ? -value : value;
    }

    /// <summary>
    /// The share of all values below z, to about 14 digits also where it is small: Hart's rational form with a
    /// continued fraction beyond it (West, "Better Approximations to Cumulative Normal Functions", 2005).
    /// </summary>
    public static double ShareBelow(double z)
    {
        double size = Math.Abs(z);
        double tail = size > 38 ? 0 : FixedMath.Exp(-0.5 * size * size) * TailFactor(size);
        return z > 0 ? 1 - tail : tail;
    }

    private static double TailFactor(double z)
    {
        if (z >= 3)
        {
            double below = z;
            for (int k = FractionTerms; k > 0; k--)
            {
                below = z + (k / below);
            }

            return 1 / (below * RootOfTwoPi);
        }

        double top = (((((((((((3.52624965998911e-02 * z) + 0.700383064443688) * z) + 6.37396220353165) * z)
            + 33.912866078383) * z) + 112.079291497871) * z) + 221.213596169931) * z) + 220.206867912376;
        double bottom = (((((((((((((8.83883476483184e-02 * z) + 1.75566716318264) * z) + 16.064177579207) * z)
            + 86.7807322029461) * z) + 296.564248779674) * z) + 637.333633378831) * z) + 793.826512519948) * z)
            + 440.413735824752;
        return top / bottom;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        foreach (double coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
