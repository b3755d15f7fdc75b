using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Tests.Generation.Distributions;

public sealed class NormalTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("normal");

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.0013498980316300946, -3)]
    [InlineData(0.8413447460685429, 1)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-100, -21.273453560965319)]
    public void The_quantile_is_the_published_one(double share, double value)
    {
        Assert.Equal(value, NormalQuantile.Of(share), Math.Max(1e-15, Math.Abs(value) * 1e-14));
    }

    [Fact]
    public void Share_and_quantile_are_each_others_inverse()
    {
        for (double z = -37; z < 6; z += 0.03125)
        {
            double share = NormalQuantile.ShareBelow(z);
            double expected = z > 0 ? 1e-15 / Math.Exp(-z * z / 2) * 10 : 1e-12;
            Assert.Equal(z, NormalQuantile.Of(share), Math.Max(expected, 1e-12));
        }

        Assert.Equal(0.5, NormalQuantile.ShareBelow(0), 1e-15);
        Assert.Equal(0.0, NormalQuantile.ShareBelow(double.NegativeInfinity));
        Assert.Equal(1.0, NormalQuantile.ShareBelow(double.PositiveInfinity));
    }

    [Fact]
    public void Values_follow_the_normal_distribution()
    {
        Statistics.AssertFollows(
            Values(new Normal(10, 2)), x => NormalQuantile.ShareBelow((x - 10) / 2), "normal");
    }

    [Theory]
    [InlineData(8, 11)]
    [InlineData(double.NegativeInfinity, 9)]
    [InlineData(18, 30)]
    [InlineData(24, double.PositiveInfinity)]
    [InlineData(-20, -8)]
    public void Bounds_cut_the_distribution_and_keep_its_proportions(double min, double max)
    {
        // Beyond the mean from the mirror image, since shares close to 1 are coarse.
        List<double> values = Values(new Normal(10, 2, min, max));
        Assert.All(values, x => Assert.InRange(x, min, max));
        Func<double, double> share = min > 10 ? x => -NormalQuantile.ShareBelow((10 - x) / 2)
            : x => NormalQuantile.ShareBelow((x - 10) / 2);
        double low = share(min), high = share(max);
        Statistics.AssertFollows(values, x => (share(x) - low) / (high - low), $"normal {min} to {max}");
    }

    [Fact]
    public void Bounds_that_leave_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Normal(0, 1, 100, 101));
        Assert.Throws<ArgumentException>(() => new Normal(0, 1, -101, -100));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Normal(0, 1, 2, 1));
    }

    [Fact]
    public void Log_normal_values_have_normal_logarithms()
    {
        List<double> values = Values(new LogNormal(3, 0.5, 10, 40));
        Assert.All(values, x => Assert.InRange(x, 10, 40));
        double Share(double x) => NormalQuantile.ShareBelow((Math.Log(x) - 3) / 0.5);
        Statistics.AssertFollows(values, x => (Share(x) - Share(10)) / (Share(40) - Share(10)), "log-normal");
        Statistics.AssertFollows(Values(new LogNormal(3, 0.5)), Share, "log-normal without bounds");
    }

    [Theory]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(1, 4)]
    [InlineData(100, 101)]
    public void Exponential_values_have_no_memory(double min, double max)
    {
        List<double> values = Values(new Exponential(2.5, min, max));
        Assert.All(values, x => Assert.InRange(x, min, max));
        double all = 1 - Math.Exp((min - max) / 2.5);
        Statistics.AssertFollows(values, x => (1 - Math.Exp((min - x) / 2.5)) / all, $"exponential {min} to {max}");
    }

    [Fact]
    public void Rounding_keeps_the_bounds()
    {
        Sampler<long> whole = Sampler.Rounded(new Normal(5, 3, 0.5, 9.5), 1, 9);
        long[] counts = new long[10];
        double[] expected = new double[10];
        for (ulong at = 0; at < 50_000; at++)
        {
            counts[whole.At(Key, at)]++;
        }

        for (int i = 1; i < 10; i++)
        {
            expected[i] = NormalQuantile.ShareBelow((i - 4.5) / 3) - NormalQuantile.ShareBelow((i - 5.5) / 3);
        }

        double total = expected.Sum();
        Statistics.AssertFits(counts, [.. expected.Select(e => e / total * 50_000)], "rounded");

        Sampler<decimal> prices = Sampler.Rounded(new Normal(5, 3), 2, 0.10m, 9.99m);
        for (ulong at = 0; at < 1000; at++)
        {
            decimal price = prices.At(Key, at);
            Assert.InRange(price, 0.10m, 9.99m);
            Assert.Equal(2, price.Scale);
        }
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        Checksums.AssertSame("normal", Checksums.Of(Values(new Normal(10, 2, 6, 1e9), 2000)));
        Checksums.AssertSame("log-normal", Checksums.Of(Values(new LogNormal(3, 0.5), 2000)));
        Checksums.AssertSame("exponential", Checksums.Of(Values(new Exponential(2.5, 1, 100), 2000)));
    }

    private static List<double> Values<TDraw>(TDraw draw, int count = 50_000)
        where TDraw : struct, IDraw<double>
    {
        ulong[] addresses = [.. Enumerable.Range(0, count).Select(at => (ulong)at)];
        double[] values = new double[count];
        Sampler.OfDouble(draw).Fill(Key, addresses, values);
        return [.. values];
    }
}
