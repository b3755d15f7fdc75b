using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;

namespace Furrow.Tests.Generation.Generators;

/// <summary>Numbers, choices, NULLs, sequences, UUIDs, bytes.</summary>
public sealed class ValueGeneratorTests
{
    [Fact]
    public void A_constant_is_the_same_in_every_row_and_may_be_null()
    {
        Assert.All(
            Generated.Texts(new ConstantGenerator(new(CellKind.Integer), Generated.Vector(CellKind.Integer, 7L)), 2000),
            text => Assert.Equal("7", text));
        FixedVector<long> none = Generated.Vector(CellKind.Integer, 0L);
        none.SetNull(0);
        Assert.All(
            Generated.Texts(new ConstantGenerator(new(CellKind.Integer, IsNullable: true), none), 50), Assert.Null);
    }

    [Fact]
    public void Choices_have_their_weights_whatever_their_type()
    {
        ChoiceGenerator choice = new(
            Generated.Key, new(CellKind.Decimal), new AliasTable([88, 8, 4]),
            Generated.Vector(CellKind.Decimal, 1.50m, 2.00m, 3.25m));
        string?[] texts = Generated.Texts(choice, 4000);
        Statistics.AssertFits(
            [.. new[] { "1.50", "2.00", "3.25" }.Select(text => texts.LongCount(other => other == text))],
            [4000 * 0.88, 4000 * 0.08, 4000 * 0.04], "choices");
        Generated.AssertSame("cells.choice", choice);
    }

