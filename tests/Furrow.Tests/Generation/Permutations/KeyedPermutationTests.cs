using Furrow.Generation.Keys;
using Furrow.Generation.Permutations;

namespace Furrow.Tests.Generation.Permutations;

public sealed class KeyedPermutationTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("permutation");

    [Fact]
    public void Every_size_up_to_5000_is_permuted_and_taken_back()
    {
        bool[] seen = new bool[5000];
        for (ulong size = 1; size <= 5000; size++)
        {
            int keys = size <= 64 ? 50 : size <= 500 ? 5 : 1;
            for (int which = 0; which < keys; which++)
            {
                KeyedPermutation permutation = new(Key.Fold(size).Fold((ulong)which), size);
                Array.Clear(seen);
                for (ulong number = 0; number < size; number++)
                {
                    ulong place = permutation.Apply(number);
                    if (place >= size || seen[place])
                    {
                        Assert.Fail($"size {size}, key {which}: {number} goes to {place}");
                    }

                    seen[place] = true;
                    if (size <= 1000 && permutation.Invert(place) != number)
                    {
                        Assert.Fail($"size {size}, key {which}: {place} does not come back to {number}");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1UL << 63)]
    [InlineData((1UL << 63) - 1)]
    [InlineData(1_000_000_007UL)]
    [InlineData((1UL << 62) - 57)]
    [InlineData(4_294_967_296UL)]
    [InlineData(4_294_967_297UL)]
    public void Large_sizes_are_taken_back_too(ulong size)
    {
        KeyedPermutation permutation = new(Key, size);
        for (ulong i = 0; i < 20_000; i++)
        {
            ulong number = i % 2 == 0 ? i : size - i;
            ulong place = permutation.Apply(number);
            Assert.True(place < size);
            Assert.Equal(number, permutation.Invert(place));
        }
    }

    [Fact]
    public void Under_many_keys_every_pair_of_numbers_goes_to_every_pair_of_places_equally_often()
    {
        for (int size = 2; size <= 40; size++)
        {
            AssertPairs(size);
        }
    }

    [Fact]
    public void All_permutations_of_four_come_up_equally_often()
    {
        long[] counts = new long[256];
        for (int which = 0; which < 48_000; which++)
        {
            KeyedPermutation permutation = new(Key.Fold((ulong)which), 4);
            counts[(permutation.Apply(0) << 6) | (permutation.Apply(1) << 4) | (permutation.Apply(2) << 2)
                | permutation.Apply(3)]++;
        }

        Statistics.AssertUniform([.. counts.Where(count => count > 0)], "permutations of 4");
        Assert.Equal(24, counts.Count(count => count > 0));
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000_007)]
    [InlineData(long.MaxValue)]
    public void Places_of_neighbours_are_spread_and_independent(long size)
    {
        KeyedPermutation permutation = new(Key, (ulong)size);
        long[] pairs = new long[32 * 32];
        long[] rest = new long[64];
        for (ulong number = 0; number < 99_999; number++)
        {
            ulong here = permutation.Apply(number);
            ulong next = permutation.Apply(number + 1);
            pairs[(Cell(here, size, 32) * 32) + Cell(next, size, 32)]++;
            rest[(next - here) & 63]++;
        }

        Statistics.AssertUniform(pairs, $"neighbours of {size}");
        Statistics.AssertUniform(rest, $"differences of {size}");
    }

    [Fact]
    public void A_permutation_hardly_has_fixed_points_or_runs()
    {
        KeyedPermutation permutation = new(Key, 1_000_000);
        int same = 0, rising = 0;
        ulong before = permutation.Apply(999_999);
        for (ulong number = 0; number < 1_000_000; number++)
        {
            ulong place = permutation.Apply(number);
            same += place == number ? 1 : 0;
            rising += place > before ? 1 : 0;
            before = place;
        }

        Assert.InRange(same, 0, 8);
        Assert.InRange(rising, 498_500, 501_500);
    }

    [Fact]
    public void Places_are_the_committed_ones()
    {
        IEnumerable<ulong> places =
            from size in new ulong[] { 1, 2, 3, 10, 97, 5000, 1_000_000_007, 1UL << 63 }
            from number in Enumerable.Range(0, 300)
            where (ulong)number < size
            select new KeyedPermutation(Key, size).Apply((ulong)number);
        Checksums.AssertSame("permutation", Checksums.Of(places));
    }

    private static void AssertPairs(int size)
    {
        long[] first = new long[size * size];
        long[] neighbours = new long[size * size];
        double[] expected = new double[size * size];
        for (int which = 0; which < 20_000; which++)
        {
            KeyedPermutation permutation = new(Key.Fold((ulong)which), (ulong)size);
            ulong a = permutation.Apply(0), b = permutation.Apply((ulong)size - 1), c = permutation.Apply(1);
            first[(int)((a * (ulong)size) + b)]++;
            neighbours[(int)((a * (ulong)size) + c)]++;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] = i / size == i % size ? 0 : 20_000.0 / (size * (size - 1));
        }

        Statistics.AssertFits(first, expected, $"first and last of {size}");
        Statistics.AssertFits(neighbours, expected, $"neighbours of {size}");
    }

    private static int Cell(ulong value, long size, int cells) => (int)((UInt128)value * (uint)cells / (ulong)size);
}
