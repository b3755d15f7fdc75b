using System.Text.Json;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;

namespace Furrow.Tests.Generation.Generators;

/// <summary>Lists, JSON and ranges: values made of values.</summary>
public sealed class NestedGeneratorTests
{
    private static readonly SampledGenerator<long> Numbers = new(
        new(CellKind.Integer), Generated.Key.Fold("n"), Sampler.OfLong(new UniformSteps(0, 999)));

    [Fact]
    public void Lists_have_every_length_and_longer_ones_begin_as_shorter_ones_do()
    {
        string?[] texts = Generated.Texts(new ArrayGenerator(Generated.Key, Numbers, 0, 4), 2000);
        long[] lengths = new long[5];
        foreach (string? text in texts)
        {
            lengths[JsonDocument.Parse(text!).RootElement.GetArrayLength()]++;
        }

        Statistics.AssertUniform(lengths, "lengths");
        string?[] five = Generated.Texts(new ArrayGenerator(Generated.Key, Numbers, 5, 5), 50);
        string?[] six = Generated.Texts(new ArrayGenerator(Generated.Key, Numbers, 6, 6), 50);
        Assert.All(five.Zip(six), pair => Assert.StartsWith(pair.First![..^1], pair.Second, StringComparison.Ordinal));
        Generated.AssertSame("cells.list", new ArrayGenerator(Generated.Key, Numbers, 0, 4));
    }

    [Fact]
    public void Lists_may_be_longer_than_batches_and_hold_lists_and_nulls()
    {
        ArrayGenerator inner = new(
            Generated.Key.Fold("inner"), new NullableGenerator(Generated.Key, 0.5, Numbers), 1, 3);
        string?[] texts = Generated.Texts(new ArrayGenerator(Generated.Key, inner, 40, 60), 300);
        Assert.All(texts, text => Assert.InRange(JsonDocument.Parse(text!).RootElement.GetArrayLength(), 40, 60));
        Assert.Contains(texts, text => text!.Contains("null", StringComparison.Ordinal));
        Generated.AssertSame("cells.list.nested", new ArrayGenerator(Generated.Key, inner, 0, 2));
    }

    [Fact]
    public void Json_objects_have_their_members_with_their_types()
    {
        JsonGenerator generator = JsonGenerator.OfObject(
        [
            ("id", new SequenceGenerator(1, 1)),
            ("na\"me", new TemplateGenerator([TemplatePart.OfSlot(0)])),
            ("price", new SampledGenerator<decimal>(
                new(CellKind.Decimal), Generated.Key, Sampler.OfDecimal(new UniformDecimal(0, 9, 2)))),
            ("isOpen", new ChanceGenerator(Generated.Key, 1)),
            ("at", Generated.Given(CellKind.Timestamp, 0L)),
            ("nothing", new NullableGenerator(Generated.Key, 1, Numbers)),
            ("notANumber", Generated.Given(CellKind.Float, double.NaN)),
            ("bytes", new BinaryGenerator(Generated.Key, 2, 2)),
            ("tags", new ArrayGenerator(Generated.Key, Numbers, 2, 2)),
            ("inner", JsonGenerator.OfObject([("a", JsonGenerator.OfArray([Numbers, JsonGenerator.OfObject([])]))])),
            ("maybe", new NullableGenerator(Generated.Key, 0, JsonGenerator.OfArray([]))),
        ]);
        string text = Generated.Texts(generator, 1, Generated.Given("a\"b\\c\n\r\t\u0001ü/"))[0]!;
        Assert.StartsWith("""{"id":1,"na\"me":"a\"b\\c\n\r\t\u0001ü/","price":""", text, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(text).RootElement;
        Assert.Equal("a\"b\\c\n\r\t\u0001ü/", root.GetProperty("na\"me").GetString());
        Assert.Equal(JsonValueKind.Number, root.GetProperty("price").ValueKind);
        Assert.True(root.GetProperty("isOpen").GetBoolean());
        Assert.Equal("1970-01-01T00:00:00Z", root.GetProperty("at").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("nothing").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("notANumber").ValueKind);
        Assert.Matches(@"^\\x[0-9a-f]{4}$", root.GetProperty("bytes").GetString());
        Assert.Equal(2, root.GetProperty("tags").GetArrayLength());
        Assert.Equal(JsonValueKind.Object, root.GetProperty("inner").GetProperty("a")[1].ValueKind);
        Assert.Equal(0, root.GetProperty("maybe").GetArrayLength());
    }

    [Fact]
    public void Json_of_a_list_is_an_array_and_of_a_number_the_number()
    {
        Assert.All(
            Generated.Texts(JsonGenerator.OfValue(new ArrayGenerator(Generated.Key, Numbers, 1, 3)), 50),
            text => Assert.Matches(@"^\[\d+(,\d+){0,2}\]$", text));
        Assert.All(Generated.Texts(JsonGenerator.OfValue(Numbers), 50), text => Assert.Matches(@"^\d+$", text));
        Generated.AssertSame("cells.json", JsonGenerator.OfObject([("n", Numbers), ("l", JsonGenerator.OfArray(
            [new ArrayGenerator(Generated.Key, Numbers, 0, 3), new ChanceGenerator(Generated.Key, 0.5)]))]));
    }

    [Fact]
    public void Ranges_go_from_a_bound_for_a_length()
    {
        CellGenerator length = Generated.Given(CellKind.Integer, 0L, 3L, -5L);
        Generated.AssertTexts(
            ["[2026-01-05,2026-01-05)", "[2026-01-05,2026-01-08)", "[2026-01-05,2026-01-05)"],
            Generated.Texts(new RangeGenerator(Generated.Given(CellKind.Date, 20_458), length), 3));
        Generated.AssertTexts(
            ["[5,5)", "[6,9)", "[7,7)"],
            Generated.Texts(new RangeGenerator(new SequenceGenerator(5, 1), length), 3));
        Generated.AssertTexts(
            ["[1970-01-01T00:00:00Z,1970-01-01T00:00:00.000003Z)"],
            Generated.Texts(
                new RangeGenerator(
                    Generated.Given(CellKind.Timestamp, 0L), Generated.Given(CellKind.Integer, 3L), isUtc: true),
                1));
        Generated.AssertTexts(
            ["[1.50,3.75)"],
            Generated.Texts(
                new RangeGenerator(Generated.Given(CellKind.Decimal, 1.50m), Generated.Given(CellKind.Decimal, 2.25m)),
                1));
        Generated.AssertTexts(
            [null, null],
            Generated.Texts(new RangeGenerator(new NullableGenerator(Generated.Key, 1, Numbers), Numbers), 2));
        Generated.AssertSame("cells.range", new RangeGenerator(Numbers, Numbers));
    }

    [Fact]
    public void Ranges_of_what_does_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RangeGenerator(Numbers, Generated.Given(CellKind.Decimal, 1m)));
        RangeGenerator beyond = new(Generated.Given(CellKind.Integer, long.MaxValue), Numbers);
        Assert.Equal(
            ErrorCode.GenerateCapacity,
            Assert.Throws<FurrowException>(() => Generated.Texts(beyond, 5)).Code);
    }
}
