using Furrow.Cli.Rendering;
using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>
/// Shows that long work goes on: at a terminal a live line from the first second on, elsewhere a plain line every ten
/// seconds, so that a build log is neither silent nor flooded.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
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
    private ProgressPace? _pace;
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
                case ProgressMade { Whole: { } whole } progress:
                    _progress = progress;
                    _item = progress.Label;
                    if (_pace?.Unit != progress.Unit)
                    {
                        _pace = new ProgressPace(_clock, progress.Unit);
                    }

                    _pace.Note(whole);
                    break;

                // Of the same work counted in two ways, what has an end says more.
                case ProgressMade progress when _progress?.Whole is null || progress.Total is not null:
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
            if (_messages.IsTerminal) _messages.ShowStatus(new ProgressStatus(_item, _progress, elapsed, _pace));
            else _messages.Write(Page.Of($"still working: {_item}{Counts()}, {elapsed}"));
        }
    }

    private string Counts() => _progress is null ? "" : string.Concat(
        ((string?[])[ProgressStatus.Counts(_progress), _pace?.Speed, _pace?.Left]).OfType<string>()
            .Select(part => $", {part}"));
}
