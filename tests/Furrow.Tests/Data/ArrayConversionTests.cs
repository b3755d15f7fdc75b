using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>Lists, array literals and JSON lists for array columns.</summary>
public sealed class ArrayConversionTests
{
    private static readonly TextPlace Place = new(1, 1);
    private static readonly ColumnType Texts = Types.ArrayOf(Types.Of(TypeKind.Text));
    private static readonly ColumnType Integers = Types.ArrayOf(Types.Of(TypeKind.Int32));

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" { a , \"b c\" , null } ", "{a,\"b c\",NULL}")]
    [InlineData("{\"NULL\",\"\"}", "{\"NULL\",\"\"}")]
    [InlineData(@"{a\,b,""say \""hi\"" \\""}", @"{""a,b"",""say \""hi\"" \\""}")]
    [InlineData("{{a,b},{c,d}}", "{{a,b},{c,d}}")]
    [InlineData("[0:1]={a,b}", "[0:1]={a,b}")]
    [InlineData("[\"a\", null, \"x y\"]", "{a,NULL,\"x y\"}")]
    [InlineData("[]", "{}")]
    [InlineData("{a", null)]
    [InlineData("{a}}", null)]
    [InlineData("{a,}", null)]
    [InlineData("{,a}", null)]
    [InlineData("{\"a\"b}", null)]
    [InlineData("{a{b}}", null)]
    [InlineData("{{a,b},{c}}", null)]
    [InlineData("{{a},b}", null)]
    [InlineData("a,b", null)]
    [InlineData("", null)]
    [InlineData("[\"a\"", null)]
    [InlineData("{{{{{{{a}}}}}}}", null)]
    public void Text_is_a_literal_or_a_json_list(string text, string? canonical) =>
        Assert.Equal(canonical, ValueConverter.Convert(Texts, new QuotedText(text, Place)).Text);

    [Fact]
    public void Every_element_is_checked_by_the_element_type()
    {
        Assert.Equal("{1,-2,NULL}", ValueConverter.Convert(Integers, new PlainText("{+1, -2, NULL}", Place)).Text);
        Assert.Equal(
            "expected integer (32 bits), found text of 3 characters",
            ValueConverter.Convert(Integers, new PlainText("{1,abc}", Place)).Problem!.Message);
        Assert.Equal(
            "{true,false}",
            ValueConverter.Convert(Types.ArrayOf(Types.Of(TypeKind.Boolean)), List(Plain("yes"), Plain("off"))).Text);
        ValueProblem problem = ValueConverter.Convert(
            Integers, List(Plain("1"), new PlainText("x", new TextPlace(9, 4)))).Problem!;
        Assert.Equal(new TextPlace(9, 4), problem.Place);
    }

    [Fact]
    public void Nested_lists_are_dimensions_and_must_be_even()
    {
        Assert.Equal(
            "{{1,2},{3,4}}", ValueConverter.Convert(Integers, List(Numbers("1", "2"), Numbers("3", "4"))).Text);
        Assert.Contains(
            "different lengths",
            ValueConverter.Convert(Integers, List(Numbers("1", "2"), Numbers("3"))).Problem!.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "beside one another",
            ValueConverter.Convert(Integers, List(Numbers("1"), Plain("2"))).Problem!.Message,
            StringComparison.Ordinal);
        Assert.NotNull(ValueConverter.Convert(Integers, List(Numbers("1"), new NullValue(Place))).Problem);
    }

    [Fact]
    public void A_list_within_a_json_array_is_a_json_value()
    {
        ColumnType json = Types.ArrayOf(Types.Of(TypeKind.Json));
        Assert.Equal(
            """{"[1,2]","{\"a\":true}",NULL}""",
            ValueConverter.Convert(json, List(
                Numbers("1", "2"),
                new MapValue([new MapEntry("a", Place, Plain("true"))], Place),
                new NullValue(Place))).Text);
    }

    [Fact]
    public void SQLite_keeps_lists_as_json()
    {
        Assert.Equal(
            """["a","b c",null]""",
            ValueConverter.Convert(
                Types.SqliteArrayOf(Types.Of(TypeKind.Text, "TEXT")),
                List(Plain("a"), Plain("b c"), new NullValue(Place))).Text);
        ColumnType integers = Types.SqliteArrayOf(Types.Of(TypeKind.Int64, "INTEGER"));
        Assert.Equal("[1,2]", ValueConverter.Convert(integers, new PlainText("{1,2}", Place)).Text);
        Assert.Equal("[[1],[2]]", ValueConverter.Convert(integers, new PlainText("[[1],[2]]", Place)).Text);
        Assert.NotNull(ValueConverter.Convert(integers, new PlainText("[1,\"x\"]", Place)).Problem);
    }

    private static PlainText Plain(string text) => new(text, Place);

    private static ListValue List(params SeedValue[] items) => new([.. items], Place);

    private static ListValue Numbers(params string[] items) =>
        List([.. items.Select(item => new NumberToken(item, Place))]);
}
