using System.Text;
using Furrow.Cli.Rendering;
using Furrow.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Live;

/// <summary>
/// The live line: what goes on, a bar, counts, the time so far. Spectre's own <see cref="Progress"/> would run on a
/// clock and a thread of its own and hide the cursor, so only its bar is used.
/// </summary>
/// <param name="item">What goes on.</param>
/// <param name="progress">How far it is; null while nobody knows.</param>
/// <param name="elapsed">The time so far.</param>
/// <param name="pace">How fast it goes; null for what has no speed.</param>
internal sealed class ProgressStatus(
    string item, ProgressMade? progress, string elapsed, ProgressPace? pace = null) : IRenderable
{
    private const int BarLength = 20;
    private const int BarLengthNarrow = 8;
    private const int NarrowWidth = 60;
    private const int Gap = 2;
    private const int ItemWidth = 26;

    /// <summary>How far it is: <c>3 of 5 seeds</c>.</summary>
    public static string Counts(ProgressMade progress) => Share(progress) is { } share
        ? $"{Words.Number(share.Done)} of {Words.Number(share.Total)} {progress.Unit}"
        : $"{Words.Number(progress.Done)} {progress.Unit}";

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        (IRenderable[] tail, int free) = Fitting(options, maxWidth);
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

    // The richest that leaves room for what goes on; the poorest where none does.
    private (IRenderable[] Tail, int Free) Fitting(RenderOptions options, int maxWidth)
    {
        bool isNarrow = maxWidth < NarrowWidth - 1;
        string? counts = progress is null ? null : Counts(progress);
        string? percent = Share(progress) is { Total: > 0 } share
            ? Words.Percent((double)share.Done / share.Total) : counts;
        (int Bar, string?[] Texts)[] choices = pace is null
            ? [(isNarrow ? BarLengthNarrow : BarLength, isNarrow ? [] : [counts])]
            :
            [
                (BarLength, [counts, pace.Speed, pace.Left]),
                (BarLengthNarrow, [counts, pace.Speed, pace.Left]),
                (BarLengthNarrow, [percent, pace.Speed, pace.Left]),
                (BarLengthNarrow, [percent, pace.Left]),
                (BarLengthNarrow, [pace.Left ?? percent]),
            ];
        IRenderable[] tail = [];
        int free = 0;
        foreach ((int bar, string?[] texts) in choices)
        {
            tail = [.. Tail(options, bar, texts)];
            free = maxWidth - tail.Sum(part => Gap + part.Measure(options, maxWidth).Max);
            if (free >= Math.Min(ItemWidth, PhraseText.Width(item)))
            {
                break;
            }
        }

        return (tail, free);
    }

    private static WorkShare? Share(ProgressMade? progress) => progress switch
    {
        { Whole: { } whole } => whole,
        { Total: { } total } => new WorkShare(progress.Done, total),
        _ => null,
    };

    private IEnumerable<IRenderable> Tail(RenderOptions options, int barLength, string?[] texts)
    {
        if (Share(progress) is { Total: > 0 } share)
        {
            ProgressTask task = new(0, progress!.Unit, share.Total, autoStart: false) { Value = share.Done };
            ProgressBarColumn bar = new()
            {
                Width = barLength,
                CompletedStyle = PhraseText.StyleOf(Tone.Accent),
                FinishedStyle = PhraseText.StyleOf(Tone.Accent),
                RemainingStyle = PhraseText.StyleOf(Tone.Muted),
            };
            yield return bar.Render(options, task, TimeSpan.Zero);
        }

        foreach (string text in texts.OfType<string>())
        {
            yield return new Text(text);
        }

        yield return new Text(elapsed, PhraseText.StyleOf(Tone.Muted));
    }

    private static string Cut(string text, int width, string mark)
    {
        if (PhraseText.Width(text) <= width) return text;
        string cut = "";
        foreach (Rune rune in text.EnumerateRunes())
        {
            string longer = cut + rune;
            if (PhraseText.Width(longer) + mark.Length > width)
            {
                break;
            }

            cut = longer;
        }

        return cut.Length == 0 ? "" : cut + mark;
    }
}
