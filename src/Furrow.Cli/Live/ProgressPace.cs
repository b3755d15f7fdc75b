using Furrow.Cli.Rendering;
using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>How fast long work goes, by the last seconds of it, and how long it will take at that.</summary>
/// <param name="clock">The clock.</param>
/// <param name="unit">What is counted.</param>
internal sealed class ProgressPace(TimeProvider clock, string unit)
{
    private const string Rows = "rows";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(500);

    private readonly Queue<(long Time, long Done)> _marks = [];
    private (long Time, long Done) _lastMark;
    private WorkShare _now;

    /// <summary>What is counted.</summary>
    public string Unit => unit;

    /// <summary>How fast it goes: <c>410,000 rows/s</c>; null while nobody can tell.</summary>
    public string? Speed => unit == Rows && PerSecond is { } perSecond
        ? $"{Words.Number((long)perSecond)} rows/s" : null;

    /// <summary>How long it will take: <c>9 s left</c>; null while nobody can tell, and at the end.</summary>
    public string? Left => unit == Rows && _now.Done < _now.Total && PerSecond is { } perSecond
        ? $"{Whole(Math.Ceiling((_now.Total - _now.Done) / perSecond))} left" : null;

    /// <summary>Takes in how far it is.</summary>
    public void Note(WorkShare whole)
    {
        long time = clock.GetTimestamp();
        _now = whole;
        if (_marks.Count > 0 && clock.GetElapsedTime(_lastMark.Time, time) < Spacing)
        {
            return;
        }

        _lastMark = (time, whole.Done);
        _marks.Enqueue(_lastMark);
        while (_marks.Count > 2 && clock.GetElapsedTime(_marks.Peek().Time, time) > Window)
        {
            _marks.Dequeue();
        }
    }

    private double? PerSecond
    {
        get
        {
            if (!_marks.TryPeek(out (long Time, long Done) first))
            {
                return null;
            }

            // Until now, not until the last row: work that stands still is seen to.
            TimeSpan time = clock.GetElapsedTime(first.Time);
            long done = _now.Done - first.Done;
            return time < Enough || done <= 0 ? null : done / time.TotalSeconds;
        }
    }

    private static string Whole(double seconds) =>
        Words.Duration((long)Math.Min(seconds, int.MaxValue) * 1_000).Replace(".0 s", " s", StringComparison.Ordinal);
}
