using FsCheck;
using FsCheck.Fluent;
using Furrow.Generation.Spaces;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;

namespace Furrow.Tests.Scenarios.Running;

/// <summary>How rows are cut into parts: each row is in one, and children are where their parents are.</summary>
public sealed class ShardPartTests
{
    [Fact]
    public void All_parts_together_have_each_row_once_and_children_with_their_parents() => Prop.ForAll(
        (from counts in Gen.Choose(0, 4).ArrayOf()
         from partCount in Gen.Choose(1, 12)
         from first in Gen.Choose(0, 1_000_000)
         select (Counts: counts, PartCount: partCount, First: first)).ToArbitrary(),
        sample => AreWhole(sample.Counts, sample.PartCount, sample.First)).QuickCheckThrowOnFailure();

    [Fact]
    public void As_many_rows_as_there_can_be_are_cut_without_overflow()
    {
        RootSpace rows = new(0, long.MaxValue);
        Assert.Equal(long.MaxValue, new ShardPart(1000, 1000).Of(rows).End);
        Assert.Equal(new ShardPart(999, 1000).Of(rows).End, new ShardPart(1000, 1000).Of(rows).First);
    }

    [Theory]
    [InlineData("2/4", 2, 4)]
    [InlineData("1/1", 1, 1)]
    [InlineData("1000/1000", 1000, 1000)]
    public void A_part_is_written_as_one_of_so_many(string text, int number, int count)
    {
        Assert.Equal(new ShardNumber(number, count), ShardNumber.Read(text));
        Assert.Equal(text, ShardNumber.Read(text)!.ToString());
    }

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1/1001")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData(" 1/2")]
    [InlineData("")]
    public void Anything_else_is_none(string text) => Assert.Null(ShardNumber.Read(text));

    private static void AreWhole(int[] counts, int partCount, int first)
    {
        RootSpace parents = new(first, counts.Length);
        ChildCounts.Builder builder = ChildCounts.For(counts.Length);
        foreach (int count in counts)
        {
            builder.Add(count);
        }

        ChildSpace children = new(parents, builder.Build(), first + 3);
        long parent = parents.First;
        long child = children.First;
        for (int number = 1; number <= partCount; number++)
        {
            ShardPart part = new(number, partCount);
            RowRange own = part.Of(parents);
            RowRange theirs = part.Of(children);
            Assert.Equal((parent, child), (own.First, theirs.First));
            Assert.InRange(own.Count, parents.Count / partCount, (parents.Count / partCount) + 1);
            Assert.Equal(counts[(int)(own.First - first)..(int)(own.End - first)].Sum(), theirs.Count);
            (parent, child) = (own.End, theirs.End);
        }

        Assert.Equal((parents.End, children.End), (parent, child));
    }
}
