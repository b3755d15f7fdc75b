using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Generators;
using Furrow.Generation.Unique;
using Furrow.Generation.Vocabulary;
using Furrow.Tests.Generation.Generators;

namespace Furrow.Tests.Generation.Unique;

public sealed class UniqueTemplateTests
{
    private static readonly VocabularyCatalog Catalog = VocabularyCatalog.Open();

    [Fact]
    public void All_combinations_come_up_once_and_then_no_more()
    {
        UniqueTemplate template = new(Generated.Key,
        [
            Words("Ann", "Bob", "Cleo"), UniquePart.OfText("."), Words("Abel", "Baker", "Cook", "Dunn"),
            UniquePart.OfDigits(1), UniquePart.OfText("@example.com"),
        ]);
        Assert.Equal(120, template.Capacity);
        string?[] texts = Texts(template, 120);
        Assert.Equal(120, texts.Distinct().Count());
        Assert.NotEqual(texts.Order(StringComparer.Ordinal), texts);
        Assert.All(texts, text => Assert.Matches(@"^(ann|bob|cleo)\.(abel|baker|cook|dunn)\d@example\.com$", text));
        FurrowException error = Assert.Throws<FurrowException>(() => Texts(template, 121));
        Assert.Equal(ErrorCode.GenerateCapacity, error.Code);
        Assert.Contains("120", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_begin_with_the_fewer()
    {
        UniqueTemplate template = Email("en");
        Assert.Equal(Texts(template, 100), Texts(template, 1000)[..100]);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    [InlineData("ru")]
    [InlineData("vi")]
    public void Addresses_of_a_locale_differ_also_where_case_does_not_count(string locale)
    {
        UniqueTemplate template = Email(locale);
        int count = (int)Math.Min(template.Capacity, 60_000);
        Assert.Equal(count, Rows(template, count).Select(UniquePart.WithoutCase).Distinct().Count());
    }

    [Fact]
    public void Other_columns_have_the_words_that_the_text_is_made_of()
    {
        UniqueTemplate template = Email("de");
        string?[] first = Generated.Texts(template.Value(0, 0), 500, template.Combination());
        string?[] last = Generated.Texts(template.Value(2, 0), 500, template.Combination());
        string?[] texts = Texts(template, 500);
        for (int row = 0; row < 500; row++)
        {
            Assert.Equal($"{Slug(first[row]!)}.{Slug(last[row]!)}@example.com", texts[row]);
        }

        Assert.Contains(last, name => name!.Contains('ü', StringComparison.Ordinal));
        Assert.Equal([0], template.Text(0).Reads);
    }

    [Fact]
    public void Words_that_are_written_alike_are_one()
    {
        UniquePart part = UniquePart.OfWords(WordList.Of(["José", "JOSE", "Jose", "Ann", ""]), TextFold.Slug);
        Assert.Equal(3UL, part.Count);
        Assert.Equal(2, part.MergedCount);
        Assert.Equal("José", part.Words.TextOf(0));
        Assert.Equal(2UL, UniquePart.OfWords(WordList.Of(["ΣΑΣ", "σας", "x"]), TextFold.None).Count);
    }

    [Fact]
    public void Texts_that_could_meet_are_refused_with_the_numbers()
    {
        // a + bc and ab + c.
        FurrowException error = Assert.Throws<FurrowException>(
            () => new UniqueTemplate(Generated.Key, [Words("a", "ab"), Words("bc", "c")]));
        Assert.Equal(ErrorCode.GenerateCapacity, error.Code);
        Assert.Contains("1 of the 2 words of part 1", error.Message, StringComparison.Ordinal);

        // The separator is in a word, also where only case differs.
        Assert.Throws<FurrowException>(() => new UniqueTemplate(
            Generated.Key, [Plain("a", "aXb"), UniquePart.OfText("x"), Plain("c", "bxc"), UniquePart.OfText("!")]));
        Assert.Throws<FurrowException>(() => new UniqueTemplate(
            Generated.Key, [Words("a", "a1"), UniquePart.OfRow(), Words("2b", "b")]));
    }

    [Fact]
    public void Texts_that_can_be_read_from_either_side_are_not_refused()
    {
        Assert.Equal(4, new UniqueTemplate(Generated.Key, [Words("a", "b"), Words("aa", "bab")]).Capacity);
        Assert.Equal(
            40, new UniqueTemplate(Generated.Key, [Words("a", "a1", "ab", "b"), UniquePart.OfDigits(1)]).Capacity);
        Assert.Equal(
            9,
            new UniqueTemplate(
                Generated.Key, [Words("a", "b-a", "c"), UniquePart.OfText("."), Words("x", "y.x", "z")]).Capacity);
    }

    [Fact]
    public void No_two_combinations_of_any_accepted_template_make_the_same_text()
    {
        // All templates of three lists out of these: accepted ones are counted out.
        UniquePart[] parts =
        [
            Words("a", "ab"), Words("b", "ab"), Words("b", "c"), Words("aa", "ab"), Words("a", "ba", "c"),
            UniquePart.OfText("b"), UniquePart.OfText("-"), Plain("A", "aB"), UniquePart.OfDigits(1), Words("1", "2b"),
        ];
        int accepted = 0;
        foreach (UniquePart[] template in
            from a in parts from b in parts from c in parts select new[] { a, b, c })
        {
            UniqueTemplate known;
            try
            {
                known = new UniqueTemplate(Generated.Key, template);
            }
            catch (FurrowException)
            {
                continue;
            }

            int count = (int)known.Capacity;
            Assert.Equal(count, Rows(known, count).Select(UniquePart.WithoutCase).Distinct().Count());
            accepted++;
        }

        Assert.InRange(accepted, 300, 900);
    }

    [Fact]
    public void The_rows_number_makes_any_template_large_enough()
    {
        UniqueTemplate template = new(
            Generated.Key, [Words("ann", "bob"), UniquePart.OfText("-"), UniquePart.OfRow()]);
        Assert.Equal(long.MaxValue, template.Capacity);
        string?[] texts = Texts(template, 1000);
        Assert.Equal(1000, texts.Distinct().Count());
        Assert.EndsWith("-999", texts[999], StringComparison.Ordinal);
        Assert.Equal(2, texts.Select(text => text!.Split('-')[0]).Distinct().Count());
    }

    [Fact]
    public void More_combinations_than_2_to_the_62_are_not_needed()
    {
        UniqueTemplate template = new(
            Generated.Key, [UniquePart.OfDigits(18), UniquePart.OfDigits(18), UniquePart.OfDigits(1)]);
        Assert.Equal(1_000_000_000_000_000_000, template.Capacity);
        string?[] texts = Texts(template, 1000);
        Assert.All(texts, text => Assert.Matches(@"^\d{37}$", text));
        Assert.Equal(1000, texts.Distinct().Count());
        Assert.True(texts.Select(text => text![..18]).Distinct().Count() > 990);
        Assert.Equal(10, texts.Select(text => text![^1]).Distinct().Count());
    }

    [Fact]
    public void Lengths_are_known_in_advance()
    {
        UniqueTemplate template = new(
            Generated.Key, [Plain("ö", "abc"), UniquePart.OfText("-ü"), UniquePart.OfDigits(3), UniquePart.OfText("."),
                UniquePart.OfRow()]);
        Assert.Equal(3 + 2 + 3 + 1 + 19, template.CharacterCountMax);
        Assert.Equal(3 + 3 + 3 + 1 + 19, template.ByteCountMax);
    }

    [Fact]
    public void Texts_are_the_committed_ones()
    {
        UniqueTemplate template = Email("de");
        Generated.AssertSame("cells.unique", template.Text(0), template.Combination());
        Generated.AssertSame("cells.unique.word", template.Value(2, 0), template.Combination());
    }

    private static UniqueTemplate Email(string locale) => new(Generated.Key,
    [
        UniquePart.OfWords(Catalog.FindPlain(locale, "name.first_name"), TextFold.Slug), UniquePart.OfText("."),
        UniquePart.OfWords(Catalog.FindPlain(locale, "name.last_name"), TextFold.Slug),
        UniquePart.OfText("@example.com"),
    ]);

    private static UniquePart Words(params string[] words) => UniquePart.OfWords(WordList.Of(words), TextFold.Slug);

    private static UniquePart Plain(params string[] words) => UniquePart.OfWords(WordList.Of(words), TextFold.None);

    private static string?[] Texts(UniqueTemplate template, int rowCount) =>
        Generated.Texts(template.Text(0), rowCount, template.Combination());

    // Once, without the harness's repetitions.
    private static List<string> Rows(UniqueTemplate template, int rowCount)
    {
        List<string> texts = [];
        Furrow.Generation.CellBatch batch = new(1);
        BytesVector target = new(CellKind.Text);
        for (int start = 0; start < rowCount; start += Furrow.Generation.CellBatch.RowCountMax)
        {
            batch.Reset(Math.Min(Furrow.Generation.CellBatch.RowCountMax, rowCount - start));
            for (int row = 0; row < batch.Count; row++)
            {
                batch.Numbers[row] = start + row;
            }

            CellVector combinations = batch.Rent(new CellType(CellKind.Integer));
            template.Combination().Fill(batch, combinations);
            batch.Set(0, combinations);
            target.Reset(batch.Count);
            template.Text(0).Fill(batch, target);
            texts.AddRange(Enumerable.Range(0, batch.Count).Select(
                row => System.Text.Encoding.UTF8.GetString(target[row])));
            batch.Return(combinations);
        }

        return texts;
    }

    private static string Slug(string text) => Generated.Texts(
        new TemplateGenerator([TemplatePart.OfSlot(0, TextFold.Slug)]), 1, Generated.Given(text))[0]!;
}
