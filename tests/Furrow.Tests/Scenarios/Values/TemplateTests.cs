using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Values;
using Furrow.Tests.Generation;

namespace Furrow.Tests.Scenarios.Values;

public sealed class TemplateTests
{
    private const string Unique = "{ template: '{first_name}.{bio}@example.com', unique: true, fold: slug }";

    [Theory]
    [InlineData("a{b}c", "a|<b>|c")]
    [InlineData("{b}{row}", "<b>|<row>")]
    [InlineData("{{{b}}}", "{|<b>|}")]
    [InlineData("{###}", "3#")]
    [InlineData("", "")]
    [InlineData("{b", null)]
    [InlineData("b}", null)]
    [InlineData("{}", null)]
    public void Templates_are_read(string text, string? expected) => Assert.Equal(
        expected,
        TemplateText.Read(text) is not { } pieces ? null : string.Join('|', pieces.Select(piece =>
            piece.Text ?? (piece.Name is { } name ? $"<{name}>" : $"{piece.DigitCount}#"))));

    [Fact]
    public void A_template_is_put_together_of_the_row_s_values()
    {
        GenerationPlan plan = Plan(
            5, "{ template: '{first_name}-{points}-{row}-{{x}}', fold: slug }",
            "first_name: { choose: [Zoë Ann] }, bio: { template: '{address}' }, points: 7, address: null");
        IReadOnlyDictionary<string, string?[]> cells = Studio.Cells(plan, "users");
        Assert.Equal("zoe-ann-7-4-{x}", cells["email"][4]);
        Assert.All(cells["bio"], Assert.Null);
    }

    [Fact]
    public void A_unique_template_makes_another_text_in_every_row_of_the_words_in_the_columns()
    {
        const int Count = 20_000;
        IReadOnlyDictionary<string, string?[]> cells = Studio.Cells(Plan(Count, Unique), "users");
        Assert.Equal(Count, cells["email"].Distinct(StringComparer.OrdinalIgnoreCase).Count());
        for (int row = 0; row < Count; row += 97)
        {
            Assert.StartsWith(
                cells["first_name"][row]![..1].ToLowerInvariant(), cells["email"][row], StringComparison.Ordinal);
            Assert.EndsWith("@example.com", cells["email"][row], StringComparison.Ordinal);
        }

        Checksums.AssertSame("scenario.unique", Checksums.Of(cells["email"].Take(500).Concat(cells["bio"].Take(500))));
    }

    [Fact]
    public void More_rows_change_no_text_and_the_order_of_columns_changes_nothing()
    {
        IReadOnlyDictionary<string, string?[]> few = Studio.Cells(Plan(100, Unique), "users");
        IReadOnlyDictionary<string, string?[]> many = Studio.Cells(Plan(1000, Unique), "users");
        Assert.All(few, pair => Assert.Equal(pair.Value, many[pair.Key].Take(100)));
        GenerationPlan turned = Studio.Plan(
            $"tables:\n  users:\n    rows: 100\n    columns:\n      email: {Unique}\n"
                + "      bio: { vocabulary: name.last_name }\n      first_name: { vocabulary: name.first_name }\n");
        Assert.All(few, pair => Assert.Equal(pair.Value, Studio.Cells(turned, "users")[pair.Key]));
    }

    [Fact]
    public void Fewer_texts_than_rows_are_refused_with_the_numbers()
    {
        const string Words = "first_name: { choose: [a, b, c] }, bio: { choose: [x, y] }";
        Assert.Equal(6, Studio.Cells(Plan(6, Unique, Words), "users")["email"].Distinct().Count());
        string told = Studio.Problem(Text(7, Unique, Words));
        Assert.StartsWith("generate.capacity 5:", told, StringComparison.Ordinal);
        Assert.Contains(
            "The unique template of users.email makes 6 different texts, and 7 are wanted.", told,
            StringComparison.Ordinal);
        string wide = Unique.Replace("@", "{##}@", StringComparison.Ordinal);
        Assert.Equal(600, Studio.Cells(Plan(600, wide, Words), "users")["email"].Distinct().Count());
    }

    [Theory]
    [InlineData("{ template: '{first_name' }", "a brace of the template is open, empty or closes nothing")]
    [InlineData("{ template: '{frst_name}' }", "users has no value 'frst_name' here (did you mean 'first_name'?)")]
    [InlineData("{ template: '{tags}' }", "'tags' is a list, which has no text")]
    [InlineData("{ template: a, fold: slag }", "fold is 'slag' (expected one of none, lower, upper, ascii, slug)")]
    [InlineData("{ template: '{###################}' }", "a template draws at most 18 digits at once")]
    [InlineData("{ template: '{points}', unique: true }", "a unique template cannot draw 'points'")]
    [InlineData("{ template: '{bio}{bio}', unique: true }", "'bio' is drawn by a unique template already")]
    [InlineData("{ template: '{first_name}{bio}', unique: true, fold: slug }", "would make the same text twice")]
    public void What_cannot_be_is_told(string template, string expected) => Assert.Contains(
        expected,
        Studio.Problem(Text(
            3, template, "first_name: { vocabulary: name.first_name }, bio: { vocabulary: name.last_name }, "
                + "points: 3, tags: { array: { choose: [a] }, length: 1 }")),
        StringComparison.Ordinal);

    private static GenerationPlan Plan(
        int rows,
        string email,
        string others = "first_name: { vocabulary: name.first_name }, bio: { vocabulary: name.last_name }") =>
        Studio.Plan(Text(rows, email, others));

    private static string Text(int rows, string email, string others) =>
        $"tables:\n  users:\n    rows: {rows}\n    columns:\n      email: {email}\n      "
            + $"{string.Join("\n      ", Split(others))}\n";

    // At commas that stand in no braces.
    private static IEnumerable<string> Split(string others)
    {
        int depth = 0;
        int from = 0;
        for (int at = 0; at <= others.Length; at++)
        {
            char letter = at == others.Length ? ',' : others[at];
            depth += letter is '{' or '[' ? 1 : letter is '}' or ']' ? -1 : 0;
            if (letter == ',' && depth == 0)
            {
                yield return others[from..at].Trim();
                from = at + 1;
            }
        }
    }
}
