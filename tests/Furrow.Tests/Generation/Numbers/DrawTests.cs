using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Tests.Generation.Numbers;

/// <summary>Draws cover their ranges evenly and never leave them.</summary>
public sealed class DrawTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("draws");

    [Fact]
    public void Unit_draws_reach_0_but_not_1_and_open_ones_neither()
    {
        Assert.Equal(0, Draw.Unit(0));
        Assert.Equal(Math.BitDecrement(1), Draw.Unit(ulong.MaxValue));
        Assert.Equal(Math.Pow(2, -53), Draw.Open(0));
        Assert.Equal(Math.BitDecrement(1), Draw.Open(ulong.MaxValue));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(10UL)]
    [InlineData(1000UL)]
    public void Every_number_below_a_bound_is_equally_likely(ulong count)
    {
        long[] counts = new long[count];
        for (ulong at = 0; at < 100_000; at++)
        {
            counts[Draw.Below(Key, at, count)]++;
        }

        if (count > 1)
        {
            Statistics.AssertUniform(counts, $"below {count}");
        }
    }

    [Theory]
    [InlineData((1UL << 63) + 1)]
    [InlineData(0xC000_0000_0000_0000)]
    [InlineData(ulong.MaxValue)]
    public void Bounds_that_reject_half_of_all_numbers_are_even_too(ulong count)
    {
        long[] counts = new long[48];
        for (ulong at = 0; at < 100_000; at++)
        {
            ulong value = Draw.Below(Key, at, count);
            Assert.True(value < count);
            counts[(int)((UInt128)value * 48 / count)]++;
        }

        Statistics.AssertUniform(counts, $"below {count}");
    }

    [Fact]
    public void A_modulo_would_be_found_out()
    {
        // The same cells, drawn by remainder of three quarters of the range: the test above must be able to fail.
        const ulong count = 0xC000_0000_0000_0000;
        long[] counts = new long[48];
        for (ulong at = 0; at < 100_000; at++)
        {
            counts[(int)((UInt128)(Key.At(at) % count) * 48 / count)]++;
        }

        double each = 100_000 / 48.0;
        Assert.True(Statistics.ChiSquareDeviations(counts, [.. counts.Select(_ => each)]) > 50);
    }

    [Fact]
    public void All_of_64_bits_is_a_bound_of_0()
    {
        Assert.Equal(Key.At(3), Draw.Below(Key, 3, 0));
    }

    [Fact]
    public void Draws_are_the_committed_ones()
    {
        IEnumerable<ulong> draws =
            from count in new ulong[] { 1, 2, 7, 1UL << 40, (1UL << 63) + 1, ulong.MaxValue, 0 }
            from at in Enumerable.Range(0, 500)
            select Draw.Below(Key, (ulong)at, count);
        Checksums.AssertSame("draws.below", Checksums.Of(draws));
        Checksums.AssertSame("draws.second", Checksums.Of(
            Enumerable.Range(0, 500).Select(at => Draw.Second(Key, (ulong)at))));
    }

    [Theory]
    [InlineData("1.5", 2, 150)]
    [InlineData("-1.5", 0, -2)]
    [InlineData("0.005", 2, 0)]
    [InlineData("0.015", 2, 2)]
    [InlineData("123456789012345678.9", 1, 1234567890123456789)]
    public void Decimals_and_their_units_are_converted_exactly(string text, int scale, long units)
    {
        decimal value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(units, (long)Rounding.ToUnits(value, scale));
        Assert.Equal(decimal.Round(value, scale), Rounding.ToDecimal(units, scale));
        Assert.Equal(Rounding.ToDecimal(units, scale), Rounding.ToDecimal((Int128)units, scale));
    }

    [Fact]
    public void Rounding_saturates_where_64_bits_end()
    {
        Assert.Equal(long.MaxValue, Rounding.ToLong(1e300));
        Assert.Equal(long.MinValue, Rounding.ToLong(double.NegativeInfinity));
        Assert.Equal(2, Rounding.ToLong(2.5));
        Assert.Equal(-4, Rounding.ToLong(-3.5));
        Assert.Throws<OverflowException>(() => Rounding.ToUnits(decimal.MaxValue, 2));
    }
}
