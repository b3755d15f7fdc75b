using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Tests.Generation.Distributions;

public sealed class UniformTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("uniform");

    [Fact]
    public void Steps_reach_both_bounds_and_are_equally_likely()
    {
        UniformSteps steps = new(-7, 23, 5);
        long[] counts = new long[7];
        for (ulong at = 0; at < 70_000; at++)
        {
            counts[(steps.At(Key, at) + 7) / 5]++;
        }

        Statistics.AssertUniform(counts, "steps");
    }

    [Fact]
    public void The_whole_range_of_64_bits_and_a_single_number_are_ranges_too()
    {
        UniformSteps all = new(long.MinValue, long.MaxValue);
        UniformSteps one = new(long.MaxValue, long.MaxValue);
        long[] counts = new long[16];
        for (ulong at = 0; at < 50_000; at++)
        {
            counts[(ulong)(all.At(Key, at) + long.MinValue) >> 60]++;
            Assert.Equal(long.MaxValue, one.At(Key, at));
        }

        Statistics.AssertUniform(counts, "all of 64 bits");
    }

    [Fact]
    public void A_step_that_does_not_divide_the_range_leaves_the_upper_bound_out()
    {
        UniformSteps steps = new(0, 9, 4);
        Assert.Equal([0, 4, 8], Enumerable.Range(0, 100).Select(at => steps.At(Key, (ulong)at)).Distinct().Order());
    }

    [Fact]
    public void Floats_fill_their_range_and_never_reach_its_end()
    {
        UniformFloat range = new(-2, 3);
        List<double> values = [.. Enumerable.Range(0, 50_000).Select(at => range.At(Key, (ulong)at))];
        Statistics.AssertFollows(values, x => (x + 2) / 5, "floats");

        double next = Math.BitIncrement(1.0);
        Assert.All(Enumerable.Range(0, 1000), at => Assert.Equal(1, new UniformFloat(1, next).At(Key, (ulong)at)));
        Assert.InRange(UniformFloat.Between(-double.MaxValue, double.MaxValue, 0.75), 8e307, 9e307);
        Assert.Equal(5, new UniformFloat(5, 5).At(Key, 1));
    }

    [Fact]
    public void Decimals_have_their_scale_and_reach_both_bounds()
    {
        UniformDecimal prices = new(-0.05m, 0.05m, 2);
        long[] counts = new long[11];
        for (ulong at = 0; at < 50_000; at++)
        {
            decimal price = prices.At(Key, at);
            Assert.Equal(2, price.Scale);
            counts[(int)(price * 100) + 5]++;
        }

        Statistics.AssertUniform(counts, "decimals");
    }

    [Fact]
    public void Decimals_of_28_digits_are_drawn_evenly()
    {
        UniformDecimal wide = new(0, 6_999_999_999_999_999_999_999_999_999m, 0);
        long[] counts = new long[7];
        for (ulong at = 0; at < 35_000; at++)
        {
            counts[(int)(wide.At(Key, at) / 1_000_000_000_000_000_000_000_000_000m)]++;
        }

        Statistics.AssertUniform(counts, "wide decimals");
        Assert.Throws<OverflowException>(() => new UniformDecimal(0, decimal.MaxValue, 1));
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        UniformSteps steps = new(-1000, 1_000_000_000_000, 7);
        UniformFloat floats = new(-1e9, 1e12);
        UniformDecimal narrow = new(0, 99_999.99m, 2);
        UniformDecimal wide = new(-1e27m, 1e27m, 1);
        List<ulong> addresses = [.. Enumerable.Range(0, 1000).Select(at => (ulong)at)];
        Checksums.AssertSame("uniform.steps", Checksums.Of(addresses.Select(at => steps.At(Key, at))));
        Checksums.AssertSame("uniform.floats", Checksums.Of(addresses.Select(at => floats.At(Key, at))));
        Checksums.AssertSame("uniform.decimals", Checksums.Of(addresses.SelectMany(at => new[]
        {
            (long)Rounding.ToUnits(narrow.At(Key, at), 2), (long)(wide.At(Key, at) / 1_000_000_000_000m),
        })));
    }
}
