using Furrow.Generation.Distributions;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Distributions;

public sealed class ChoiceTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("choice");

    public static TheoryData<decimal[]> Weights => new(
        [88, 8, 4], [1], [0, 1, 0], [1, 1, 1, 1], [0.1m, 0.7m, 0.2m], [1, 1000, 1_000_000], [3, 0, 5, 1, 1, 1, 9, 2],
        [0.0000001m, 1e20m], [1e-28m, 2e-28m]);

    [Theory]
    [MemberData(nameof(Weights))]
    public void Choices_are_as_frequent_as_their_weights(decimal[] weights)
    {
        AliasTable table = new(weights);
        long[] counts = new long[weights.Length];
        for (ulong at = 0; at < 100_000; at++)
        {
            counts[table.At(Key, at)]++;
        }

        double total = weights.Sum(w => (double)w);
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.True(weights[i] > 0 || counts[i] == 0, $"choice {i} has no weight and came up");
        }

        if (weights.Length > 1 && weights.Count(w => w > 0) > 1)
        {
            Statistics.AssertFits(counts, [.. weights.Select(w => (double)w / total * 100_000)], "choices");
        }
    }

    [Fact]
    public void A_thousand_choices_are_as_frequent_as_their_weights()
    {
        decimal[] weights = [.. Enumerable.Range(1, 1000).Select(i => (decimal)(i * i % 997))];
        AliasTable table = new(weights);
        long[] counts = new long[1000];
        for (ulong at = 0; at < 1_000_000; at++)
        {
            counts[table.At(Key, at)]++;
        }

        double total = (double)weights.Sum();
        Statistics.AssertFits(counts, [.. weights.Select(w => (double)w / total * 1_000_000)], "a thousand choices");
    }

    [Fact]
    public void Weights_below_0_or_none_at_all_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AliasTable([1, -1]));
        Assert.Throws<ArgumentException>(() => new AliasTable([0, 0]));
        Assert.Throws<ArgumentException>(() => new AliasTable([]));
    }

    [Fact]
    public void A_histogram_fills_each_bucket_evenly()
    {
        Histogram histogram = new([new(0, 10, 1), new(10, 11, 2), new(50, 100, 1)]);
        List<double> values = [.. Enumerable.Range(0, 50_000).Select(at => histogram.At(Key, (ulong)at))];
        Statistics.AssertFollows(values, x => x switch
        {
            < 10 => x / 40,
            < 11 => 0.25 + ((x - 10) / 2),
            < 50 => 0.75,
            _ => 0.75 + ((x - 50) / 200),
        }, "histogram");
        Assert.All(values, x => Assert.True(x is (>= 0 and < 11) or (>= 50 and < 100)));
    }

    [Fact]
    public void Values_are_the_committed_ones()
    {
        AliasTable table = new([88, 8, 4, 0.5m]);
        Histogram histogram = new([new(0, 10, 1), new(10, 11, 2)]);
        Checksums.AssertSame("alias", Checksums.Of(
            Enumerable.Range(0, 2000).Select(at => (long)table.At(Key, (ulong)at))));
        Checksums.AssertSame("histogram", Checksums.Of(
            Enumerable.Range(0, 2000).Select(at => histogram.At(Key, (ulong)at))));
    }
}
