using System.Collections.Immutable;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Tests.Rendering;

public sealed class PipeTextTests
{
    private const int PagesMax = 500;

    private static readonly string[] Texts =
    [
        "", " ", "a", " moved in", "ends in blanks  ", "two  blanks", "✓", "✗ wrong → right · both …", "été Łódź",
        "1,234", "a\nb", "\u202e", "a name_that/is-longer.than others", "[red]",
    ];

    [Fact]
    public void A_pipe_gets_what_Spectre_would_draw()
    {
        Random random = new(7);
        for (int i = 0; i < PagesMax; i++)
        {
            Page page = new([Line(random), Columns(random), new Blank(), Columns(random), Line(random)]);
            Screen screen = Screen.Pipe with { HasUnicode = i % 2 == 0 };
            Assert.Equal(PageRenderer.DrawWithSpectre(page, screen), PipeText.Of(page, screen.HasUnicode));
        }
    }

    [Theory]
    [InlineData("予約")]
    [InlineData("e\u0301")]
    [InlineData("👩\u200d🔧")]
    public void Whose_width_is_another_matter_is_left_to_Spectre(string text) =>
        Assert.Null(PipeText.Of(Page.Of(text), hasUnicode: true));

    private static Paragraph Line(Random random) => new(Text(random), random.Next(4), random.Next(3));

    private static Phrase Text(Random random) =>
        Phrase.Of(Pick(random), new Piece(Pick(random), Tone.Strong), Pick(random));

    private static Table Columns(Random random)
    {
        int count = random.Next(1, 4);
        ImmutableArray<Column> columns =
            [.. Enumerable.Range(0, count).Select(_ => new Column(Pick(random), Flip(random), Flip(random)))];
        return new Table
        {
            Columns = columns,
            Rows = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Row.Of([.. columns.Select(_ => Cell(random))]))],
            Indent = random.Next(4),
            HasHeader = Flip(random),
        };
    }

    private static Phrase Cell(Random random) => Flip(random) ? Pick(random) : Text(random);

    private static string Pick(Random random) => Texts[random.Next(Texts.Length)];

    private static bool Flip(Random random) => random.Next(2) == 0;
}
