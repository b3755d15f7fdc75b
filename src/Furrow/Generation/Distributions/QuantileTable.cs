namespace Furrow.Generation.Distributions;

/// <summary>
/// Which value a 64-bit number stands for, where values from some first one on have given probabilities: a table of the
/// numbers at which the next value begins, and a guide to where to look in it (Chen and Asau, "On Generating Random
/// Variates from an Empirical Distribution", 1974). Larger numbers never stand for smaller values.
/// </summary>
internal sealed class QuantileTable
{
    // A value left out is rarer than one in 2^70 next to the most frequent one.
    private const double RatioMin = 8.470329472543003e-22;
    private const int ValueCountMax = 4_000_000;

    private readonly long _first;
    private readonly ulong[] _ends;
    private readonly int[] _guide;
    private readonly int _shift;

    private QuantileTable(long first, double[] weights)
    {
        _first = first;
        _ends = new ulong[weights.Length];
        double total = 0;
        foreach (double weight in weights)
        {
            total += weight;
        }

        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            double share = sum / total;
            _ends[i] = i == weights.Length - 1 || share >= 1 ? ulong.MaxValue : (ulong)(share * 18446744073709551616.0);
        }

        int bits = Math.Max(1, 33 - int.LeadingZeroCount(weights.Length));
        _shift = 64 - bits;
        _guide = new int[1 << bits];
        int value = 0;
        for (int cell = 0; cell < _guide.Length; cell++)
        {
            while (_ends[value] < (ulong)cell << _shift)
            {
                value++;
            }

            _guide[cell] = value;
        }
    }

    /// <summary>
    /// The table of a distribution with one peak, from the ratios of neighbouring probabilities: what is not known is
    /// the probability of the peak, and it is not needed.
    /// </summary>
    /// <param name="peak">The most frequent value, or one beside it.</param>
    /// <param name="up">The probability of k + 1, divided by that of k.</param>
    /// <param name="down">The probability of k - 1, divided by that of k.</param>
    /// <param name="min">The first value to be had.</param>
    /// <param name="max">The last value to be had.</param>
    public static QuantileTable OfRatios(
        long peak, Func<long, double> up, Func<long, double> down, long min, long max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);

        // Where the peak lies outside of the bounds, the nearest bound is the most frequent value left.
        long start = Math.Clamp(peak, min, max);
        List<double> below = Walk(start, -1, down, min);
        List<double> above = Walk(start, 1, up, max);
        below.Reverse();
        return new QuantileTable(start - below.Count, [.. below, 1, .. above]);
    }

    /// <summary>The value that a number stands for.</summary>
    public long Find(ulong number)
    {
        int value = _guide[number >> _shift];
        while (_ends[value] < number)
        {
            value++;
        }

        return _first + value;
    }

    private static List<double> Walk(long start, int step, Func<long, double> ratio, long bound)
    {
        List<double> weights = [];
        double weight = 1;
        for (long k = start; k != bound; k += step)
        {
            weight *= ratio(k);
            if (!(weight > RatioMin) || weights.Count >= ValueCountMax)
            {
                break;
            }

            weights.Add(weight);
        }

        return weights;
    }
}
