using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>Values whose logarithm is normally distributed; one draw. Bounds cut the distribution.</summary>
internal readonly struct LogNormal : IDraw<double>
{
    private readonly Normal _logarithm;
    private readonly double _min;
    private readonly double _max;

    /// <summary>
    /// Mean and deviation are those of the natural logarithm; the median is e to the power of the mean. Bounds are of
    /// the values themselves.
    /// </summary>
    public LogNormal(double mean, double deviation, double min = 0, double max = double.PositiveInfinity)
    {
        (_min, _max) = (min, max);
        _logarithm = new Normal(
            mean, deviation, min > 0 ? FixedMath.Log(min) : double.NegativeInfinity, FixedMath.Log(max));
    }

    /// <inheritdoc />
    public double At(CellKey key, ulong address) =>
        Math.Clamp(FixedMath.Exp(_logarithm.At(key, address)), _min, _max);
}
