using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Distributions;

public sealed class CountingTests
{
    private const int Count = 100_000;

    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("counting");

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.7)]
    [InlineData(4)]
    [InlineData(37.5)]
    [InlineData(999.5)]
    [InlineData(9_999)]
    [InlineData(10_001)]
    [InlineData(1e6)]
    [InlineData(1e9)]
    public void Poisson_counts_have_the_probabilities_of_their_mean(double mean)
    {
        AssertFollows(new Poisson(mean), k => PoissonLog(mean, k), (long)mean, Math.Sqrt(mean), $"mean {mean}");
    }

    [Theory]
    [InlineData(4, 3, 6)]
    [InlineData(4, 12, long.MaxValue)]
    [InlineData(1000, 0, 950)]
    [InlineData(20_000, 20_100, 20_300)]
    [InlineData(20_000, 0, 19_900)]
    public void Poisson_bounds_cut_the_distribution(double mean, long min, long max)
    {
        AssertFollows(
            new Poisson(mean, min, max),
            k => k < min || k > max ? double.NegativeInfinity : PoissonLog(mean, k),
            Math.Clamp((long)mean, min, max),
            Math.Sqrt(mean),
            $"mean {mean}, {min} to {max}");
    }

    [Theory]
    [InlineData(10, 0.3, 0, long.MaxValue)]
    [InlineData(10, 0.3, 2, 5)]
    [InlineData(1, 0.5, 0, 1)]
    [InlineData(1000, 0.999, 0, long.MaxValue)]
    [InlineData(1_000_000_000, 0.05, 0, long.MaxValue)]
    public void Binomial_counts_have_the_probabilities_of_their_tries(long tries, double share, long min, long max)
    {
        double odds = Math.Log(share) - Math.Log(1 - share);
        AssertFollows(
            new Binomial(tries, share, min, max),
            k => k < min || k > max || k > tries ? double.NegativeInfinity
                : LogFactorial(tries) - LogFactorial(k) - LogFactorial(tries - k) + (k * odds)
                    + (tries * Math.Log(1 - share)),
            Math.Clamp((long)(tries * share), min, max),
            Math.Sqrt(tries * share * (1 - share)),
            $"{tries} tries of {share}");
    }

    [Fact]
    public void Tries_that_always_or_never_succeed_are_counted_too()
    {
        Assert.All(Values(new Binomial(12, 1), 1000), k => Assert.Equal(12, k));
        Assert.All(Values(new Binomial(12, 0), 1000), k => Assert.Equal(0, k));
        Assert.All(Values(new Binomial(0, 0.5), 1000), k => Assert.Equal(0, k));
        Assert.All(Values(new Geometric(1), 1000), k => Assert.Equal(0, k));
        Assert.All(Values(new Geometric(1, 3), 1000), k => Assert.Equal(3, k));
    }

    [Theory]
    [InlineData(0.25, 0, long.MaxValue)]
    [InlineData(0.9, 0, long.MaxValue)]
    [InlineData(0.001, 0, long.MaxValue)]
    [InlineData(0.25, 2, 6)]
    public void Geometric_counts_have_the_probabilities_of_their_chance(double chance, long min, long max)
    {
        AssertFollows(
            new Geometric(chance, min, max),
            k => k < min || k > max ? double.NegativeInfinity : Math.Log(chance) + (k * Math.Log(1 - chance)),
            min,
            Math.Sqrt(1 - chance) / chance,
            $"geometric {chance}");
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        Checksums.AssertSame("poisson.table", Checksums.Of(Values(new Poisson(37.5), 2000)));
        Checksums.AssertSame("poisson.normal", Checksums.Of(Values(new Poisson(1e7), 2000)));
        Checksums.AssertSame("binomial", Checksums.Of(Values(new Binomial(1000, 0.2), 2000)));
        Checksums.AssertSame("geometric", Checksums.Of(Values(new Geometric(0.01), 2000)));
    }

    // Cells of at least one value, a tenth of a deviation wide, up to twelve deviations around the peak.
    private static void AssertFollows<TDraw>(
        TDraw draw, Func<long, double> logProbability, long peak, double deviation, string what)
        where TDraw : struct, IDraw<long>
    {
        long width = Math.Max(1, (long)(deviation / 10));
        long first = Math.Max(0, peak - ((long)(12 * deviation) + 5));
        int cells = (int)(((24 * deviation) + 12) / width) + 1;
        double[] expected = new double[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            // The middle of a wide cell stands for it: what that leaves out is a ten-thousandth of it.
            long from = first + (cell * width);
            long step = Math.Max(1, width / 64);
            for (long k = from; k < from + width; k += step)
            {
                long inside = Math.Min(step, from + width - k);
                expected[cell] += Math.Exp(logProbability(k + (inside / 2))) * inside;
            }
        }

        double total = expected.Sum();
        long[] counts = new long[cells];
        foreach (long value in Values(draw, Count))
        {
            counts[(value - first) / width]++;
        }

        Statistics.AssertFits(counts, [.. expected.Select(e => e / total * Count)], what);
    }

    private static long[] Values<TDraw>(TDraw draw, int count)
        where TDraw : struct, IDraw<long>
    {
        long[] values = new long[count];
        Sampler.OfLong(draw).Fill(Key, [.. Enumerable.Range(0, count).Select(at => (ulong)at)], values);
        return values;
    }

    private static double PoissonLog(double mean, long k) =>
        k < 0 ? double.NegativeInfinity : (k * Math.Log(mean)) - mean - LogFactorial(k);

    // Stirling's series; exact sums where it is not exact.
    private static double LogFactorial(long n)
    {
        if (n < 32)
        {
            return Enumerable.Range(1, (int)n).Sum(i => Math.Log(i));
        }

        double x = n;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }
}
