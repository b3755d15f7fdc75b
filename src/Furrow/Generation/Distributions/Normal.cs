using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// The normal distribution, one draw, by inversion. Bounds cut the distribution: what lies inside keeps its
/// proportions, and nothing piles up at a bound.
/// </summary>
internal readonly struct Normal : IDraw<double>
{
    private readonly double _mean;
    private readonly double _deviation;
    private readonly double _min;
    private readonly double _max;
    private readonly double _shareMin;
    private readonly double _shareSpan;

    /// <summary>A deviation above 0; bounds in the distribution's own units, also infinite ones.</summary>
    /// <exception cref="ArgumentException">The bounds are out of order, or so far out that almost nothing lies between
    /// them: less than one value in 10^280.</exception>
    public Normal(
        double mean, double deviation, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        double low = (min - mean) / deviation;
        double high = (max - mean) / deviation;

        // Shares are exact in the lower tail, so that bounds beyond the mean are taken from the mirror image.
        bool isMirrored = low > 0;
        (_mean, _deviation) = (mean, isMirrored ? -deviation : deviation);
        (low, high) = isMirrored ? (-high, -low) : (low, high);
        (_min, _max) = (min, max);
        _shareMin = NormalQuantile.ShareBelow(low);
        _shareSpan = NormalQuantile.ShareBelow(high) - _shareMin;
        if (!(_shareMin + _shareSpan > 1e-280))
        {
            throw new ArgumentException("Almost nothing of the distribution lies between its bounds.", nameof(min));
        }
    }

    /// <inheritdoc />
    public double At(CellKey key, ulong address) => AtShare(Draw.Open(key.At(address)));

    /// <summary>The value below which a share of those between the bounds lie.</summary>
    public double AtShare(double share)
    {
        double p = _shareMin + (share * _shareSpan);
        double value = _mean + (_deviation * NormalQuantile.Of(Math.Min(p, 0.99999999999999989)));
        return Math.Clamp(value, _min, _max);
    }
}