    [Fact]
    public void Every_kind_of_number_can_be_sampled()
    {
        CellGenerator[] generators =
        [
            new SampledGenerator<long>(
                new(CellKind.Integer), Generated.Key, Sampler.OfLong(new UniformSteps(1, 6))),
            new SampledGenerator<long>(
                new(CellKind.Integer), Generated.Key, Sampler.Rounded(new Normal(170, 10, 99.5, 250.5), 100, 250)),
            new SampledGenerator<decimal>(
                new(CellKind.Decimal), Generated.Key, Sampler.OfDecimal(new UniformDecimal(0, 99.99m, 2))),
            new SampledGenerator<decimal>(
                new(CellKind.Decimal), Generated.Key, Sampler.Rounded(new LogNormal(3, 1), 2, 0.01m, 99_999m)),
            new SampledGenerator<decimal>(
                new(CellKind.Decimal), Generated.Key, Sampler.Widened(new Poisson(3))),
            new SampledGenerator<double>(
                new(CellKind.Float), Generated.Key, Sampler.OfDouble(new Exponential(1.5))),
            new SampledGenerator<double>(
                new(CellKind.Float), Generated.Key, Sampler.Floating(new Zipf(1000, 1.2))),
            new SampledGenerator<int>(
                new(CellKind.Date), Generated.Key, Sampler.OfDate(new UniformSteps(20_000, 20_365))),
            new SampledGenerator<long>(
                new(CellKind.Time), Generated.Key, Sampler.OfLong(new HourPattern(TimePattern.BusinessHours))),
            new SampledGenerator<long>(
                new(CellKind.Timestamp), Generated.Key, Sampler.OfLong(new TimePattern(new()
                {
                    FirstDay = 20_000, LastDay = 20_100, WeekdayWeights = TimePattern.WorkingDays,
                }))),
        ];
        Checksums.AssertSame("cells.sampled", Checksums.Of(generators.SelectMany(g => Generated.Texts(g, 200))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4000)]
    [InlineData(0.3, 1200)]
    public void A_chance_comes_true_as_often_as_it_says(double chance, int expected)
    {
        string?[] texts = Generated.Texts(new ChanceGenerator(Generated.Key, chance), 4000);
        Assert.InRange(texts.Count(text => text == "true"), expected - 120, expected + 120);
        Assert.Equal(chance is 0 or 1 ? 1 : 2, texts.Distinct().Count());
    }

    [Fact]
    public void A_null_rate_takes_values_away_and_changes_no_others()
    {
        SampledGenerator<long> inner = new(
            new(CellKind.Integer), Generated.Key, Sampler.OfLong(new UniformSteps(0, 1_000_000)));
        string?[] all = Generated.Texts(inner, 4000);
        string?[] few = Generated.Texts(new NullableGenerator(Generated.Key, 0.1, inner), 4000);
        string?[] more = Generated.Texts(new NullableGenerator(Generated.Key, 0.4, inner), 4000);
        Assert.InRange(few.Count(text => text is null), 300, 500);
        Assert.InRange(more.Count(text => text is null), 1450, 1750);
        for (int row = 0; row < all.Length; row++)
        {
            Assert.True(few[row] is null || few[row] == all[row]);
            Assert.True(more[row] is null || more[row] == all[row]);
            Assert.True(few[row] is not null || more[row] is null);
        }

        // Whether a row is NULL says nothing of the value that it has not.
        double mean = all.Where((_, row) => few[row] is null).Average(text => int.Parse(
            text!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(mean, 420_000, 580_000);
        Assert.True(new NullableGenerator(Generated.Key, 0.1, inner).Type.IsNullable);
        Assert.All(Generated.Texts(new NullableGenerator(Generated.Key, 1, inner), 100), Assert.Null);
        Assert.All(Generated.Texts(new NullableGenerator(Generated.Key, 0, inner), 100), Assert.NotNull);
    }

    [Fact]
    public void A_sequence_goes_by_the_rows_number()
    {
        Generated.AssertTexts(["10", "7", "4", "1", "-2"], Generated.Texts(new SequenceGenerator(10, -3), 5));
        Generated.AssertTexts(
            [$"{long.MaxValue - 1}", $"{long.MaxValue}"],
            Generated.Texts(new SequenceGenerator(long.MaxValue - 1, 1), 2));
        Generated.AssertTexts(
            ["-9223372036854775807", "0", "9223372036854775807"],
            Generated.Texts(new SequenceGenerator(-long.MaxValue, long.MaxValue), 3));
    }

    [Theory]
    [InlineData(long.MaxValue - 1, 1)]
    [InlineData(long.MinValue, -1)]
    [InlineData(0, long.MaxValue)]
    public void A_sequence_that_leaves_64_bits_is_refused(long start, long step)
    {
        FurrowException error = Assert.Throws<FurrowException>(
            () => Generated.Texts(new SequenceGenerator(start, step), 3));
        Assert.Equal(ErrorCode.GenerateCapacity, error.Code);
    }

    [Fact]
    public void Uuids_have_the_bits_of_their_version_and_differ()
    {
        string?[] texts = Generated.Texts(new UuidGenerator(Generated.Key), 4000);
        Assert.All(texts, text => Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", text));
        Assert.Equal(4000, texts.Distinct().Count());
        Generated.AssertSame("cells.uuid4", new UuidGenerator(Generated.Key));
    }

    [Fact]
    public void Uuids_of_version_7_carry_their_time_and_sort_by_it()
    {
        long moment = 1_645_557_742_000_000;
        CellGenerator times = Generated.Given(
            CellKind.Timestamp, [.. Enumerable.Range(0, 200).Select(i => moment + (i * 1L))]);
        UuidGenerator generator = new(Generated.Key, 0);
        string?[] texts = Generated.Texts(generator, 200, times);
        Assert.All(texts, text => Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", text));

        // The example of RFC 9562, appendix A.6.
        Assert.StartsWith("017f22e2-79b0-7000-", texts[0], StringComparison.Ordinal);
        Assert.Equal(texts, texts.Order(StringComparer.Ordinal));
        Assert.Equal([0], generator.Reads);
        Generated.AssertSame("cells.uuid7", generator, times);
    }

    [Fact]
    public void Bytes_have_every_length_of_their_range_and_every_value()
    {
        BinaryGenerator generator = new(Generated.Key, 0, 20);
        string?[] texts = Generated.Texts(generator, 4000);
        long[] lengths = new long[21];
        long[] values = new long[256];
        foreach (string? text in texts)
        {
            byte[] bytes = Convert.FromHexString(text![2..]);
            lengths[bytes.Length]++;
            Array.ForEach(bytes, unit => values[unit]++);
        }

        Statistics.AssertUniform(lengths, "lengths");
        Statistics.AssertUniform(values, "bytes");
        Generated.AssertSame("cells.bytes", generator);
    }

    [Fact]
    public void Intervals_keep_each_part_between_its_bounds()
    {
        IntervalGenerator generator = new(
            Generated.Key, new(0, -2, 0), new(14, 2, 86_399_000_000), 1_000_000);
        string?[] texts = Generated.Texts(generator, 2000);
        Assert.All(texts, text => Assert.Matches(@"^P(1Y)?(\d+M)?(-?[12]D)?(T(\d+H)?(\d+M)?(\d+S)?)?$", text));
        Assert.True(texts.Distinct().Count() > 1900);
        Generated.AssertSame("cells.interval", generator);
    }

    [Fact]
    public void Every_generator_says_what_it_reads()
    {
        CellGenerator inner = new TemplateGenerator([TemplatePart.OfSlot(3), TemplatePart.OfSlot(1)]);
        Assert.Equal([3, 1], inner.Reads);
        Assert.Equal([3, 1], new NullableGenerator(Generated.Key, 0.5, inner).Reads);
        Assert.Equal([3, 1], JsonGenerator.OfObject([("a", inner), ("b", inner)]).Reads);
        Assert.Empty(new SequenceGenerator(0, 1).Reads);
        Assert.Throws<ArgumentException>(() => new ArrayGenerator(Generated.Key, inner, 0, 1));
    }
}
