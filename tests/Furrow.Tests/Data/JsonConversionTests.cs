using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>Values of json columns.</summary>
public sealed class JsonConversionTests
{
    private static readonly TextPlace Place = new(2, 5);
    private static readonly ColumnType Json = Types.Of(TypeKind.Json);

    [Theory]
    [InlineData("{\"a\": [1, 2.50]}", "{\"a\": [1, 2.50]}")]
    [InlineData(" 5 ", "5")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("text", null)]
    [InlineData("{a: 1}", null)]
    [InlineData("{\"a\": 1,}", null)]
    [InlineData("1 2", null)]
    [InlineData("", null)]
    [InlineData("{\"a\": 1} // no", null)]
    public void Text_is_json_or_a_problem(string text, string? canonical) =>
        Assert.Equal(canonical, ValueConverter.Convert(Json, new QuotedText(text, Place)).Text);

    [Theory]
    [InlineData("true", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("~", "null")]
    [InlineData("12", "12")]
    [InlineData("+012", "12")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("0x1G", "\"0x1G\"")]
    [InlineData(".5", "0.5")]
    [InlineData("1.10", "1.10")]
    [InlineData("1e3", "1e3")]
    [InlineData("2026-01-05", "\"2026-01-05\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("é \"q\"", "\"é \\\"q\\\"\"")]
    public void Plain_scalars_inside_are_typed_by_the_core_schema(string plain, string json)
    {
        MapValue map = new([new MapEntry("k", Place, new PlainText(plain, Place))], Place);
        Assert.Equal($"{{\"k\":{json}}}", ValueConverter.Convert(Json, map).Text);
    }

    [Fact]
    public void Quoted_text_inside_stays_text_and_numbers_keep_their_digits()
    {
        ListValue list = new(
            [new QuotedText("5", Place), new NumberToken("1.000", Place), new BooleanToken(false, Place)], Place);
        Assert.Equal("[\"5\",1.000,false]", ValueConverter.Convert(Json, list).Text);
    }

    [Fact]
    public void What_json_cannot_say_is_refused_where_it_stands()
    {
        ListValue list = new([new PlainText(".inf", new TextPlace(8, 3))], Place);
        ValueProblem problem = ValueConverter.Convert(Json, list).Problem!;
        Assert.Equal(new TextPlace(8, 3), problem.Place);
        Assert.Equal("expected JSON, found infinity or NaN, which JSON does not have", problem.Message);
        Assert.NotNull(ValueConverter.Convert(Json, new ListValue([new VariableValue("X", Place)], Place)).Problem);
        Assert.NotNull(ValueConverter.Convert(Json, new ListValue([new QuotedText("\ud800", Place)], Place)).Problem);
    }

    [Fact]
    public void Text_columns_keep_maps_and_lists_as_json()
    {
        ListValue list = new([new PlainText("a", Place), new PlainText("1", Place)], Place);
        Assert.Equal("[\"a\",1]", ValueConverter.Convert(Types.Of(TypeKind.Text), list).Text);
    }
}
