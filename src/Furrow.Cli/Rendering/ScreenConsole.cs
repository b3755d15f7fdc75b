using Spectre.Console;

namespace Furrow.Cli.Rendering;

/// <summary>Makes Spectre's console for a screen; it is told everything and looks at nothing around it.</summary>
internal static class ScreenConsole
{
    // Wide enough for any line in a pipe, small enough for sums of widths.
    private const int PipeWidth = 100_000_000;
    private const int Height = 25;

    /// <summary>The console that writes what the screen can show.</summary>
    public static IAnsiConsole Create(TextWriter writer, Screen screen)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = screen.HasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.HasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            EnvironmentVariables = new Dictionary<string, string>(StringComparer.Ordinal),
        });
        console.Profile.Width = screen.Width ?? PipeWidth;
        console.Profile.Height = Height;
        console.Profile.Capabilities.Unicode = screen.HasUnicode;
        return console;
    }
}
