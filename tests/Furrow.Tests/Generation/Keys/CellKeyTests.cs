using System.Numerics;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Keys;

/// <summary>The numbers of keys look like chance in every way that data could show.</summary>
public sealed class CellKeyTests
{
    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("users").Fold("email");

    private static readonly Func<ulong, ulong>[] AddressForms =
    [
        number => number,
        number => number << 20,
        number => number << 44,
        number => RowAddress.OfRoot((long)number * 1000),
        number => RowAddress.OfChild(number / 8, (int)(number % 8)),
        number => ~number,
        number => BitOperations.RotateLeft(number, 32),
    ];

    [Fact]
    public void One_bit_of_an_address_changes_each_bit_of_its_number_half_of_the_time()
    {
        foreach (Func<ulong, ulong> form in AddressForms)
        {
            AssertAvalanche((at, bit) => Key.At(form(at)) ^ Key.At(form(at) ^ (1UL << bit)), "address");
        }
    }

    [Fact]
    public void One_bit_of_a_random_seed_or_a_folded_number_changes_each_bit_of_a_number_half_of_the_time()
    {
        AssertAvalanche(
            (at, bit) => CellKey.FromSeed((long)at).At(7) ^ CellKey.FromSeed((long)at ^ (1L << bit)).At(7), "seed");
        AssertAvalanche((at, bit) => Key.Fold(at).At(7) ^ Key.Fold(at ^ (1UL << bit)).At(7), "fold");
    }

    [Fact]
    public void Each_group_of_bits_is_uniform_for_every_form_of_address_and_many_keys()
    {
        for (int form = 0; form < AddressForms.Length; form++)
        {
            for (int which = 0; which < 20; which++)
            {
                CellKey key = CellKey.FromSeed(which).Fold("t" + form);
                long[][] counts = [new long[256], new long[256], new long[256], new long[256]];
                for (ulong i = 0; i < 50_000; i++)
                {
                    ulong number = key.At(AddressForms[form](i));
                    counts[0][number >> 56]++;
                    counts[1][(number >> 31) & 255]++;
                    counts[2][(number >> 12) & 255]++;
                    counts[3][number & 255]++;
                }

                Assert.All(counts, c => Statistics.AssertUniform(c, $"form {form}, key {which}"));
            }
        }
    }

    [Fact]
    public void Neighbours_do_not_know_of_each_other()
    {
        // Pairs in a table of 64 × 64: of neighbouring addresses, keys, draws, and of two columns of a row.
        CellKey other = CellKey.FromSeed(1).Fold("users").Fold("name");
        AssertIndependent(at => (Key.At(at), Key.At(at + 1)), "addresses");
        AssertIndependent(at => (Key.At(at), other.At(at)), "columns");
        AssertIndependent(at => (CellKey.FromSeed((long)at).At(0), CellKey.FromSeed((long)at + 1).At(0)), "seeds");
        AssertIndependent(at => (Key.Fold(at).At(5), Key.Fold(at + 1).At(5)), "folds");
        AssertIndependent(at => (Key.At(at), Key.At(at, 0)), "draw 0");
        AssertIndependent(at => (Key.At(at, 0), Key.At(at, 1)), "draws");
        AssertIndependent(at => (Key.At(at, 1), Key.At(at + 1, 0)), "draws across addresses");
        AssertIndependent(at => (Key.At(at, 1), Key.At(at, int.MaxValue)), "far draws");
        AssertIndependent(
            at => (Key.At(RowAddress.OfChild(at, 0)), Key.At(RowAddress.OfChild(at, 1))), "children of a parent");
        AssertIndependent(
            at => (Key.At(RowAddress.OfChild(at, 0)), Key.At(RowAddress.OfChild(at + 1, 0))), "first children");
        AssertIndependent(at => (Key.At(at), Key.At(RowAddress.OfChild(at, 0))), "parent and child");
    }

    [Fact]
    public void Sums_over_rows_lie_as_close_to_their_mean_as_chance_has_them()
    {
        const int count = 4096;
        double squares = 0;
        for (int which = 0; which < 400; which++)
        {
            CellKey key = CellKey.FromSeed(which).Fold("amount");
            double sum = 0;
            for (ulong at = 0; at < count; at++)
            {
                sum += (key.At(at) / Math.Pow(2, 64)) - 0.5;
            }

            squares += sum * sum / (count / 12.0);
        }

        Assert.InRange(squares / 400, 0.7, 1.3);
    }

    [Fact]
    public void Names_that_differ_make_keys_that_differ()
    {
        string[] names = ["", "a", "b", "ab", "a ", "email", "Email", "e-mail", "é", "e\u0301", "null", "table.column"];
        Assert.Equal(names.Length, names.Select(name => Key.Fold(name).At(0)).Distinct().Count());
        Assert.NotEqual(Key.Fold("a").Fold("b").At(0), Key.Fold("b").Fold("a").At(0));
        Assert.NotEqual(Key.Fold("a").Fold("b").At(0), Key.Fold("ab").At(0));
        Assert.NotEqual(CellKey.FromSeed(1).At(0), CellKey.FromSeed(1).Fold(1).At(0));
    }

    [Fact]
    public void Numbers_are_the_committed_ones()
    {
        IEnumerable<ulong> numbers =
            from seed in new long[] { 0, 1, -1, 42, long.MinValue }
            from name in new[] { "", "users", "größe" }
            from at in new ulong[] { 0, 1, 1000, ulong.MaxValue }
            from draw in Enumerable.Range(-1, 4)
            let key = CellKey.FromSeed(seed).Fold(name)
            select draw < 0 ? key.At(at) : key.At(at, draw);
        Checksums.AssertSame("keys", Checksums.Of(numbers));
    }

    private static void AssertAvalanche(Func<ulong, int, ulong> difference, string what)
    {
        const int count = 1000;
        for (int bit = 0; bit < 64; bit++)
        {
            int[] flips = new int[64];
            for (ulong at = 0; at < count; at++)
            {
                ulong changed = difference(at, bit);
                for (int i = 0; i < 64; i++)
                {
                    flips[i] += (int)(changed >> i) & 1;
                }
            }

            // The deviation is 15.8; over 28,672 cells five of them are not exceeded by chance.
            Assert.All(flips, flip => Assert.True(Math.Abs(flip - (count / 2)) < 80, $"{what} bit {bit}: {flip}"));
        }
    }

    private static void AssertIndependent(Func<ulong, (ulong A, ulong B)> pair, string what)
    {
        long[] high = new long[4096];
        long[] low = new long[4096];
        long[] mixed = new long[4096];
        for (ulong at = 0; at < 200_000; at++)
        {
            (ulong a, ulong b) = pair(at);
            high[((a >> 58) << 6) | (b >> 58)]++;
            low[((a & 63) << 6) | (b & 63)]++;
            mixed[((a & 63) << 6) | (b >> 58)]++;
        }

        Statistics.AssertUniform(high, what + ", high bits");
        Statistics.AssertUniform(low, what + ", low bits");
        Statistics.AssertUniform(mixed, what + ", low and high bits");
    }
}
