using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// How often something happens that happens independently, a given number of times on average. One draw: by a table up
/// to a mean of 10,000, above it by Giles's expansion of the normal quantile ("Approximation of the Inverse Poisson
/// Cumulative Distribution Function", 2016), whose error there is far below what 10^9 rows show.
/// </summary>
internal readonly struct Poisson : IDraw<long>
{
    /// <summary>The largest mean.</summary>
    public const double MeanMax = 1e9;

    private const double TableMeanMax = 10_000;

    private readonly QuantileTable? _table;
    private readonly Normal _normal;
    private readonly double _mean;
    private readonly double _root;
    private readonly long _min;
    private readonly long _max;

    /// <summary>A mean above 0, of the distribution before bounds cut it.</summary>
    public Poisson(double mean, long min = 0, long max = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mean);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mean, MeanMax);
        (_mean, _root, _min, _max) = (mean, Math.Sqrt(mean), min, max);
        _table = mean > TableMeanMax ? null : QuantileTable.OfRatios(
            (long)mean, k => mean / (k + 1), k => k / mean, Math.Max(min, 0), max);
        _normal = mean > TableMeanMax
            ? new Normal(0, 1, BoundOf(min - 0.5, mean), max == long.MaxValue
                ? double.PositiveInfinity : BoundOf(max + 0.5, mean))
            : default;
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address)
    {
        ulong number = key.At(address);
        if (_table is not null)
        {
            return _table.Find(number);
        }

        double w = _normal.AtShare(Draw.Open(number));
        double value = _mean + (_root * w) + (1.0 / 3) + (w * w / 6) - (((w / 36) + (w * w * w / 72)) / _root);
        return Math.Clamp((long)Math.Floor(value), _min, _max);
    }

    // Where a bound lies on the normal scale: what the expansion's first two terms take it to.
    private static double BoundOf(double bound, double mean)
    {
        double z = (bound - mean) / Math.Sqrt(mean);
        return Math.Abs(z) > 40 ? z : z - (((z * z) - 1) / (6 * Math.Sqrt(mean)));
    }
}
