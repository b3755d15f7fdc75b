using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// Times of day, in microseconds since midnight: an hour by its weight, inside it any step. Two draws.
/// </summary>
internal readonly struct HourPattern : IDraw<long>
{
    private readonly AliasTable _hours;
    private readonly UniformSteps _steps;

    /// <summary>24 weights, from midnight; a step of at most an hour.</summary>
    public HourPattern(IReadOnlyList<decimal> hourWeights, long stepMicroseconds = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(hourWeights.Count, 24, nameof(hourWeights));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stepMicroseconds, TimePattern.MicrosecondsPerHour);
        _hours = new AliasTable([.. hourWeights]);
        _steps = new UniformSteps(0, TimePattern.MicrosecondsPerHour - 1, stepMicroseconds);
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address) =>
        (_hours.At(key, address) * TimePattern.MicrosecondsPerHour)
        + _steps.At(key, Draw.Second(key, address));
}
