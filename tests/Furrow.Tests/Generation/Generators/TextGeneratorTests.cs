using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation;
using Furrow.Generation.Distributions;
using Furrow.Generation.Generators;
using Furrow.Generation.Vocabulary;

namespace Furrow.Tests.Generation.Generators;

/// <summary>Words, patterns, templates, running text, network addresses.</summary>
public sealed class TextGeneratorTests
{
    private static readonly VocabularyCatalog Catalog = VocabularyCatalog.Open();

    [Fact]
    public void Words_are_equally_frequent()
    {
        WordList words = Catalog.Find("en", "commerce.department");
        string?[] texts = Generated.Texts(
            WordGenerator.Of(Generated.Key, Catalog, "en", "commerce.department"), 4000);
        Statistics.AssertUniform(
            [.. Enumerable.Range(0, words.Count).Select(i => texts.LongCount(text => text == words.TextOf(i)))],
            "words");
        Generated.AssertSame("cells.words", WordGenerator.Of(Generated.Key, Catalog, "de", "name.last_name"));
        Generated.AssertSame("cells.phrases", WordGenerator.Of(Generated.Key, Catalog, "de", "company.name"));
    }

    [Fact]
    public void Patterns_are_filled_place_by_place()
    {
        Assert.All(
            Generated.Texts(new PatternGenerator(Generated.Key, "+1-202-555-####"), 500),
            text => Assert.Matches(@"^\+1-202-555-\d{4}$", text));
        string?[] texts = Generated.Texts(new PatternGenerator(Generated.Key, @"pi_*?#\#\*\\ü**********"), 500);
        Assert.All(texts, text => Assert.Matches(@"^pi_[a-z0-9][a-z]\d#\*\\ü[a-z0-9]{10}$", text));
        Assert.Equal(500, texts.Distinct().Count());
        Generated.AssertSame("cells.pattern", new PatternGenerator(Generated.Key, "pi_************************"));
    }

    [Fact]
    public void Each_place_of_a_pattern_has_every_character_equally_often()
    {
        string?[] texts = Generated.Texts(new PatternGenerator(Generated.Key, new string('*', 20)), 4000);
        for (int place = 0; place < 20; place++)
        {
            Statistics.AssertUniform(
                [.. "abcdefghijklmnopqrstuvwxyz0123456789".Select(c => texts.LongCount(text => text![place] == c))],
                $"place {place}");
        }
    }

    [Fact]
    public void Tokens_have_their_alphabet_and_length()
    {
        Assert.All(
            Generated.Texts(new TokenGenerator(Generated.Key, Alphabet.Base32, 16, 16), 300),
            text => Assert.Matches("^[A-Z2-7]{16}$", text));
        string?[] bits = Generated.Texts(new TokenGenerator(Generated.Key, Alphabet.Bits, 0, 8), 2000);
        Assert.Equal(Enumerable.Range(0, 9), bits.Select(text => text!.Length).Distinct().Order());
        Assert.All(bits, text => Assert.Matches("^[01]*$", text));
        Generated.AssertSame("cells.hex", new TokenGenerator(Generated.Key, Alphabet.Hex, 8, 40));
        Assert.Throws<ArgumentException>(() => Alphabet.Of("äöü"));
    }

