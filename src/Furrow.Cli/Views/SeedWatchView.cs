using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Seeds.Watching;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What <c>seed-watch</c> sees, line by line.</summary>
internal static class SeedWatchView
{
    /// <summary>The lines of one thing seen.</summary>
    public static Page Seen(SeedWatchEvent seen)
    {
        PageBuilder page = new();
        string time = seen.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        (string word, Tone tone) = Word(seen.Kind);
        string message = seen.Message.Length == 0 ? "" : $"  {seen.Message.ReplaceLineEndings(" ")}";
        page.Line(
            Phrase.Of(
                new($"{time}  ", Tone.Muted),
                new(word.PadRight(8), tone),
                $"  {Subject(seen)}",
                new(message, Tone.Muted)),
            hang: time.Length + 2);
        if (seen.Hint is { } hint)
        {
            page.Line(new Piece($"→ {hint}", Tone.Accent), indent: time.Length + 2, hang: 2);
        }

        return page.Build();
    }

    /// <summary>The last line.</summary>
    public static Page Ended(SeedWatchResult result) => Page.Of(
        $"Stopped: {Words.Count(result.SeedCount, "seed")}, {Words.Count(result.ChangeCount, "change")}.");

    private static string Subject(SeedWatchEvent seen) => seen switch
    {
        { Line: null } => seen.Subject,
        { Column: null } => $"{seen.Subject}:{seen.Line}",
        _ => $"{seen.Subject}:{seen.Line}:{seen.Column}",
    };

    private static (string Word, Tone Tone) Word(SeedWatchEventKind kind) => kind switch
    {
        SeedWatchEventKind.Watching => ("watching", Tone.Muted),
        SeedWatchEventKind.Added => ("added", Tone.Good),
        SeedWatchEventKind.Changed => ("changed", Tone.Accent),
        SeedWatchEventKind.Removed => ("removed", Tone.Accent),
        SeedWatchEventKind.Problem => ("problem", Tone.Bad),
        SeedWatchEventKind.Solved => ("solved", Tone.Good),
        SeedWatchEventKind.Missing => ("missing", Tone.Warning),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of event"),
    };
}
