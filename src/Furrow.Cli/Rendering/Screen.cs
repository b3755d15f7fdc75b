namespace Furrow.Cli.Rendering;

/// <summary>What a page is drawn for.</summary>
/// <param name="Width">Columns; null for a pipe or a file, where nothing is wrapped.</param>
/// <param name="HasColour">Whether to write escape codes for colour.</param>
/// <param name="HasUnicode">Whether ✓ and its like can be shown.</param>
internal sealed record Screen(int? Width, bool HasColour, bool HasUnicode)
{
    private const int WidthMin = 20;
    private const int WidthDefault = 80;

    /// <summary>A pipe or a file.</summary>
    public static Screen Pipe { get; } = new(null, HasColour: false, HasUnicode: true);

    /// <summary>What a stream can show, after NO_COLOR and TERM had their say.</summary>
    public static Screen For(bool isTerminal, CliHost host, bool noColour)
    {
        bool isDumb = host.Variables.GetValueOrDefault("TERM") == "dumb";
        bool hasUnicode = host.Terminal.IsUnicode && !isDumb;
        if (!isTerminal)
        {
            return new Screen(null, HasColour: false, hasUnicode);
        }

        bool isPlain = noColour || isDumb || !string.IsNullOrEmpty(host.Variables.GetValueOrDefault("NO_COLOR"));
        // Some pseudo-terminals say 0 when nobody told them their size.
        int width = host.Terminal.Width() is > 0 and int told ? told : WidthDefault;
        return new Screen(Math.Max(width, WidthMin), !isPlain, hasUnicode);
    }
}