    [Fact]
    public void Templates_put_cells_of_every_kind_together()
    {
        CellGenerator[] slots =
        [
            Generated.Given("José", "Ann", null),
            Generated.Given("O’Brien-Müller", "de la Cruz", "Wu"),
            Generated.Given(CellKind.Integer, 7L, -7L, 12_345L),
            Generated.Given(CellKind.Decimal, 1.50m, 0m, -3m),
            Generated.Given(CellKind.Date, 20_458, -719_163, 0),
            Generated.Given(CellKind.Timestamp, 1_767_598_200_250_000L, -1L, 0L),
            Generated.Given(CellKind.Boolean, true, false, true),
            Generated.Given(CellKind.Float, 0.1, 1e300, -0.0),
        ];
        TemplateGenerator template = new(
        [
            TemplatePart.OfSlot(0, TextFold.Slug), TemplatePart.OfText("."), TemplatePart.OfSlot(1, TextFold.Slug),
            TemplatePart.OfText("@"), TemplatePart.OfSlot(2, format: new CellFormat(DigitsMin: 4)),
            TemplatePart.OfText("|"), TemplatePart.OfSlot(3), TemplatePart.OfText("|"), TemplatePart.OfSlot(4),
            TemplatePart.OfText("|"), TemplatePart.OfSlot(5, format: new CellFormat(IsUtc: true)),
            TemplatePart.OfText("|"), TemplatePart.OfSlot(6), TemplatePart.OfText("|"), TemplatePart.OfSlot(7),
        ]);
        Generated.AssertTexts(
            [
                "jose.obrien-muller@0007|1.50|2026-01-05|2026-01-05T07:30:00.25Z|true|0.1",
                "ann.de-la-cruz@-0007|0|0001-12-31 BC|1969-12-31T23:59:59.999999Z|false|1E+300",
                null,
            ],
            Generated.Texts(template, 3, slots));
    }

    [Theory]
    [InlineData("José Müller", TextFold.Slug, "jose-muller")]
    [InlineData("  Šárka   Nováková! ", TextFold.Slug, "sarka-novakova")]
    [InlineData("D'Angelo & Søn, 3.", TextFold.Slug, "dangelo-son-3")]
    [InlineData("Ελένη Παπαδοπούλου", TextFold.Slug, "eleni-papadopoyloy")]
    [InlineData("Юлия Щербакова", TextFold.Slug, "yuliya-shcherbakova")]
    [InlineData("Straße Æther", TextFold.Slug, "strasse-aether")]
    [InlineData("Nguyễn Thị Đặng", TextFold.Slug, "nguyen-thi-dang")]
    [InlineData("e\u0301te\u0301", TextFold.Slug, "ete")]
    [InlineData("王小明", TextFold.Slug, "x2b4cfee3")]
    [InlineData("", TextFold.Slug, "x811c9dc5")]
    [InlineData("王 Wang", TextFold.Slug, "wang")]
    [InlineData("José Østergård ÞÓR 王", TextFold.Ascii, "Jose Ostergard ThOR ")]
    [InlineData("José İpek", TextFold.Upper, "JOSÉ İPEK")]
    [InlineData("JOSÉ ΣΟΦΊΑ", TextFold.Lower, "josé σοφία")]
    [InlineData("JOSÉ", TextFold.None, "JOSÉ")]
    public void Text_is_folded(string text, TextFold fold, string expected)
    {
        Assert.Equal(
            expected,
            Generated.Texts(new TemplateGenerator([TemplatePart.OfSlot(0, fold)]), 1, Generated.Given(text))[0]);
    }

    [Fact]
    public void Slugs_of_all_names_of_all_locales_are_fit_for_an_address()
    {
        foreach (string locale in Catalog.Locales)
        {
            WordList names = Catalog.Find(locale, "name.last_name");
            BytesVector slugs = new(CellKind.Text);
            slugs.Reset(names.Count);
            for (int i = 0; i < names.Count; i++)
            {
                TextFolder.Write(names[i], TextFold.Slug, slugs);
                slugs.EndRow();
                Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", Encoding.UTF8.GetString(slugs[i]));
            }
        }
    }

