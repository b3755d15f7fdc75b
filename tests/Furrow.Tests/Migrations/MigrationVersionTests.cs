using FsCheck;
using FsCheck.Fluent;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations;

/// <summary>The order of versions, which is that of numbers.</summary>
public sealed class MigrationVersionTests
{
    private static Gen<string> Part => Gen.OneOf(
        Gen.Choose(0, 30).Select(number => number.ToString("D1", null)),
        Gen.Choose(0, 30).Select(number => number.ToString("D4", null)),
        Gen.Elements("20240321", "202403211", "20240321093000", "1999123123", "19991231235959", "20240321093001"),
        Gen.Choose(18, 40).Select(length => new string('9', length)));

    private static Arbitrary<MigrationVersion> Versions =>
        (from parts in Gen.Choose(1, 3).SelectMany(count => Gen.ArrayOf(Part, count))
         from separator in Gen.Elements(".", "_", "-")
         select MigrationVersion.Parse(string.Join(separator, parts))).ToArbitrary();

    [Fact]
    public void G4_mixed_numbering_is_ordered_by_number()
    {
        string[] ordered =
        [
            "0", "001", "1.1", "1-2", "1_10", "2", "9", "010", "99", "100", "20240320", "20240321", "20240321_1",
            "20240321093000", "20240322", "20250111231125", "99999999999999999999999",
        ];
        Random chance = new(7);
        MigrationVersion[] shuffled = [.. ordered.Select(MigrationVersion.Parse)];
        chance.Shuffle(shuffled);
        Assert.Equal(ordered, shuffled.Order().Select(version => version.Text));
    }

    [Theory]
    [InlineData("1", "001")]
    [InlineData("0", "000")]
    [InlineData("1.2", "01_002")]
    [InlineData("1-2", "1.2")]
    [InlineData("20240321", "20240321000000")]
    [InlineData("2024032109", "20240321090000")]
    [InlineData("20240321_1", "20240321000000.01")]
    public void Two_spellings_of_one_version_are_equal(string one, string other)
    {
        MigrationVersion left = MigrationVersion.Parse(one);
        MigrationVersion right = MigrationVersion.Parse(other);
        Assert.True(left == right);
        Assert.False(left != right);
        Assert.False(left < right);
        Assert.True(left <= right);
        Assert.True(left >= right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal((one, other), (left.Text, right.Text));
    }

    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("12345678", "12345678000000")]
    [InlineData("2024032", "20240320000000")]
    [InlineData("202403210930001", "20240321093000")]
    public void What_only_looks_alike_is_not(string one, string other) =>
        Assert.NotEqual(MigrationVersion.Parse(one), MigrationVersion.Parse(other));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1a")]
    [InlineData("1..2")]
    [InlineData(".1")]
    [InlineData("1_")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("٣")]
    [InlineData("1,2")]
    public void What_is_no_version_is_told(string text)
    {
        Assert.False(MigrationVersion.TryParse(text, out MigrationVersion? version));
        Assert.Null(version);
        Assert.Contains(
            $"'{text}'", Assert.Throws<FormatException>(() => MigrationVersion.Parse(text)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_comes_before_everything()
    {
        MigrationVersion version = MigrationVersion.Parse("0");
        Assert.True(version.CompareTo(null) > 0);
        Assert.False(version.Equals(null));
        Assert.False(version.Equals("0"));
        Assert.True(version != null);
    }

    [Fact]
    public void The_order_is_total_and_agrees_with_equality_and_hash() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Versions, Versions, (one, other) =>
            Math.Sign(one.CompareTo(other)) == -Math.Sign(other.CompareTo(one))
            && one.CompareTo(other) == 0 == one.Equals(other)
            && (!one.Equals(other) || one.GetHashCode() == other.GetHashCode())
            && one < other == other > one
            && one <= other == !(one > other)
            && one.Equals(MigrationVersion.Parse(one.Text))));

    [Fact]
    public void The_order_is_transitive() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(5000),
        Prop.ForAll(Versions, Versions, Versions, (a, b, c) => !(a <= b && b <= c) || a <= c));
}
