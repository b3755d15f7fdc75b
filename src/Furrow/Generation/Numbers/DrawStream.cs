using Furrow.Generation.Keys;

namespace Furrow.Generation.Numbers;

/// <summary>Small numbers of one address, one after another, several out of each draw.</summary>
internal ref struct DrawStream(CellKey key, ulong address)
{
    // What is left of a draw stays far above what is asked of it: 2^-32 of a number is nobody's to see.
    private const ulong SpanMax = 1UL << 32;

    private ulong _number;
    private ulong _span = SpanMax;
    private int _draw;

    /// <summary>The next number, from 0 to <paramref name="count"/> - 1.</summary>
    public int Next(int count)
    {
        _span *= (uint)count;
        if (_span >= SpanMax)
        {
            (_number, _span) = (key.At(address, _draw++), (uint)count);
        }

        return (int)Math.BigMul(_number, (uint)count, out _number);
    }
}
