using FsCheck;
using FsCheck.Fluent;
using Furrow.Seeds;

namespace Furrow.Tests.Seeds;

public sealed class SeedVersionTests
{
    private static Arbitrary<SeedVersion> Versions =>
        (from count in Gen.Choose(1, 4)
         from parts in Gen.ArrayOf(Gen.Choose(0, 12), count)
         select SeedVersion.Parse(string.Join('.', parts))).ToArbitrary();

    [Fact]
    public void Versions_are_ordered_number_by_number()
    {
        string[] ordered = ["0", "0.0.1", "0.9", "0.10", "1", "1.0.0.1", "1.2", "1.10", "2", "10", "9999999999"];
        Assert.Equal(ordered, ordered.Reverse().OrderBy(SeedVersion.Parse));
    }

    [Theory]
    [InlineData("1", "1.0.0")]
    [InlineData("1.2", "1.2.0.0")]
    [InlineData("01.02", "1.2")]
    public void What_is_left_out_is_zero(string one, string other)
    {
        Assert.Equal(SeedVersion.Parse(one), SeedVersion.Parse(other));
        Assert.Equal(0, SeedVersion.Parse(one).CompareTo(SeedVersion.Parse(other)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("1.")]
    [InlineData(".1")]
    [InlineData("1..2")]
    [InlineData("1.2.3.4.5")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1,0")]
    [InlineData("1.0-beta")]
    [InlineData("99999999999999999999")]
    public void What_is_no_version_is_told(string text)
    {
        Assert.False(SeedVersion.TryParse(text, out _));
        Assert.Throws<FormatException>(() => SeedVersion.Parse(text));
    }

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Versions, Versions, Versions, (a, b, c) =>
            Math.Sign(a.CompareTo(b)) == -Math.Sign(b.CompareTo(a))
            && a.CompareTo(b) == 0 == (a == b)
            && (a != b || a.GetHashCode() == b.GetHashCode())
            && (!(a <= b && b <= c) || a <= c)
            && a < b == b > a));
}
