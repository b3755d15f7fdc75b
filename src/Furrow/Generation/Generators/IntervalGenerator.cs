using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Generators;

/// <summary>
/// Spans of time whose months, days and microseconds lie between those of two others, each by itself, both included;
/// microseconds in steps. Three draws.
/// </summary>
internal sealed class IntervalGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly IntervalValue _min;
    private readonly int _months;
    private readonly int _days;
    private readonly ulong _steps;
    private readonly long _step;

    /// <summary>A step in microseconds, from 1 on.</summary>
    public IntervalGenerator(CellKey key, IntervalValue min, IntervalValue max, long stepMicroseconds = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max.Months, min.Months, nameof(max));
        ArgumentOutOfRangeException.ThrowIfLessThan(max.Days, min.Days, nameof(max));
        ArgumentOutOfRangeException.ThrowIfLessThan(max.Microseconds, min.Microseconds, nameof(max));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepMicroseconds);
        (_key, _min, _step) = (key, min, stepMicroseconds);
        _months = checked(max.Months - min.Months + 1);
        _days = checked(max.Days - min.Days + 1);
        _steps = (ulong)(checked(max.Microseconds - min.Microseconds) / stepMicroseconds) + 1;
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Interval);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<IntervalValue> values = ((FixedVector<IntervalValue>)target).Values;
        Span<ulong> addresses = batch.Addresses;
        for (int row = 0; row < values.Length; row++)
        {
            int months = Draw.Scale(_key.At(addresses[row], 0), _months);
            int days = Draw.Scale(Draw.Second(_key, addresses[row]), _days);
            long steps = (long)Draw.Below(_key, addresses[row], _steps);
            values[row] = new IntervalValue(
                _min.Months + months, _min.Days + days, _min.Microseconds + (steps * _step));
        }
    }
}
