using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Sensitive.Detection;
using Furrow.Sensitive.Replacement;

namespace Furrow.Tests.Sensitive;

/// <summary>What holds of every generator.</summary>
public sealed class ReplacementTests
{
    private const int Many = 100_000;

    private static readonly SensitiveKey Key = SensitiveKey.Of("a key for these tests");
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300);

    public static TheoryData<string, string> Columns() => new()
    {
        { "email", "text" }, { "email", "varchar(30)" }, { "email", "varchar(16)" }, { "first_name", "text" },
        { "first_name", "varchar(4)" }, { "last_name", "varchar(20)" }, { "name", "text" }, { "name", "varchar(12)" },
        { "username", "text" }, { "username", "varchar(12)" }, { "phone", "text" }, { "phone", "varchar(12)" },
        { "phone", "bigint" }, { "street", "text" }, { "street", "varchar(5)" }, { "city", "text" },
        { "city", "varchar(8)" }, { "postcode", "text" }, { "postcode", "char(4)" }, { "postcode", "integer" },
        { "company", "text" }, { "company", "varchar(7)" }, { "iban", "text" }, { "iban", "varchar(18)" },
        { "card_number", "text" }, { "ip", "text" }, { "ip", "inet" }, { "uuid", "uuid" }, { "uuid", "text" },
        { "date", "text" }, { "text", "text" }, { "text", "varchar(7)" }, { "token", "text" },
        { "token", "varchar(9)" }, { "hash", "text" }, { "hash", "varchar(20)" }, { "hash", "bytes" },
        { "code", "text" },
    };

    /// <summary>Those that a unique column may have, with the type that they are unique in.</summary>
    public static TheoryData<string, string> Unique() => new()
    {
        { "email", "text" }, { "username", "text" }, { "iban", "text" }, { "uuid", "uuid" }, { "token", "text" },
        { "hash", "text" }, { "code", "text" }, { "number", "bigint" }, { "number", "integer" },
        { "number", "numeric" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_replacement_is_the_same_each_time_and_fits(string name, string type)
    {
        Target target = Of(type);
        Generator generator = Generators.Find(name)!;
        Assert.True(generator.Fits(target.Type));
        Func<string, string> one = generator.Create(Key, target);
        Func<string, string> other = generator.Create(SensitiveKey.Of("a key for these tests"), target);
        Check.One(Runs, Prop.ForAll(Originals(), value =>
        {
            string replaced = one(value);
            Assert.Equal(replaced, other(value));
            Assert.NotEmpty(replaced);
            int lengthMax = name == "code" ? value.Length : target.LengthMax ?? 5000;
            Assert.InRange(replaced.EnumerateRunes().Count(), 1, lengthMax);
            AssertType(target, replaced);
        }));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Nothing_of_the_original_remains(string name, string type)
    {
        Func<string, string> replace = Generators.Find(name)!.Create(Key, Of(type));

        // A permutation cannot draw again, so that it meets four characters of the original by chance; the year of a
        // day stays on purpose.
        if (name is "code" or "date")
        {
            return;
        }

        Check.One(Runs, Prop.ForAll(Originals().Filter(value => !IsEnd(value)), value =>
            Assert.False(Shares(value, replace(value)), "a piece of the original remains")));
    }

    [Theory]
    [MemberData(nameof(Unique))]
    public void A_hundred_thousand_values_stay_as_many(string name, string type)
    {
        Func<string, string> replace = Generators.Find(name)!.Create(Key, Of(type));
        HashSet<string> replaced = new(Many, StringComparer.OrdinalIgnoreCase);
        for (int i = 1; i <= Many; i++)
        {
            string original = name == "number" ? i.ToString(CultureInfo.InvariantCulture) : $"person{i}@firm.io";
            Assert.True(replaced.Add(replace(original)), $"value {i} meets another");
        }
    }

    [Fact]
    public void Every_number_of_a_kind_goes_to_another_of_its_kind()
    {
        Func<string, string> replace = Generators.Find("number")!.Create(Key, Of("smallint"));
        HashSet<int> replaced = [];
        for (int i = short.MinValue; i <= short.MaxValue; i++)
        {
            short number = short.Parse(
                replace(i.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
            Assert.Equal(Math.Abs(i).ToString().Length, Math.Abs((int)number).ToString().Length);
            Assert.Equal(Math.Sign(i), Math.Sign(number));
            Assert.True(replaced.Add(number));
        }
    }

    [Theory]
    [InlineData("12.50", 3)]
    [InlineData("-0.05", 1)]
    [InlineData("1000000.01", 9)]
    [InlineData("3", 1)]
    public void A_decimal_keeps_its_point_and_its_sign(string number, int digits)
    {
        string replaced = Generators.Find("number")!.Create(Key, Of("numeric"))(number);
        decimal before = decimal.Parse(number, CultureInfo.InvariantCulture);
        decimal after = decimal.Parse(replaced, CultureInfo.InvariantCulture);
        Assert.Equal(Math.Sign(before), Math.Sign(after));
        Assert.Equal(digits, replaced.Replace(".", "").Trim('-').TrimStart('0').Length);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void What_is_no_amount_stays(string number) =>
        Assert.Equal(number, Generators.Find("number")!.Create(Key, Of("numeric"))(number));

    [Fact]
    public void A_code_keeps_its_pattern()
    {
        Func<string, string> replace = Generators.Find("code")!.Create(Key, Of("text"));
        Assert.Matches("^[A-Z]{2}-[0-9]{4} [a-z]/[0-9]$", replace("AB-1207 x/9"));
        Assert.Matches("^[0-9]{3}-[0-9]{2}-[0-9]{4}$", replace("516-72-3941"));
        Assert.Matches("^[A-Z][a-z]{4}$", replace("Özgür"));
        Assert.Equal(200, replace(new string('7', 200)).Length);
    }

    [Fact]
    public void Codes_of_one_pattern_are_a_permutation()
    {
        Func<string, string> replace = Generators.Find("code")!.Create(Key, Of("text"));
        IEnumerable<string> all = from letter in "abcdefghijklmnopqrstuvwxyz"
                                  from number in Enumerable.Range(0, 1000)
                                  select $"{letter}-{number:D3}";
        Assert.Equal(26_000, all.Select(replace).Distinct().Count());
    }

    [Fact]
    public void Long_codes_that_differ_anywhere_differ_everywhere()
    {
        Func<string, string> replace = Generators.Find("code")!.Create(Key, Of("text"));
        string one = replace(new string('a', 60) + "1" + new string('b', 60));
        string other = replace(new string('a', 60) + "2" + new string('b', 60));
        Assert.NotEqual(one[..20], other[..20]);
        Assert.NotEqual(one[^20..], other[^20..]);
    }

    [Theory]
    [InlineData("date", "1987-05-01", "^1987-[01][0-9]-[0-2][0-9]$")]
    [InlineData("timestamp", "1987-05-01T07:30:00.25", @"^1987-\d\d-[0-2]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d\d$")]
    [InlineData("timestamptz", "1987-05-01T07:30:00Z", "^1987-[01][0-9]-[0-2][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$")]
    [InlineData("date", "0044-03-15 BC", "^0044-[01][0-9]-[0-2][0-9] BC$")]
    [InlineData("date", "infinity", "^infinity$")]
    [InlineData("text", "1. Mai 1987", "^19[5-9][0-9]-[01][0-9]-[0-2][0-9]$")]
    public void A_day_keeps_its_year(string type, string value, string form) =>
        Assert.Matches(form, Generators.Find("date")!.Create(Key, Of(type))(value));

    [Fact]
    public void Another_key_gives_other_values()
    {
        string[] small = ["first_name", "last_name", "city"];
        Assert.All(Generators.All.Where(generator => !small.Contains(generator.Name)), g =>
        {
            string type = g.Fits(Types.Of("text")) ? "text" : "bigint";
            string value = type == "text" ? "1987-05-01 AB 31337" : "731337";
            Assert.NotEqual(
                g.Create(Key, Of(type))(value), g.Create(SensitiveKey.Of("another key for tests"), Of(type))(value));
        });
        Assert.NotEqual(
            Generators.Find("email")!.Create(SensitiveKey.Random(), Of("text"))("a"),
            Generators.Find("email")!.Create(SensitiveKey.Random(), Of("text"))("a"));
    }

    [Fact]
    public void Nothing_that_is_made_looks_sensitive_or_works()
    {
        Assert.All(Enumerable.Range(0, 500), i =>
        {
            Assert.Equal(ContentKinds.None, ContentScan.Of(Make("email", i)));
            Assert.Equal(ContentKinds.None, ContentScan.Of(Make("phone", i)));
            Assert.Equal(ContentKinds.None, ContentScan.Of(Make("iban", i)));
            Assert.Equal(ContentKinds.None, ContentScan.Of(Make("ip", i)));
            Assert.False(CardForm.PassesLuhn(Make("card_number", i)));
        });
    }

    [Fact]
    public void Replacements_do_not_hang_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        Dictionary<string, string> made = Generators.All.ToDictionary(g => g.Name, MakeOne);
        try
        {
            CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            other.NumberFormat.NegativeSign = "minus";
            other.NumberFormat.NumberDecimalSeparator = ",";
            other.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = other;
            Assert.All(Generators.All, g => Assert.Equal(made[g.Name], MakeOne(g)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string MakeOne(Generator g) =>
            g.Create(Key, Of(g.Fits(Types.Of("text")) ? "text" : "numeric"))("-1987.25");
    }

    [Fact]
    public void The_same_value_is_the_same_in_a_wider_column() => Assert.Equal(
        Generators.Find("email")!.Create(Key, Of("varchar(255)"))("ann@firm.io"),
        Generators.Find("email")!.Create(Key, Of("text"))("ann@firm.io"));

    [Fact]
    public void Names_are_short_enough_for_their_forms()
    {
        IEnumerable<string> names = Furrow.Sensitive.Vocabulary.Words.FirstNames.Concat(
            Furrow.Sensitive.Vocabulary.Words.LastNames);
        Assert.All(names, name => Assert.InRange(name.Length, 2, Furrow.Sensitive.Vocabulary.Words.NameLengthMax));
    }

    [Fact]
    public void Cells_keep_what_is_not_theirs_to_change()
    {
        Func<string, string> array = With("email", "text[]");
        Assert.Matches(
            "^\\{[a-z0-9.]+@example.com,NULL,\"\",\\{[a-z0-9.]+@example.com\\}\\}$",
            array("{a@firm.io,NULL,\"\",{b@firm.io}}"));
        Assert.Equal("{}", array("{}"));
        Assert.Equal("", With("email", "text")(""));
        Assert.Equal("   ", With("code", "char(3)")("   "));
        Assert.Equal(With("code", "char(9)")("AB12"), With("code", "char(9)")("AB12     "));
        Assert.Equal(With("email", "citext", ignoresCase: true)("A@firm.io"), With("email", "text")("a@firm.io"));
        Assert.NotEqual(With("email", "text")("A@firm.io"), With("email", "text")("a@firm.io"));
    }

    [Fact]
    public void Two_values_that_would_become_one_are_an_error()
    {
        ColumnReplacement replacement = new(
            Generators.Find("first_name")!, Of("text"), Types.Of("text"), IgnoresCase: false, IsUnique: true);
        Func<string, string> replace = replacement.With(Key, "public.t.c");
        Assert.Equal(replace("again"), replace("again"));
        FurrowException e = Assert.Throws<FurrowException>(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                replace($"value {i}");
            }
        });
        Assert.Equal(ErrorCode.GenerateCapacity, e.Code);
        Assert.Contains("public.t.c", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("value ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_key_is_refused_and_no_key_is_shown()
    {
        Assert.Equal(ErrorCode.ConfigInvalid, Assert.Throws<FurrowException>(() => SensitiveKey.Of("short")).Code);
        Assert.DoesNotContain("tests", Key.ToString(), StringComparison.Ordinal);
    }

    private static Func<string, string> With(string generator, string type, bool ignoresCase = false)
    {
        Target target = Of(type.Replace("[]", ""));
        return new ColumnReplacement(Generators.Find(generator)!, target, Types.Of(type), ignoresCase, IsUnique: false)
            .With(Key, "t.c");
    }

    private static string Make(string name, int i) => Generators.Find(name)!.Create(Key, Of("text"))($"value {i}");

    private static Target Of(string type)
    {
        var column = Types.Of(type);
        return new Target(column, column.LengthMax);
    }

    // Text as people write it and text as nobody does; numbers, days and addresses among it.
    private static Arbitrary<string> Originals() => Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => text.Get),
            Gen.Choose(1, int.MaxValue).Select(n => $"person{n}@firm.io"),
            Gen.Choose(1, int.MaxValue).Select(n => $"+49 30 {n}"),
            Gen.Choose(0, 20_000).Select(n => new DateOnly(1950, 1, 1).AddDays(n)).Select(day => $"{day:yyyy-MM-dd}"),
            Gen.Choose(1, 200).SelectMany(n => Gen.Elements("Lena Brandt ", "zzz", "1234", "ö").Select(s => s + n)))
        .Where(IsWhole)
        .ToArbitrary();

    private static bool IsWhole(string text) => text.Trim().Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
        && !text.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar);

    private static bool IsEnd(string value) => value.Contains("example", StringComparison.OrdinalIgnoreCase);

    private static bool Shares(string original, string replaced) => Enumerable
        .Range(0, Math.Max(0, replaced.Length - 3))
        .Any(i => original.Contains(replaced.AsSpan(i, 4), StringComparison.OrdinalIgnoreCase));

    private static void AssertType(Target target, string replaced)
    {
        switch (target.Type.SqlName)
        {
            case "bigint" or "integer":
                Assert.True(long.TryParse(replaced, NumberStyles.None, CultureInfo.InvariantCulture, out _));
                break;
            case "uuid":
                Assert.True(Guid.TryParseExact(replaced, "D", out _));
                break;
            case "inet":
                Assert.True(System.Net.IPAddress.TryParse(replaced.Split('/')[0], out _));
                break;
            case "bytes":
                Assert.Matches(@"^\\x[0-9a-f]{64}$", replaced);
                break;
        }
    }
}
