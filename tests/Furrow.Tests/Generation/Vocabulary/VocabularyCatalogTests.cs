using System.Text;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Keys;
using Furrow.Generation.Vocabulary;

namespace Furrow.Tests.Generation.Vocabulary;

public sealed class VocabularyCatalogTests
{
    private static readonly VocabularyCatalog Catalog = VocabularyCatalog.Open();

    private static readonly CellKey Key = CellKey.FromSeed(1).Fold("words");

    [Fact]
    public void Every_locale_and_category_of_bogus_can_be_read_and_written()
    {
        Assert.Equal(50, Catalog.Locales.Count);
        List<string> checksums = [];
        foreach (string locale in Catalog.Locales)
        {
            foreach (string category in Catalog.Categories(locale))
            {
                WordList words = Catalog.Find(locale, category);
                Assert.True(words.Count > 0);
                for (int i = 0; i < words.Count; i++)
                {
                    Assert.True(Encoding.UTF8.GetByteCount(words.TextOf(i)) == words[i].Length, "not UTF-8");
                }

                checksums.Add($"{locale} {category} {Sample(locale, category, 5)}");
            }
        }

        Assert.True(checksums.Count > 50 * 80);
        Assert.DoesNotContain(checksums, text => text.Contains("#{", StringComparison.Ordinal)
            || text.Contains("{{", StringComparison.Ordinal) || text.Contains('#', StringComparison.Ordinal));
        Checksums.AssertSame("vocabulary", Checksums.Of(checksums));
    }

    [Fact]
    public void Words_are_those_of_their_language()
    {
        Assert.Contains("Müller", Words("de", "name.last_name"));
        Assert.Contains("Alabama", Words("en", "address.state"));
        Assert.Contains("Warszawa", Words("pl", "address.city_name"));
        Assert.Contains("EUR", Words("en", "finance.currency.code"));
        Assert.Contains("application/json", Words("en", "system.mime_types.mime"));
        Assert.Contains("Mittwoch", Words("de", "date.weekday.wide"));
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-AT", "de_AT")]
    [InlineData("DE_at", "de_AT")]
    [InlineData("de_DE", "de")]
    [InlineData("en_US", "en_US")]
    [InlineData("pt-br", "pt_BR")]
    public void A_locale_may_be_spelt_in_several_ways(string name, string locale)
    {
        Assert.Equal(locale, Catalog.LocaleOf(name));
    }

    [Fact]
    public void What_a_locale_lacks_is_english()
    {
        Assert.Equal(Words("en", "commerce.department"), Words("zu_ZA", "commerce.department"));
        Assert.Equal(Words("en", "name.first_name"), Words("af_ZA", "name.first_name"));
        Assert.NotEqual(Words("en", "name.first_name"), Words("de", "name.first_name"));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("cz")]
    [InlineData("ru")]
    [InlineData("ro")]
    public void First_names_of_a_locale_that_has_only_gendered_ones_are_both(string locale)
    {
        string[] both = [.. Words(locale, "name.female_first_name"), .. Words(locale, "name.male_first_name")];
        Assert.Equal(both, Words(locale, "name.first_name"));
        Assert.NotEqual(Words("en", "name.first_name"), Words(locale, "name.first_name"));
    }

    [Fact]
    public void A_list_that_is_there_and_empty_is_an_empty_word()
    {
        Assert.Equal([""], Words("ru", "name.prefix"));
    }

    [Theory]
    [InlineData("name.frist_name", "'name.first_name'")]
    [InlineData("names.last_name", "'name.last_name'")]
    [InlineData("first_name", "'name.first_name'")]
    [InlineData("company.name_suffix", "'company.suffix'")]
    [InlineData("commerce.product_name", "'commerce.product_name.adjective'")]
    [InlineData("finance.credit_card.visa", "Categories: address.building_number")]
    public void An_unknown_category_is_answered_with_those_that_are_close(string category, string expected)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Catalog.Find("en", category));
        Assert.Equal(ErrorCode.ScenarioInvalid, error.Code);
        Assert.Contains(category, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_locale_is_answered_with_the_closest_one()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Catalog.Find("pt_RB", "name.first_name"));
        Assert.Equal("Did you mean 'pt_BR'?", error.Hint);
        error = Assert.Throws<FurrowException>(() => Catalog.Find("klingon", "name.first_name"));
        Assert.StartsWith("Known locales: af_ZA, ar,", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Phrases_are_filled_with_digits_letters_and_words()
    {
        Assert.Matches(@"^[1-9]\d{2,4}$", Sample("en", "address.building_number", 1));
        Assert.Matches(@"^[\d.() x-]{10,}$", Sample("en", "phone_number.formats", 1));
        Assert.Matches("^[A-Z]", Sample("en", "address.city", 1));
        Assert.Matches(@"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$", Sample("en_GB", "address.postcode", 1));
        Assert.Contains("!|", Sample("en", "hacker.phrase", 20), StringComparison.Ordinal);
        Assert.NotNull(Catalog.FindPhrases("de", "name.last_name").Plain);
        Assert.Null(Catalog.FindPhrases("de", "company.name").Plain);
    }

    [Fact]
    public void The_version_is_that_of_the_words()
    {
        Assert.Equal("34.0.2", Catalog.Version);
    }

    private static string[] Words(string locale, string category)
    {
        WordList words = Catalog.Find(locale, category);
        return [.. Enumerable.Range(0, words.Count).Select(words.TextOf)];
    }

    private static string Sample(string locale, string category, int count)
    {
        PhraseList phrases = Catalog.FindPhrases(locale, category);
        BytesVector texts = new(CellKind.Text);
        texts.Reset(count);
        for (int row = 0; row < count; row++)
        {
            phrases.Write(Key.Fold(locale), (ulong)row, texts);
            texts.EndRow();
        }

        return string.Join('|', Enumerable.Range(0, count).Select(row => Encoding.UTF8.GetString(texts[row])));
    }
}
