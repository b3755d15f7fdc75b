using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Data;
using Furrow.Schema;

namespace Furrow.Tests.Data;

/// <summary>Whatever is written comes back, and whatever is thrown at it, nothing is thrown back.</summary>
public sealed class ValueConverterPropertyTests
{
    private static readonly TextPlace Place = new(1, 1);
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly string[] Pieces =
    [
        "0", "1", "9", "12", "-", "+", ".", "e", "E", ":", "T", "Z", " ", "BC", "infinity", "NaN", "{", "}", "[", "]",
        "\"", ",", "\\", "\\x", "base64:", "true", "null", "2026-01-05", "07:30", "é", "\U0001F600", "\ud800",
        "\0", "=", "\n",
    ];

    private static Gen<string> Texts => Gen.OneOf(
        Gen.ListOf(Gen.Elements(Pieces)).Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    [Fact]
    public void Nothing_is_ever_thrown_and_what_is_canonical_stays_as_it_is()
    {
        ColumnType[] types =
        [
            .. Enum.GetValues<TypeKind>().Select(kind => Types.Of(kind)),
            Types.Numeric(5, 2), Types.Enum("a", "b"), Types.ArrayOf(Types.Of(TypeKind.Text)),
            Types.ArrayOf(Types.Of(TypeKind.Int32)), Types.SqliteArrayOf(Types.Of(TypeKind.Text, "TEXT")),
            Types.ArrayOf(Types.Of(TypeKind.Json)), Types.Of(TypeKind.Text) with { LengthMax = 3 },
        ];
        Check.One(Many, Prop.ForAll(Gen.Elements(types).ToArbitrary(), Values.ToArbitrary(), (type, value) =>
        {
            Conversion first = ValueConverter.Convert(type, value);
            return first.Text is not { } text
                || ValueConverter.Convert(type, new QuotedText(text, Place)).Text == text;
        }));
    }

    [Fact]
    public void Integers_decimals_and_doubles_come_back()
    {
        Check.One(Many, Prop.ForAll<long>(n =>
            Canonical(TypeKind.Int64, n) == n.ToString(CultureInfo.InvariantCulture)));
        Check.One(Many, Prop.ForAll<decimal>(n =>
            decimal.Parse(Canonical(TypeKind.Numeric, n)!, CultureInfo.InvariantCulture) == n));
        Check.One(Many, Prop.ForAll<double>(n =>
            double.Parse(Canonical(TypeKind.Float64, n)!, CultureInfo.InvariantCulture).Equals(n)));
        Check.One(Many, Prop.ForAll<float>(n =>
            float.Parse(Canonical(TypeKind.Float32, n)!, CultureInfo.InvariantCulture).Equals(n)));
        Check.One(Many, Prop.ForAll<Guid>(n => Canonical(TypeKind.Uuid, n) == n.ToString("D")));
    }

    [Fact]
    public void Moments_come_back_in_utc_whatever_their_offset()
    {
        Gen<DateTimeOffset> moments =
            from day in Gen.Choose(1, (DateTime.MaxValue - DateTime.MinValue).Days - 1)
            from second in Gen.Choose(0, 86_399)
            from micros in Gen.Choose(0, 999_999)
            from minutes in Gen.Choose(-14 * 60, 14 * 60)
            select new DateTimeOffset(
                DateTime.MinValue.AddDays(day).AddSeconds(second).AddMicroseconds(micros),
                TimeSpan.FromMinutes(minutes));
        Check.One(Many, Prop.ForAll(moments.ToArbitrary(), moment =>
        {
            string text = moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
            string canonical = Canonical(TypeKind.TimestampTz, text)!;
            return canonical.EndsWith('Z') && DateTimeOffset.Parse(canonical, CultureInfo.InvariantCulture) == moment;
        }));
    }

    [Fact]
    public void Bytes_come_back_from_hex_and_base64()
    {
        Check.One(Many, Prop.ForAll<byte[]>(bytes =>
        {
            string hex = @"\x" + Convert.ToHexStringLower(bytes);
            return Canonical(TypeKind.Bytes, hex) == hex
                && Canonical(TypeKind.Bytes, "base64:" + Convert.ToBase64String(bytes)) == hex;
        }));
    }

    [Fact]
    public void Elements_of_any_text_come_back_out_of_an_array_literal()
    {
        Gen<string> storable = Texts.Where(text => UnicodeText.IsStorable(text));
        Gen<string[]> lists = Gen.ListOf(storable).Select(list => list.ToArray());
        Check.One(Many, Prop.ForAll(lists.ToArbitrary(), items =>
        {
            ListValue list = new([.. items.Select(item => new QuotedText(item, Place))], Place);
            string literal = ValueConverter.Convert(Types.ArrayOf(Types.Of(TypeKind.Text)), list).Text!;
            return ArrayLiteral.Read(literal, Place)!.Items.Select(item => item.Scalar!).SequenceEqual(items);
        }));
    }

    [Fact]
    public void Text_comes_back_out_of_json()
    {
        Check.One(Many, Prop.ForAll(Texts.Where(text => UnicodeText.IsStorable(text)).ToArbitrary(), text =>
        {
            ListValue list = new([new QuotedText(text, Place)], Place);
            string json = ValueConverter.Convert(Types.Of(TypeKind.Json), list).Text!;
            return JsonDocument.Parse(json).RootElement[0].GetString() == text;
        }));
    }

    private static Gen<SeedValue> Values
    {
        get
        {
            Gen<SeedValue> scalars = Gen.OneOf(
                Texts.Select(SeedValue (text) => new PlainText(text, Place)),
                Texts.Select(SeedValue (text) => new QuotedText(text, Place)),
                Gen.Elements("1", "-0.5", "1e5", "12345678901234567890")
                    .Select(SeedValue (n) => new NumberToken(n, Place)),
                Gen.Elements(true, false).Select(SeedValue (b) => new BooleanToken(b, Place)),
                Texts.Select(SeedValue (text) => new BinaryValue(text, Place)),
                Gen.Constant<SeedValue>(new NullValue(Place)),
                Gen.Constant<SeedValue>(new ReferenceValue("a[b=c]", Place)));
            Gen<SeedValue> lists = Gen.ListOf(scalars).Select(SeedValue (items) => new ListValue([.. items], Place));
            Gen<SeedValue> maps = from item in Gen.OneOf(scalars, lists)
                                  from key in Texts
                                  select (SeedValue)new MapValue([new MapEntry(key, Place, item)], Place);
            Gen<SeedValue> nested = Gen.ListOf(lists).Select(SeedValue (items) => new ListValue([.. items], Place));
            return Gen.OneOf(scalars, lists, maps, nested);
        }
    }

    private static string? Canonical(TypeKind kind, object value) => ValueConverter.Convert(
        Types.Of(kind), new PlainText(Convert.ToString(value, CultureInfo.InvariantCulture)!, Place)).Text;
}
