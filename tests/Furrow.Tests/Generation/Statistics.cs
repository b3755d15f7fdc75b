namespace Furrow.Tests.Generation;

/// <summary>
/// Goodness of fit for fixed keys: the numbers never change, so that a test that passes once passes always, and limits
/// of five deviations leave no doubt where one fails.
/// </summary>
internal static class Statistics
{
    private const double DeviationsMax = 5;

    /// <summary>Fails where counts do not fit; cells that expect less than 10 are taken together.</summary>
    public static void AssertFits(IReadOnlyList<long> observed, IReadOnlyList<double> expected, string what)
    {
        double deviations = ChiSquareDeviations(observed, expected);
        Assert.True(Math.Abs(deviations) < DeviationsMax, $"{what}: chi-square is {deviations:F2} deviations off");
    }

    /// <summary>Fails where counts are not all alike.</summary>
    public static void AssertUniform(IReadOnlyList<long> observed, string what)
    {
        double each = observed.Sum() / (double)observed.Count;
        AssertFits(observed, [.. observed.Select(_ => each)], what);
    }

    /// <summary>Chi-square as a normal deviate (Wilson and Hilferty 1931).</summary>
    public static double ChiSquareDeviations(IReadOnlyList<long> observed, IReadOnlyList<double> expected)
    {
        double sum = 0, small = 0, smallExpected = 0;
        int cells = 0;
        for (int i = 0; i < observed.Count; i++)
        {
            if (expected[i] < 10)
            {
                (small, smallExpected) = (small + observed[i], smallExpected + expected[i]);
                continue;
            }

            sum += Square(observed[i] - expected[i]) / expected[i];
            cells++;
        }

        if (smallExpected >= 5)
        {
            sum += Square(small - smallExpected) / smallExpected;
            cells++;
        }
        else
        {
            Assert.True(small - smallExpected < 25, $"{small} where {smallExpected} were expected");
        }

        if (cells < 2)
        {
            return 0;
        }

        double freedom = cells - 1;
        double share = 2 / (9 * freedom);
        return (Math.Pow(sum / freedom, 1.0 / 3) - (1 - share)) / Math.Sqrt(share);
    }

    /// <summary>Kolmogorov and Smirnov: fails where values do not follow a distribution function.</summary>
    public static void AssertFollows(IReadOnlyCollection<double> values, Func<double, double> share, string what)
    {
        double[] sorted = [.. values.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double at = share(sorted[i]);
            largest = Math.Max(largest, Math.Max(at - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - at));
        }

        // 2·exp(-2·2.6²) is three in a million.
        Assert.True(largest * Math.Sqrt(sorted.Length) < 2.6, $"{what}: off by {largest:G4}");
    }

    private static double Square(double value) => value * value;
}
