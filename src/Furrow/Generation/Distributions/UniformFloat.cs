using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>Floating-point numbers from min up to but not max. One draw.</summary>
internal readonly struct UniformFloat : IDraw<double>
{
    private readonly double _min;
    private readonly double _max;

    /// <summary>The bounds must be finite.</summary>
    public UniformFloat(double min, double max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        (_min, _max) = (min, max);
    }

    /// <inheritdoc />
    public double At(CellKey key, ulong address) => Between(_min, _max, Draw.Unit(key.At(address)));

    /// <summary>What lies a share, below 1, of the way from one bound to the other.</summary>
    public static double Between(double min, double max, double share)
    {
        // Weighted, since the difference of the bounds may be too large for a double.
        double value = (min * (1 - share)) + (max * share);
        return value < max ? Math.Max(value, min) : Math.Max(min, Math.BitDecrement(max));
    }
}
