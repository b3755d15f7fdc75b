using System.Runtime.CompilerServices;
using System.Text;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Tests.Views;

/// <summary>Draws one page for every kind of screen and compares all of it with what was approved.</summary>
internal static class PageApproval
{
    private static readonly (string Name, Screen Screen)[] Screens =
    [
        ("pipe", Screen.Pipe),
        ("terminal, 40 columns", new Screen(40, HasColour: false, HasUnicode: true)),
        ("terminal, 60 columns, colour", new Screen(60, HasColour: true, HasUnicode: true)),
        ("terminal, 160 columns, colour", new Screen(160, HasColour: true, HasUnicode: true)),
        ("terminal, 80 columns, ASCII", new Screen(80, HasColour: false, HasUnicode: false)),
    ];

    public static void Verify(Page page, [CallerMemberName] string name = "")
    {
        StringBuilder all = new();
        foreach ((string screenName, Screen screen) in Screens)
        {
            string text = PageRenderer.Draw(page, screen);
            AssertFits(text, screen);
            all.Append("======== ").Append(screenName).Append('\n').Append(text);
        }

        Approval.Verify(all.ToString(), name);
    }

    private static void AssertFits(string text, Screen screen)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            string plain = System.Text.RegularExpressions.Regex.Replace(line, "\e\\[[0-9]+m", "");
            Assert.Equal(plain.TrimEnd(), plain);
            int width = PhraseText.Width(plain);
            Assert.True(
                screen.Width is null || width <= screen.Width,
                $"{width} columns on a screen of {screen.Width}: {plain}");
            Assert.True(screen.HasColour || plain == line, "colour where there must be none");
        }
    }
}
