using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>
/// Shows that long work goes on: at a terminal a live line from the first second on, elsewhere a plain line every ten
/// seconds, so that a build log is neither silent nor flooded.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const int BarLength = 20;
    private const int BarLengthNarrow = 8;
    private const int NarrowWidth = 60;
    private static readonly TimeSpan TerminalDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TerminalPeriod = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly MessageStream _messages;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer _timer;
    private string _item;
    private ProgressMade? _progress;
    private bool _isOver;

    /// <summary>Begins to count the time.</summary>
    /// <param name="messages">Where it is shown.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="command">What is going on until something better is known.</param>
    public ProgressLine(MessageStream messages, TimeProvider clock, string command)
    {
        _messages = messages;
        _clock = clock;
        _item = command;
        _start = clock.GetTimestamp();
        _timer = messages.IsTerminal
            ? clock.CreateTimer(_ => Show(), null, TerminalDelay, TerminalPeriod)
            : clock.CreateTimer(_ => Show(), null, PlainPeriod, PlainPeriod);
    }

    /// <summary>Takes in what an event says about what is going on.</summary>
    public void Follow(FurrowEvent furrowEvent)
    {
        lock (_gate)
        {
            switch (furrowEvent)
            {
                case ProgressMade progress:
                    _progress = progress;
                    break;
                case MigrationStarted migration:
                    _item = $"migration {migration.Version} {migration.MigrationName}";
                    break;
                case SeedStarted seed:
                    _item = $"seed {seed.Seed}";
                    break;
            }
        }
    }

    /// <summary>Ends it and takes the line away.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _timer.Dispose();
        _messages.ClearStatus();
    }

    private void Show()
    {
        lock (_gate)
        {
            if (_isOver) return;
            string elapsed = Words.Duration((long)Math.Floor(_clock.GetElapsedTime(_start).TotalSeconds) * 1_000)
                .Replace(".0 s", " s", StringComparison.Ordinal);
            if (_messages.IsTerminal) _messages.ShowStatus(Live(elapsed));
            else _messages.Write(Page.Of($"still working: {_item}{Counts(", ")}, {elapsed}"));
        }
    }

    private Phrase Live(string elapsed)
    {
        int width = _messages.Screen.Width ?? int.MaxValue;
        List<Piece> tail = [];
        if (_progress is { Total: > 0 and { } total } progress)
        {
            int length = width < NarrowWidth ? BarLengthNarrow : BarLength;
            int done = (int)Math.Clamp(progress.Done * length / total, 0, length);
            tail.Add("  ");
            tail.Add(new Piece(new string('━', done), Tone.Accent));
            tail.Add(new Piece(new string('─', length - done), Tone.Muted));
        }

        tail.Add(width < NarrowWidth ? "" : Counts("  "));
        tail.Add(new Piece("  " + elapsed, Tone.Muted));
        int free = width - 1 - Width(tail);
        return Phrase.Of([Cut(_item, free), .. tail]);
    }

    private string Counts(string before) => _progress switch
    {
        null => "",
        { Total: { } total } progress =>
            $"{before}{Words.Number(progress.Done)} of {Words.Number(total)} {progress.Unit}",
        { } progress => $"{before}{Words.Number(progress.Done)} {progress.Unit}",
    };

    private int Width(List<Piece> pieces) =>
        Glyph.WidthOf(Glyph.Of(new Phrase([.. pieces]), _messages.Screen.HasUnicode));

    private string Cut(string text, int width)
    {
        if (Width([text]) <= width) return text;

        int length = 0;
        foreach (int start in StringInfo.ParseCombiningCharacters(text))
        {
            if (Width([text[..start], "…"]) > width) break;
            length = start;
        }

        return length == 0 ? "" : text[..length] + "…";
    }
}
