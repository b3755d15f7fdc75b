using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// How many tries fail before the first that succeeds: 0, 1, 2, … One draw, by inversion; bounds cut it.
/// </summary>
internal readonly struct Geometric : IDraw<long>
{
    private readonly Exponential _exponential;
    private readonly long _min;
    private readonly long _max;

    /// <summary>A probability of success above 0, at most 1.</summary>
    public Geometric(double probability, long min = 0, long max = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);

        // The whole part of an exponential value is geometric, with 1 - e^(-1/mean) as its probability.
        double mean = probability == 1 ? 1e-3 : -1 / FixedMath.Log1P(-probability);
        _exponential = new Exponential(mean, min, max == long.MaxValue ? double.PositiveInfinity : max + 1.0);
        (_min, _max) = (min, max);
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address)
    {
        double value = Math.Floor(_exponential.At(key, address));
        return value >= long.MaxValue ? _max : Math.Clamp((long)value, _min, _max);
    }
}
