using FsCheck;
using FsCheck.Fluent;
using Furrow.Generation.Keys;
using Furrow.Generation.Trees;

namespace Furrow.Tests.Generation.Trees;

/// <summary>Trees without circles, of the levels asked for.</summary>
public sealed class TreeShapeTests
{
    private static readonly CellKey Key = CellKey.FromSeed(7).Fold("tree");

    [Fact]
    public void Every_parent_is_on_the_level_above_in_the_same_tree()
    {
        Gen<(int Depth, int Children, int Row)> places =
            from depth in Gen.Choose(1, 6) from children in Gen.Choose(1, 9) from row in Gen.Choose(0, 1_000_000)
            select (depth, children, row);
        Prop.ForAll(places.ToArbitrary(), place =>
        {
            TreeShape shape = new(Key, place.Depth, place.Children);
            int level = shape.LevelOf(place.Row);
            long parent = shape.ParentOf(place.Row, RowAddress.OfRoot(place.Row));
            return level < place.Depth && (level == 0 ? parent == -1
                : parent >= 0 && parent < place.Row && shape.LevelOf(parent) == level - 1
                    && parent / shape.RowCount == place.Row / shape.RowCount);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(3, 2, 7)]
    [InlineData(4, 10, 1111)]
    [InlineData(1000, 1, 1000)]
    public void A_tree_has_so_many_rows(int depth, int children, long rows) =>
        Assert.Equal(rows, new TreeShape(Key, depth, children).RowCount);

    [Fact]
    public void Children_are_drawn_alike_among_the_rows_above()
    {
        TreeShape shape = new(Key, 3, 100);
        long[] counts = new long[100];
        for (long row = 101; row < shape.RowCount; row++)
        {
            counts[shape.ParentOf(row, RowAddress.OfRoot(row)) - 1]++;
        }

        Statistics.AssertUniform(counts, "children");
    }

    [Fact]
    public void Trees_that_nobody_can_count_are_refused() =>
        Assert.Throws<ArgumentException>(() => new TreeShape(Key, 64, 3));
}
