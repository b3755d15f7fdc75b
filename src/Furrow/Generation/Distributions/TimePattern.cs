using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// Moments over a range of days, in microseconds since 1970-01-01: a day by its weekday's weight, an hour by the
/// hour's, inside the hour any step. Three draws, constant time, whatever the range.
/// </summary>
internal readonly struct TimePattern : IDraw<long>
{
    /// <summary>An hour.</summary>
    public const long MicrosecondsPerHour = 3_600_000_000;

    /// <summary>A day.</summary>
    public const long MicrosecondsPerDay = 24 * MicrosecondsPerHour;

    private const int DaysPerWeek = 7;

    private readonly int _firstDay;
    private readonly ulong _perWeek;
    private readonly ulong _total;
    private readonly ulong[] _ends;
    private readonly AliasTable _hours;
    private readonly UniformSteps _steps;

    /// <summary>Builds its tables.</summary>
    /// <exception cref="ArgumentException">No day of the range, or no hour, has a weight.</exception>
    public TimePattern(TimePatternOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LastDay, options.FirstDay, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.WeekdayWeights.Count, DaysPerWeek, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNotEqual(options.HourWeights.Count, 24, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.StepMicroseconds, MicrosecondsPerHour, nameof(options));
        _firstDay = options.FirstDay;
        _hours = new AliasTable([.. options.HourWeights]);
        _steps = new UniformSteps(0, MicrosecondsPerHour - 1, options.StepMicroseconds);

        // A week that begins on the range's first day; 1970-01-01 was a Thursday.
        _ends = new ulong[DaysPerWeek];
        int weekday = (int)(((((long)_firstDay + 3) % DaysPerWeek) + DaysPerWeek) % DaysPerWeek);
        for (int i = 0; i < DaysPerWeek; i++)
        {
            _perWeek += checked((uint)options.WeekdayWeights[(weekday + i) % DaysPerWeek]);
            _ends[i] = _perWeek;
        }

        long days = (long)options.LastDay - _firstDay + 1;
        int rest = (int)(days % DaysPerWeek);
        _total = ((ulong)(days / DaysPerWeek) * _perWeek) + (rest == 0 ? 0 : _ends[rest - 1]);
        if (_total == 0)
        {
            throw new ArgumentException("No day of the range has a weight.", nameof(options));
        }
    }

    /// <summary>Every hour alike.</summary>
    public static IReadOnlyList<decimal> AnyHour { get; } = [.. Enumerable.Repeat(1m, 24)];

    /// <summary>A working day: from 8 to 18 o'clock, less at noon and at both ends.</summary>
    public static IReadOnlyList<decimal> BusinessHours { get; } =
        [0, 0, 0, 0, 0, 0, 0, 0, 5, 9, 10, 10, 6, 8, 10, 10, 9, 5, 0, 0, 0, 0, 0, 0];

    /// <summary>What people do at home: hardly at night, most in the evening.</summary>
    public static IReadOnlyList<decimal> LeisureHours { get; } =
        [2, 1, 0.5m, 0.5m, 0.5m, 1, 2, 3, 4, 4, 4, 5, 6, 5, 4, 4, 5, 7, 9, 10, 10, 9, 7, 4];

    /// <summary>Monday to Friday.</summary>
    public static IReadOnlyList<int> WorkingDays { get; } = [1, 1, 1, 1, 1, 0, 0];

    /// <inheritdoc />
    public long At(CellKey key, ulong address) => (Day(key, address) * MicrosecondsPerDay) + TimeOfDay(key, address);

    // The stretch of days is a row of weeks, each as wide as its weights together, the last one cut short.
    private long Day(CellKey key, ulong address)
    {
        (ulong week, ulong rest) = Math.DivRem(Draw.Below(key, address, _total), _perWeek);
        int day = 0;
        while (_ends[day] <= rest)
        {
            day++;
        }

        return _firstDay + ((long)week * DaysPerWeek) + day;
    }

    private long TimeOfDay(CellKey key, ulong address)
    {
        ulong other = Draw.Second(key, address);
        return (_hours.At(key, other) * MicrosecondsPerHour) + _steps.At(key, other + 1);
    }
}
