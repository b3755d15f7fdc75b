using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Distributions;

/// <summary>
/// <c>min, min + step, …</c> up to and including the last that is not above max, each equally likely: whole numbers,
/// days, times of day in microseconds, timestamps. One draw, hardly ever more.
/// </summary>
internal readonly struct UniformSteps : IDraw<long>
{
    private readonly long _min;
    private readonly ulong _step;
    private readonly ulong _count;

    /// <summary>Both bounds belong to it.</summary>
    public UniformSteps(long min, long max, long step = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        // 2^64 numbers become 0, which Draw.Below takes for just that.
        (_min, _step, _count) = (min, (ulong)step, unchecked((((ulong)max - (ulong)min) / (ulong)step) + 1));
    }

    /// <inheritdoc />
    public long At(CellKey key, ulong address) =>
        unchecked((long)((ulong)_min + (Draw.Below(key, address, _count) * _step)));
}
