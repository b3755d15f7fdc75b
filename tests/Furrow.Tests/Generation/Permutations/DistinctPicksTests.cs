using Furrow.Generation.Keys;
using Furrow.Generation.Permutations;

namespace Furrow.Tests.Generation.Permutations;

public sealed class DistinctPicksTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("picks");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(6, 2)]
    [InlineData(30, 7)]
    public void Picks_of_a_group_differ_and_each_thing_is_picked_equally_often(int size, int count)
    {
        long[] counts = new long[size];
        long[] picks = new long[count];
        for (ulong group = 0; group < 20_000; group++)
        {
            DistinctPicks.Fill(Key, group, size, picks);
            Assert.Equal(count, picks.Distinct().Count());
            counts[picks[count - 1]]++;
        }

        if (size > 1)
        {
            Statistics.AssertUniform(counts, $"{count} of {size}");
        }
    }

    [Fact]
    public void Every_pair_of_a_small_group_is_picked_equally_often()
    {
        long[] counts = new long[25];
        long[] picks = new long[2];
        for (ulong group = 0; group < 20_000; group++)
        {
            DistinctPicks.Fill(Key, group, 5, picks);
            counts[(Math.Min(picks[0], picks[1]) * 5) + Math.Max(picks[0], picks[1])]++;
        }

        Statistics.AssertUniform([.. counts.Where(count => count > 0)], "pairs");
        Assert.Equal(10, counts.Count(count => count > 0));
    }

    [Fact]
    public void More_picks_begin_with_the_fewer()
    {
        long[] few = new long[3];
        long[] many = new long[40];
        DistinctPicks.Fill(Key, 77, 40, few);
        DistinctPicks.Fill(Key, 77, 40, many);
        Assert.Equal(few, many[..3]);
    }

    [Fact]
    public void More_picks_than_things_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DistinctPicks.Fill(Key, 0, 2, new long[3]));
        DistinctPicks.Fill(Key, 0, 0, []);
    }

    [Fact]
    public void Picks_are_the_committed_ones()
    {
        long[] picks = new long[20];
        List<long> all = [];
        for (ulong group = 0; group < 50; group++)
        {
            DistinctPicks.Fill(Key, group, 1000, picks);
            all.AddRange(picks);
        }

        Checksums.AssertSame("picks", Checksums.Of(all));
    }
}
