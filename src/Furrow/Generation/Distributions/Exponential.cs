using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>Waiting times of what happens at random; one draw, by inversion. Bounds cut the distribution.</summary>
internal readonly struct Exponential : IDraw<double>
{
    private readonly double _mean;
    private readonly double _min;
    private readonly double _max;
    private readonly double _shareSpan;

    /// <summary>A mean above 0, of the distribution before it is cut; bounds from 0 on.</summary>
    public Exponential(double mean, double min = 0, double max = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        ArgumentOutOfRangeException.ThrowIfNegative(min);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);

        // It has no memory: beyond its lower bound it is the same distribution again.
        (_mean, _min, _max, _shareSpan) = (mean, min, max, FixedMath.ExpM1((min - max) / mean));
    }

    /// <inheritdoc />
    public double At(CellKey key, ulong address)
    {
        double share = Draw.Open(key.At(address));
        return Math.Min(_min - (_mean * FixedMath.Log1P(share * _shareSpan)), _max);
    }
}
