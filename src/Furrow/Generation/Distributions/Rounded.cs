using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>A floating-point draw rounded to the nearest whole number; what rounds beyond a bound becomes it.</summary>
internal readonly struct RoundedToWhole<TDraw>(TDraw draw, long min, long max) : IDraw<long>
    where TDraw : struct, IDraw<double>
{
    /// <inheritdoc />
    public long At(CellKey key, ulong address) => Math.Clamp(Rounding.ToLong(draw.At(key, address)), min, max);
}

/// <summary>A floating-point draw rounded to decimal places; what rounds beyond a bound becomes it.</summary>
internal readonly struct RoundedToScale<TDraw> : IDraw<decimal>
    where TDraw : struct, IDraw<double>
{
    private readonly TDraw _draw;
    private readonly double _unitsPerOne;
    private readonly int _scale;
    private readonly long _min;
    private readonly long _max;

    /// <summary>Rounds to <paramref name="scale"/> places, from 0 to 18.</summary>
    public RoundedToScale(TDraw draw, int scale, decimal min, decimal max)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)scale, 18U, nameof(scale));
        (_draw, _scale, _unitsPerOne) = (draw, scale, Rounding.PowerOfTen(scale));
        (_min, _max) = (ToUnits(min, scale), ToUnits(max, scale));
    }

    /// <inheritdoc />
    public decimal At(CellKey key, ulong address)
    {
        long units = Math.Clamp(Rounding.ToLong(_draw.At(key, address) * _unitsPerOne), _min, _max);
        return Rounding.ToDecimal(units, _scale);
    }

    // Bounds that 64 bits cannot hold, such as decimal.MaxValue, stand for no bound.
    private static long ToUnits(decimal bound, int scale)
    {
        decimal limit = Rounding.ToDecimal(long.MaxValue, scale);
        return bound >= limit ? long.MaxValue : bound <= -limit ? -long.MaxValue : (long)Rounding.ToUnits(bound, scale);
    }
}

/// <summary>A whole draw as a decimal without places.</summary>
internal readonly struct WholeDecimal<TDraw>(TDraw draw) : IDraw<decimal>
    where TDraw : struct, IDraw<long>
{
    /// <inheritdoc />
    public decimal At(CellKey key, ulong address) => draw.At(key, address);
}

/// <summary>A whole draw as a floating-point number.</summary>
internal readonly struct WholeFloat<TDraw>(TDraw draw) : IDraw<double>
    where TDraw : struct, IDraw<long>
{
    /// <inheritdoc />
    public double At(CellKey key, ulong address) => draw.At(key, address);
}

/// <summary>A whole draw as a day.</summary>
internal readonly struct Days<TDraw>(TDraw draw) : IDraw<int>
    where TDraw : struct, IDraw<long>
{
    /// <inheritdoc />
    public int At(CellKey key, ulong address) => checked((int)draw.At(key, address));
}