    [Theory]
    [InlineData(LoremUnit.Words, 3, 5, @"^\w+( \w+){2,4}$")]
    [InlineData(LoremUnit.Sentences, 1, 2, @"^[A-Z]\w*( \w+){3,11}\.( [A-Z]\w*( \w+){3,11}\.)?$")]
    [InlineData(LoremUnit.Paragraphs, 2, 2, @"^([A-Z][^.\n]*\. ?){3,6}\n([A-Z][^.\n]*\. ?){3,6}$")]
    [InlineData(LoremUnit.Characters, 80, 80, @"^(?s)[A-Z].{78}\.$")]
    [InlineData(LoremUnit.Characters, 0, 60, @"^(?s)([A-Za-z].{0,58})?\.?$")]
    public void Running_text_has_the_length_it_is_to_have(LoremUnit unit, int min, int max, string pattern)
    {
        LoremGenerator generator = new(Generated.Key, Catalog.Find("en", "lorem.words"), unit, min, max);
        string?[] texts = Generated.Texts(generator, 1000);
        Assert.All(texts, text => Assert.Matches(pattern, text));
        if (unit == LoremUnit.Characters)
        {
            Assert.Equal(
                Enumerable.Range(min, max - min + 1), texts.Select(text => text!.Length).Distinct().Order());
            Assert.DoesNotContain(texts, text => text!.Contains("  ", StringComparison.Ordinal)
                || text.Contains(" .", StringComparison.Ordinal));
        }

        Generated.AssertSame($"cells.lorem.{unit}.{max}", generator);
    }

    [Fact]
    public void Characters_of_other_languages_are_counted_and_not_bytes()
    {
        LoremGenerator generator = new(
            Generated.Key, Catalog.Find("ru", "lorem.words"), LoremUnit.Characters, 100, 100);
        Assert.All(Generated.Texts(generator, 200), text => Assert.Equal(100, text!.EnumerateRunes().Count()));
    }

    [Theory]
    [InlineData("10.0.0.0/8", NetworkKind.Address, 0, @"^10(\.\d{1,3}){3}$")]
    [InlineData("192.168.7.0/24", NetworkKind.Address, 0, @"^192\.168\.7\.\d{1,3}$")]
    [InlineData("172.16.0.0/12", NetworkKind.Cidr, 20, @"^172\.(1[6-9]|2\d|3[01])\.\d{1,3}\.0/20$")]
    [InlineData("2001:db8::/32", NetworkKind.Address, 0, "^2001:db8:[0-9a-f:]+$")]
    [InlineData("2001:db8::/32", NetworkKind.Cidr, 48, "^2001:db8:[0-9a-f]*:?:/48$")]
    [InlineData("10.0.0.0/8", NetworkKind.Mac, 0, "^[0-9a-f][26ae](:[0-9a-f]{2}){5}$")]
    public void Network_addresses_lie_in_their_network(
        string network, NetworkKind kind, int prefixLength, string pattern)
    {
        NetworkGenerator generator = new(
            Generated.Key, new() { Kind = kind, Network = network, PrefixLength = prefixLength });
        string?[] texts = Generated.Texts(generator, 500);
        Assert.All(texts, text => Assert.Matches(pattern, text));
        Assert.All(texts, text => Assert.True(kind == NetworkKind.Mac
            || System.Net.IPNetwork.Parse(network).Contains(
                System.Net.IPAddress.Parse(text!.Split('/')[0]))));
        Generated.AssertSame($"cells.network.{network}.{kind}", generator);
    }

    [Theory]
    [InlineData("::/0")]
    [InlineData("2001:db8:0:1::/64")]
    [InlineData("1:0:0:2::/120")]
    [InlineData("::/126")]
    [InlineData("1:2:3:4:5:6:7:0/126")]
    public void Ipv6_is_written_as_the_standard_wants(string network)
    {
        NetworkGenerator generator = new(
            Generated.Key, new() { Kind = NetworkKind.Address, Network = network });
        foreach (string? text in Generated.Texts(generator, 50))
        {
            // The platform writes the last 32 bits of some as IPv4.
            string platform = System.Net.IPAddress.Parse(text!).ToString();
            Assert.True(platform == text || platform.Contains('.', StringComparison.Ordinal), $"{text}, {platform}");
        }
    }

    [Fact]
    public void Networks_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => new NetworkGenerator(Generated.Key, new() { Kind = NetworkKind.Address, Network = "10.0.0.300" }));
        Assert.Throws<ArgumentException>(() => new NetworkGenerator(
            Generated.Key, new() { Kind = NetworkKind.Cidr, Network = "10.0.0.0/16", PrefixLength = 8 }));
    }
}
