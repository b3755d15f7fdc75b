using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>Decimals of a number of places between two bounds, both included, each equally likely. One draw where the
/// range has at most 2^64 of them, otherwise two at a time.</summary>
internal readonly struct UniformDecimal : IDraw<decimal>
{
    private const int RedrawCountMax = 128;

    private readonly Int128 _min;
    private readonly UInt128 _last;
    private readonly UInt128 _mask;
    private readonly int _scale;

    /// <summary>Bounds are rounded to the scale, of 0 to 28 places.</summary>
    /// <exception cref="OverflowException">A bound has more digits than a decimal holds.</exception>
    public UniformDecimal(decimal min, decimal max, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)scale, (uint)Rounding.ScaleMax, nameof(scale));
        (_min, _scale) = (Rounding.ToUnits(min, scale), scale);
        _last = (UInt128)(Rounding.ToUnits(max, scale) - _min);
        _mask = UInt128.MaxValue >> (int)UInt128.LeadingZeroCount(_last | 1);
    }

    /// <inheritdoc />
    public decimal At(CellKey key, ulong address)
    {
        Int128 units = _min + (_last <= ulong.MaxValue
            ? (Int128)Draw.Below(key, address, (ulong)_last + 1)
            : (Int128)Wide(key, address));
        return units >= -long.MaxValue && units <= long.MaxValue
            ? Rounding.ToDecimal((long)units, _scale)
            : Rounding.ToDecimal(units, _scale);
    }

    private UInt128 Wide(CellKey key, ulong address)
    {
        UInt128 number = 0;
        for (int draw = 0; draw < RedrawCountMax; draw += 2)
        {
            number = new UInt128(key.At(address, draw), key.At(address, draw + 1)) & _mask;
            if (number <= _last)
            {
                return number;
            }
        }

        return number % (_last + 1);
    }
}
