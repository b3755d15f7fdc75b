using Furrow.Cli.Rendering;
using Furrow.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Live;

/// <summary>
/// The live line: what goes on, a bar, counts, the time so far. Spectre's own <see cref="Progress"/> would run on a
/// clock and a thread of its own and hide the cursor, so only its bar is used.
/// </summary>
internal sealed class ProgressStatus(string item, ProgressMade? progress, string elapsed) : IRenderable
{
    private const int BarLength = 20;
    private const int BarLengthNarrow = 8;
    private const int NarrowWidth = 60;
    private const int Gap = 2;

    /// <summary>How far it is: <c>3 of 5 seeds</c>.</summary>
    public static string Counts(ProgressMade progress) => progress.Total is { } total
        ? $"{Words.Number(progress.Done)} of {Words.Number(total)} {progress.Unit}"
        : $"{Words.Number(progress.Done)} {progress.Unit}";

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        IRenderable[] tail = [.. Tail(options, isNarrow: maxWidth < NarrowWidth - 1)];
        int free = maxWidth;
        foreach (IRenderable part in tail) free -= Gap + part.Measure(options, maxWidth).Max;
        Grid grid = new();
        for (int i = 0; i <= tail.Length; i++)
        {
            Padding padding = new(0, 0, i == tail.Length ? 0 : Gap, 0);
            grid.AddColumn(new GridColumn { NoWrap = true, Padding = padding });
        }

        string shown = Cut(VisibleText.Of(item, options.Unicode), free, options.Unicode ? "…" : "...");
        grid.AddRow([new Text(shown), .. tail]);
        return ((IRenderable)grid).Render(options, maxWidth);
    }

    private IEnumerable<IRenderable> Tail(RenderOptions options, bool isNarrow)
    {
        if (progress is { Total: > 0 and { } total })
        {
            ProgressTask task = new(0, progress.Unit, total, autoStart: false) { Value = progress.Done };
            ProgressBarColumn bar = new()
            {
                Width = isNarrow ? BarLengthNarrow : BarLength,
                CompletedStyle = PhraseText.StyleOf(Tone.Accent),
                FinishedStyle = PhraseText.StyleOf(Tone.Accent),
                RemainingStyle = PhraseText.StyleOf(Tone.Muted),
            };
            yield return bar.Render(options, task, TimeSpan.Zero);
        }

        if (progress is not null && !isNarrow)
        {
            yield return new Text(Counts(progress));
        }

        yield return new Text(elapsed, PhraseText.StyleOf(Tone.Muted));
    }

    private static string Cut(string text, int width, string mark)
    {
        if (PhraseText.Width(text) <= width) return text;
        Segment? cut = width <= mark.Length ? null : Segment.Truncate(new Segment(text), width - mark.Length);
        return cut is null ? "" : cut.Text + mark;
    }
}
