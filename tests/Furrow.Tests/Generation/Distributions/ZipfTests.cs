using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Distributions;

public sealed class ZipfTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("zipf");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0.3)]
    [InlineData(10, 1)]
    [InlineData(100, 0.5)]
    [InlineData(1000, 1.0000001)]
    [InlineData(1000, 2)]
    [InlineData(50, 8)]
    public void Ranks_are_as_frequent_as_their_power_says(int count, double exponent)
    {
        Zipf zipf = new(count, exponent);
        long[] counts = new long[count];
        for (ulong at = 0; at < 100_000; at++)
        {
            counts[zipf.At(Key, at) - 1]++;
        }

        if (count > 1)
        {
            double[] weights = [.. Enumerable.Range(1, count).Select(k => Math.Pow(k, -exponent))];
            double total = weights.Sum();
            Statistics.AssertFits(counts, [.. weights.Select(w => w / total * 100_000)], $"{count} ranks, {exponent}");
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.8)]
    [InlineData(1.5)]
    public void A_million_million_ranks_are_drawn_as_fast_and_as_right(double exponent)
    {
        // Cells between powers of two, whose shares are integrals of the power but for the first ranks.
        Zipf zipf = new(Zipf.CountMax, exponent);
        double[] expected = new double[40];
        long[] counts = new long[40];
        for (int cell = 0; cell < 40; cell++)
        {
            long from = 1L << cell;
            long end = Math.Min(1L << (cell + 1), Zipf.CountMax + 1);
            expected[cell] = cell < 12
                ? Enumerable.Range((int)from, (int)(end - from)).Sum(k => Math.Pow(k, -exponent))
                : exponent == 1 ? Math.Log((end - 0.5) / (from - 0.5))
                : (Math.Pow(end - 0.5, 1 - exponent) - Math.Pow(from - 0.5, 1 - exponent)) / (1 - exponent);
        }

        double total = expected.Sum();
        for (ulong at = 0; at < 50_000; at++)
        {
            counts[63 - long.LeadingZeroCount(zipf.At(Key, at))]++;
        }

        Statistics.AssertFits(counts, [.. expected.Select(e => e / total * 50_000)], $"exponent {exponent}");
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        Zipf few = new(1000, 1.1);
        Zipf many = new(Zipf.CountMax, 0.9);
        Checksums.AssertSame("zipf", Checksums.Of(Enumerable.Range(0, 2000).SelectMany(
            at => new[] { few.At(Key, (ulong)at), many.At(Key, (ulong)at) })));
    }
}
