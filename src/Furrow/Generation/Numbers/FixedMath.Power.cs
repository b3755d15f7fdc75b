namespace Furrow.Generation.Numbers;

/// <content>Powers: exp(y × log x), with the logarithm and the product carried in pairs of doubles.</content>
internal static partial class FixedMath
{
    // Of 2·atanh(s) = 2s + 2s³/3 + 2s⁵/5 + …, what follows the first two terms, divided by s⁵; |s| < 0.1716.
    private static readonly double[] AtanhTail =
        [2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23, 2.0 / 25];

    /// <summary>
    /// x to the power of y, for x from 0 on and a negative x with a whole y; as IEEE 754's pow otherwise. Errors stay
    /// below two units in the last place. The pairs are Dekker's ("A Floating-Point Technique for Extending the
    /// Available Precision", 1971).
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y))
        {
            return double.NaN;
        }

        if (x < 0 || (x == 0 && double.IsNegative(x)))
        {
            bool isWhole = Math.Abs(y) >= 9_007_199_254_740_992 || y == Math.Floor(y);
            bool isOdd = Math.Abs(y) < 9_007_199_254_740_992 && isWhole && ((long)y & 1) == 1;
            double size = !isWhole && !double.IsInfinity(x) && x != 0 ? double.NaN : PowOfPositive(-x, y);
            return isOdd ? -size : size;
        }

        return PowOfPositive(x, y);
    }

    private static double PowOfPositive(double x, double y)
    {
        if (x == 0 || double.IsInfinity(x))
        {
            return (x == 0) == (y > 0) ? 0 : double.PositiveInfinity;
        }

        if (x == 1)
        {
            return 1;
        }

        if (double.IsInfinity(y))
        {
            return (x > 1) == (y > 0) ? double.PositiveInfinity : 0;
        }

        (double high, double low) = LogPair(x);
        double rough = high * y;
        if (!(Math.Abs(rough) < 800))
        {
            return rough > 0 ? double.PositiveInfinity : 0;
        }

        (double product, double lost) = Multiply(high, y);
        lost += low * y;
        double sum = product + lost;
        double rest = product - sum + lost;
        double power = Exp(sum);
        return double.IsInfinity(power) || power == 0 ? power : power + (power * rest);
    }

    // The logarithm to about 68 bits.
    private static (double High, double Low) LogPair(double x)
    {
        (double m, int exponent) = Split(x);
        double f = m - 1;
        double below = m + 1;
        double belowLost = m - (below - 1);
        double s = f / below;
        (double back, double backLost) = Multiply(s, below);
        double sLow = (f - back - backLost - (s * belowLost)) / below;

        (double square, double squareLost) = Multiply(s, s);
        squareLost += 2 * s * sLow;
        (double cube, double cubeLost) = Multiply(square, s);
        cubeLost += (squareLost * s) + (square * sLow);
        const double thirds = 2.0 / 3;
        const double thirdsLost = 3.700743415417188e-17;
        (double second, double secondLost) = Multiply(cube, thirds);
        secondLost += (cube * thirdsLost) + (cubeLost * thirds);

        double tail = 0;
        for (int i = AtanhTail.Length - 1; i >= 0; i--)
        {
            tail = (tail * square) + AtanhTail[i];
        }

        (double sum, double lost) = Add(exponent * Ln2High, 2 * s);
        (sum, double lostAgain) = Add(sum, second);
        lost += lostAgain + (tail * square * cube) + secondLost + (2 * sLow) + (exponent * Ln2Low);
        double high = sum + lost;
        return (high, sum - high + lost);
    }

    // Knuth's exact sum of any two.
    private static (double Sum, double Lost) Add(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    // Dekker's exact product, by Veltkamp's halves.
    private static (double Product, double Lost) Multiply(double a, double b)
    {
        const double splitter = 134_217_729;
        double product = a * b;
        double aHigh = (splitter * a) - ((splitter * a) - a);
        double bHigh = (splitter * b) - ((splitter * b) - b);
        double aLow = a - aHigh;
        double bLow = b - bHigh;
        double lost = (((aHigh * bHigh) - product) + (aHigh * bLow) + (aLow * bHigh)) + (aLow * bLow);
        return (product, lost);
    }
}
