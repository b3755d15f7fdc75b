
namespace Furrow.Generation.Distributions;

/// <summary>What a <see cref="TimePattern"/> is made of; see there.</summary>
internal sealed record TimePatternOptions
{
    /// <summary>The first day, in days since 1970-01-01.</summary>
    public required int FirstDay { get; init; }

    /// <summary>The last day; it belongs to the range.</summary>
    public required int LastDay { get; init; }

    /// <summary>How much happens on each day of the week, from Monday; seven whole numbers from 0 on.</summary>
    public IReadOnlyList<int> WeekdayWeights { get; init; } = [1, 1, 1, 1, 1, 1, 1];

    /// <summary>How much happens in each hour of the day, from midnight; 24 weights from 0 on.</summary>
    public IReadOnlyList<decimal> HourWeights { get; init; } = TimePattern.AnyHour;

    /// <summary>Times are multiples of it, in microseconds, counted from the full hour; at most an hour.</summary>
    public long StepMicroseconds { get; init; } = 1;
}
