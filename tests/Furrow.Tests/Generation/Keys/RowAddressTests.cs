using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Keys;

/// <summary>Rows have addresses of their own, however they hang together.</summary>
public sealed class RowAddressTests
{
    [Fact]
    public void Ten_million_children_have_ten_million_addresses()
    {
        // 100,000 roots × 10 children × 10 grandchildren; those of one table are compared with each other.
        ulong[] addresses = new ulong[10_000_000];
        int count = 0;
        for (long root = 0; root < 100_000; root++)
        {
            for (int child = 0; child < 10; child++)
            {
                ulong parent = RowAddress.OfChild(RowAddress.OfRoot(root), child);
                for (int ordinal = 0; ordinal < 10; ordinal++)
                {
                    addresses[count++] = RowAddress.OfChild(parent, ordinal);
                }
            }
        }

        AssertDistinct(addresses);
    }

    [Fact]
    public void Many_children_of_few_and_few_children_of_many_do_not_meet()
    {
        ulong[] addresses = new ulong[4_000_000];
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = i < 2_000_000
                ? RowAddress.OfChild((ulong)(i % 4), i / 4)
                : RowAddress.OfChild((ulong)i * 1_000_003, i % 3);
        }

        AssertDistinct(addresses);
    }

    [Fact]
    public void A_childs_address_depends_on_every_bit_of_its_parents_and_on_its_ordinal()
    {
        for (int bit = 0; bit < 64; bit++)
        {
            double flips = 0;
            for (ulong at = 0; at < 1000; at++)
            {
                flips += ulong.PopCount(RowAddress.OfChild(at, 3) ^ RowAddress.OfChild(at ^ (1UL << bit), 3));
            }

            Assert.InRange(flips / 1000, 29, 35);
        }

        double between = 0;
        for (int ordinal = 0; ordinal < 1000; ordinal++)
        {
            between += ulong.PopCount(RowAddress.OfChild(9, ordinal) ^ RowAddress.OfChild(9, ordinal + 1));
        }

        Assert.InRange(between / 1000, 30, 34);
    }

    [Fact]
    public void Addresses_are_the_committed_ones()
    {
        IEnumerable<ulong> addresses =
            from root in new long[] { 0, 1, 2, 1_000_000_007 }
            from child in new[] { 0, 1, 7, int.MaxValue }
            from ordinal in new[] { 0, 1, 99 }
            select RowAddress.OfChild(RowAddress.OfChild(RowAddress.OfRoot(root), child), ordinal);
        Checksums.AssertSame("addresses", Checksums.Of(addresses));
    }

    private static void AssertDistinct(ulong[] addresses)
    {
        Array.Sort(addresses);
        for (int i = 1; i < addresses.Length; i++)
        {
            if (addresses[i - 1] == addresses[i])
            {
                Assert.Fail($"{addresses[i]:x16} is the address of two rows");
            }
        }
    }
}
