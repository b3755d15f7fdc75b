using System.Text;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Tests.Rendering;

public sealed class PageRendererTests
{
    [Theory]
    [InlineData("a\u001b]0;title\u0007b", "a\\x1b]0;title\\x07b")]
    [InlineData("a\nb\tc\rd", "a\\nb\\tc\\rd")]
    [InlineData("a\u009b2Jb\u007f", "a\\x9b2Jb\\x7f")]
    [InlineData("abc\u202edef\u2066\u200e\ufeff", "abc\\u202edef\\u2066\\u200e\\ufeff")]
    [InlineData("a\u2028b", "a\\u2028b")]
    [InlineData("\U000E0041x", "\\U000e0041x")]
    [InlineData("plain", "plain")]
    [InlineData("[red]a[/] [[b]] :smile: [", "[red]a[/] [[b]] :smile: [")]
    public void Nothing_in_a_name_reaches_the_terminal_as_a_command(string name, string shown) =>
        Assert.Equal(shown + "\n", PageRenderer.Draw(Page.Of(name), Screen.Pipe));

    [Fact]
    public void Half_a_character_is_shown_by_its_code() =>
        Assert.Equal("a\\ud800b\n", PageRenderer.Draw(Page.Of("a\ud800b"), Screen.Pipe));

    [Fact]
    public void No_control_character_survives()
    {
        string all = string.Concat(Enumerable.Range(0, 0x3000).Select(code => ((char)code).ToString()));
        Screen screen = new(null, HasColour: true, HasUnicode: true);
        string drawn = PageRenderer.Draw(Page.Of(all), screen).TrimEnd('\n');
        Assert.DoesNotContain(
            drawn, c => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e'));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("予約", 4)]
    [InlineData("e\u0301te\u0301", 3)]
    [InlineData("👩\u200d🔧", 4)]
    [InlineData("한국", 4)]
    [InlineData("ｱ", 1)]
    [InlineData("Ａ", 2)]
    [InlineData("\u0301x", 1)]
    public void Widths_are_those_of_a_terminal(string text, int width) =>
        Assert.Equal(width, PhraseText.Width(text));

    [Fact]
    public void Wide_names_are_aligned()
    {
        Table table = new()
        {
            Indent = 0,
            Columns = [new("name"), new("rows", IsRight: true)],
            Rows = [Row.Of("予約", "1"), Row.Of("été", "22"), Row.Of("abcd", "333")],
        };
        Assert.Equal("予約    1\nété    22\nabcd  333\n", PageRenderer.Draw(new Page([table]), Screen.Pipe));
    }

    [Fact]
    public void Empty_columns_are_left_out()
    {
        Table table = new()
        {
            HasHeader = true,
            Columns = [new("a"), new("b"), new("c")],
            Rows = [Row.Of("1", "", "3"), Row.Of("4", "", "")],
        };
        Assert.Equal("  a  c\n  1  3\n  4\n", PageRenderer.Draw(new Page([table]), Screen.Pipe));
        Table empty = table with { Rows = [] };
        Assert.Equal("", PageRenderer.Draw(new Page([empty]), Screen.Pipe));
    }

    [Fact]
    public void Every_page_fits_every_width_and_loses_nothing()
    {
        Table table = new()
        {
            Columns = [new("a", Wraps: true), new("b", IsRight: true), new("c", Wraps: true)],
            Rows =
            [
                Row.Of("one_two/three-four", "12345", "words and more words"),
                Row.Of("予約予約予約予約", "1", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"),
            ],
        };
        Page page = new([new Paragraph("some words averyveryverylongwordindeed that wrap", 2, 2), table]);
        string whole = Letters(PageRenderer.Draw(page, Screen.Pipe));
        for (int width = 20; width < 90; width++)
        {
            string text = PageRenderer.Draw(page, new Screen(width, HasColour: false, HasUnicode: true));
            Assert.All(text.TrimEnd('\n').Split('\n'), line =>
                Assert.True(PhraseText.Width(line) <= width, $"{width}: {line}"));
            Assert.Equal(whole.Order(), Letters(text).Order());
        }
    }

    [Fact]
    public void A_long_name_is_broken_at_its_joints()
    {
        Table table = new()
        {
            Columns = [new("name", Wraps: true), new("rows", IsRight: true)],
            Rows = [Row.Of("base/00_studio_settings_x", "5 rows")],
        };
        string drawn = PageRenderer.Draw(new Page([table]), new Screen(34, HasColour: false, HasUnicode: true));
        Assert.Equal("  base/00_studio_settings_  5 rows\n  x\n", drawn);
    }

    [Fact]
    public void Colour_ends_with_its_line()
    {
        Page page = new([new Paragraph(Phrase.Of("a ", new("b c", Tone.Bad), " d"), 0, 0)]);
        Screen screen = new(80, HasColour: true, HasUnicode: true);
        Assert.Equal("a \e[31mb c\e[0m d\n", PageRenderer.Draw(page, screen));
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(999, "999 ms")]
    [InlineData(1_000, "1.0 s")]
    [InlineData(59_999, "59.9 s")]
    [InlineData(60_000, "1 min 0 s")]
    [InlineData(3_599_999, "59 min 59 s")]
    [InlineData(3_780_000, "1 h 3 min")]
    public void Durations_read_well(long milliseconds, string text) => Assert.Equal(text, Words.Duration(milliseconds));

    [Fact]
    public void A_screen_follows_NO_COLOR_TERM_and_its_option()
    {
        Assert.True(ScreenWith([]).HasColour);
        Assert.False(ScreenWith(new() { ["NO_COLOR"] = "1" }).HasColour);
        Assert.True(ScreenWith(new() { ["NO_COLOR"] = "" }).HasColour);
        Assert.False(ScreenWith([], noColour: true).HasColour);
        Screen dumb = ScreenWith(new() { ["TERM"] = "dumb" });
        Assert.False(dumb.HasColour || dumb.HasUnicode);
        Assert.Null(Screen.For(isTerminal: false, TestHost.Create("/").Host, noColour: false).Width);
    }

    private static Screen ScreenWith(Dictionary<string, string> variables, bool noColour = false) =>
        Screen.For(isTerminal: true, TestHost.Create("/", variables: variables).Host, noColour);

    private static string Letters(string text)
    {
        StringBuilder letters = new();
        foreach (char c in text.Where(c => !char.IsWhiteSpace(c) && c != '·')) letters.Append(c);
        return letters.ToString();
    }
}
