using System.Globalization;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>What each kind of column takes, in which canonical form, and what it refuses.</summary>
public sealed class ValueConverterTests
{
    private static readonly TextPlace Place = new(3, 7);

    [Theory]
    [InlineData(TypeKind.Boolean, "true", "true")]
    [InlineData(TypeKind.Boolean, "T", "true")]
    [InlineData(TypeKind.Boolean, " Yes ", "true")]
    [InlineData(TypeKind.Boolean, "on", "true")]
    [InlineData(TypeKind.Boolean, "1", "true")]
    [InlineData(TypeKind.Boolean, "FALSE", "false")]
    [InlineData(TypeKind.Boolean, "f", "false")]
    [InlineData(TypeKind.Boolean, "no", "false")]
    [InlineData(TypeKind.Boolean, "off", "false")]
    [InlineData(TypeKind.Boolean, "0", "false")]
    [InlineData(TypeKind.Int16, "-32768", "-32768")]
    [InlineData(TypeKind.Int32, "+007", "7")]
    [InlineData(TypeKind.Int32, " 2147483647", "2147483647")]
    [InlineData(TypeKind.Int64, "-9223372036854775808", "-9223372036854775808")]
    [InlineData(TypeKind.Numeric, "1.10", "1.10")]
    [InlineData(TypeKind.Numeric, ".5", "0.5")]
    [InlineData(TypeKind.Numeric, "-00012.", "-12")]
    [InlineData(TypeKind.Numeric, "-0.00", "0.00")]
    [InlineData(TypeKind.Numeric, "1.5e3", "1500")]
    [InlineData(TypeKind.Numeric, "25e-4", "0.0025")]
    [InlineData(
        TypeKind.Numeric,
        "123456789012345678901234567890.123456789",
        "123456789012345678901234567890.123456789")]
    [InlineData(TypeKind.Numeric, "nan", "NaN")]
    [InlineData(TypeKind.Numeric, "-infinity", "-Infinity")]
    [InlineData(TypeKind.Float64, "0.1", "0.1")]
    [InlineData(TypeKind.Float64, "1e300", "1E+300")]
    [InlineData(TypeKind.Float64, ".inf", "Infinity")]
    [InlineData(TypeKind.Float64, "-.INF", "-Infinity")]
    [InlineData(TypeKind.Float64, ".nan", "NaN")]
    [InlineData(TypeKind.Float32, "16777217", "16777216")]
    [InlineData(TypeKind.Text, "yes", "yes")]
    [InlineData(TypeKind.Text, "1.10", "1.10")]
    [InlineData(TypeKind.Text, " blank ", " blank ")]
    [InlineData(TypeKind.Text, "", "")]
    [InlineData(TypeKind.Bytes, @"\x", @"\x")]
    [InlineData(TypeKind.Bytes, @"\xDEADbeef", @"\xdeadbeef")]
    [InlineData(TypeKind.Bytes, "base64:3q2+7w==", @"\xdeadbeef")]
    [InlineData(TypeKind.Uuid, "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData(TypeKind.Uuid, "{a0eebc999c0b4ef8bb6d6bb9bd380a11", null)]
    [InlineData(TypeKind.Uuid, "a0eebc999c0b4ef8bb6d6bb9bd380a11", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")]
    [InlineData(TypeKind.Interval, "1 day 02:00", "1 day 02:00")]
    [InlineData(TypeKind.Range, "[1,5)", "[1,5)")]
    [InlineData(TypeKind.Composite, "(1,x)", "(1,x)")]
    [InlineData(TypeKind.Other, " 10.0.0.1/8", " 10.0.0.1/8")]
    [InlineData(TypeKind.Boolean, "maybe", null)]
    [InlineData(TypeKind.Boolean, "2", null)]
    [InlineData(TypeKind.Boolean, "", null)]
    [InlineData(TypeKind.Int16, "32768", null)]
    [InlineData(TypeKind.Int32, "2147483648", null)]
    [InlineData(TypeKind.Int32, "5.0", null)]
    [InlineData(TypeKind.Int32, "1e3", null)]
    [InlineData(TypeKind.Int32, "1,000", null)]
    [InlineData(TypeKind.Int32, "1_000", null)]
    [InlineData(TypeKind.Int32, "٣", null)]
    [InlineData(TypeKind.Int32, "-", null)]
    [InlineData(TypeKind.Int64, "9223372036854775808", null)]
    [InlineData(TypeKind.Numeric, "1,5", null)]
    [InlineData(TypeKind.Numeric, "1.2.3", null)]
    [InlineData(TypeKind.Numeric, ".", null)]
    [InlineData(TypeKind.Numeric, "1e", null)]
    [InlineData(TypeKind.Numeric, "1e999999999", null)]
    [InlineData(TypeKind.Numeric, "--1", null)]
    [InlineData(TypeKind.Float64, "1e400", null)]
    [InlineData(TypeKind.Float64, "1e-400", null)]
    [InlineData(TypeKind.Float32, "1e39", null)]
    [InlineData(TypeKind.Float64, "0x10", null)]
    [InlineData(TypeKind.Bytes, @"\xabc", null)]
    [InlineData(TypeKind.Bytes, @"\xzz", null)]
    [InlineData(TypeKind.Bytes, "plain", null)]
    [InlineData(TypeKind.Bytes, "base64:###", null)]
    [InlineData(TypeKind.Uuid, "a0eebc99", null)]
    [InlineData(TypeKind.Text, "a\0b", null)]
    public void Text_becomes_canonical_or_a_problem(TypeKind kind, string text, string? canonical)
    {
        foreach (SeedValue value in new SeedValue[] { new PlainText(text, Place), new QuotedText(text, Place) })
        {
            Conversion converted = ValueConverter.Convert(Types.Of(kind), value);
            Assert.Equal(canonical, converted.Text);
            Assert.Equal(canonical is null, converted.Problem is not null);
        }
    }

    [Theory]
    [InlineData(5, 2, "123.45", true)]
    [InlineData(5, 2, "-999.99000", true)]
    [InlineData(5, 2, "1000", false)]
    [InlineData(5, 2, "1.239", false)]
    [InlineData(5, 2, "0.0049", false)]
    [InlineData(2, 4, "0.0012", true)]
    [InlineData(2, 4, "0.012", false)]
    [InlineData(2, -3, "12000", true)]
    [InlineData(2, -3, "12345", false)]
    [InlineData(2, -3, "123000", false)]
    [InlineData(5, 2, "NaN", true)]
    [InlineData(5, 2, "Infinity", false)]
    [InlineData(5, 2, "0", true)]
    public void Digits_that_numeric_would_round_or_that_do_not_fit_are_refused(
        int precision, int scale, string text, bool fits) =>
        Assert.Equal(fits, Convert(Types.Numeric(precision, scale), text).Problem is null);

    [Fact]
    public void Characters_are_counted_as_the_server_counts_them()
    {
        ColumnType text = Types.Of(TypeKind.Text) with { LengthMax = 3 };
        Assert.Equal("🤸🤸🤸", Convert(text, "🤸🤸🤸").Text);
        Assert.Equal("expected text of at most 3 characters, found text of 4 characters", Problem(text, "abcd"));
        ColumnType character = Types.Of(TypeKind.Character) with { LengthMax = 3 };
        Assert.Equal("abc   ", Convert(character, "abc   ").Text);
        Assert.NotNull(Convert(text, "abc   ").Problem);
    }

    [Fact]
    public void A_label_has_to_be_exact_and_the_nearest_is_named()
    {
        ColumnType status = Types.Enum("confirmed", "cancelled");
        Assert.Equal("confirmed", Convert(status, "confirmed").Text);
        Assert.Equal(
            "expected one of confirmed, cancelled, found text of 9 characters (did you mean confirmed?)",
            Problem(status, "Confirmed"));
        Assert.Equal("expected one of confirmed, cancelled, found empty text", Problem(status, ""));
        IEnumerable<int> numbers = Enumerable.Range(0, 30);
        ColumnType many = Types.Enum([.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        Assert.Contains(", 19 and 10 more,", Problem(many, "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_says_what_was_expected_and_never_the_value()
    {
        Assert.Equal(
            "expected integer (32 bits), found text of 3 characters", Problem(Types.Of(TypeKind.Int32), "abc"));
        Assert.Equal(
            "expected integer (16 bits), found an integer out of its range",
            Problem(Types.Of(TypeKind.Int16), "70000"));
        Assert.Equal(
            "expected numeric(5,2), found a number with 3 digits after the point",
            Problem(Types.Numeric(5, 2), "1.239"));
        Assert.Equal(
            "expected numeric(5,2), found a number with 4 digits before the point",
            Problem(Types.Numeric(5, 2), "1234"));
        Assert.Equal(
            "expected boolean (true or false), found a list of 1 item",
            ValueConverter.Convert(Types.Of(TypeKind.Boolean), List("x")).Problem!.Message);
        Assert.Equal(
            "expected integer (32 bits), found a reference, which stands for a whole cell only",
            ValueConverter.Convert(Types.ArrayOf(Types.Of(TypeKind.Int32)), new ListValue(
                [new ReferenceValue("a[b=c]", Place)], Place)).Problem!.Message);
    }

    [Fact]
    public void Json_tokens_are_taken_by_the_columns_type()
    {
        Assert.Equal("true", ValueConverter.Convert(Types.Of(TypeKind.Boolean), new BooleanToken(true, Place)).Text);
        Assert.Equal("true", ValueConverter.Convert(Types.Of(TypeKind.Boolean), new NumberToken("1", Place)).Text);
        Assert.Equal("1.10", ValueConverter.Convert(Types.Of(TypeKind.Text), new NumberToken("1.10", Place)).Text);
        Assert.Equal("0.50", ValueConverter.Convert(Types.Of(TypeKind.Numeric), new NumberToken("0.50", Place)).Text);
        Assert.NotNull(ValueConverter.Convert(Types.Of(TypeKind.Int32), new BooleanToken(true, Place)).Problem);
        Assert.NotNull(ValueConverter.Convert(Types.Of(TypeKind.Bytes), new NumberToken("1", Place)).Problem);
        Assert.Equal(
            @"\xdeadbeef",
            ValueConverter.Convert(Types.Of(TypeKind.Bytes), new BinaryValue("3q2+\n 7w==", Place)).Text);
        Assert.NotNull(ValueConverter.Convert(Types.Of(TypeKind.Text), new BinaryValue("3q2+7w==", Place)).Problem);
    }

    [Theory]
    [InlineData(TypeKind.Text)]
    [InlineData(TypeKind.Other)]
    [InlineData(TypeKind.Interval)]
    public void Half_a_surrogate_pair_is_no_text(TypeKind kind)
    {
        Assert.NotNull(Convert(Types.Of(kind), "half \ud800").Problem);
        Assert.NotNull(Convert(Types.Of(kind), "\udc00 half").Problem);
        Assert.Equal("whole \U0001F600", Convert(Types.Of(kind), "whole \U0001F600").Text);
    }

    [Fact]
    public void Null_is_null_for_every_kind()
    {
        foreach (TypeKind kind in Enum.GetValues<TypeKind>())
        {
            Assert.Equal(default, ValueConverter.Convert(Types.Of(kind), new NullValue(Place)));
        }
    }

    private static ListValue List(params string[] items) =>
        new([.. items.Select(item => new PlainText(item, Place))], Place);

    private static Conversion Convert(ColumnType type, string text) =>
        ValueConverter.Convert(type, new PlainText(text, Place));

    private static string Problem(ColumnType type, string text) => Convert(type, text).Problem!.Message;
}
