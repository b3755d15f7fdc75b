using System.Runtime.CompilerServices;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Numbers;

/// <summary>Turns the 64-bit numbers of an address into numbers of a range.</summary>
internal static class Draw
{
    // Each redraw is needed with a probability below a half, so that this many are never needed.
    private const int RedrawCountMax = 128;

    /// <summary>From 0 up to but not 1, in steps of 2^-53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(ulong number) => (number >> 11) * (1.0 / (1UL << 53));

    /// <summary>Between 0 and 1 and never either: odd multiples of 2^-53, for inversion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Open(ulong number) => ((number >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>
    /// From 0 to <paramref name="count"/> - 1, each equally likely: Lemire's multiplication ("Fast Random Integer
    /// Generation in an Interval", 2019), which hardly ever needs another number; that is draw 1, 2, … of the address.
    /// </summary>
    /// <param name="key">The stream.</param>
    /// <param name="address">The address.</param>
    /// <param name="count">How many numbers there are; 0 stands for 2^64.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Below(CellKey key, ulong address, ulong count)
    {
        ulong number = key.At(address);
        if (count == 0)
        {
            return number;
        }

        ulong high = Math.BigMul(number, count, out ulong low);
        return low >= count ? high : BelowAgain(key, address, count, high, low);
    }

    /// <summary>
    /// As <see cref="Below"/>, at the high end of one number: good where the count is far below 2^64.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Scale(ulong number, int count) => (int)Math.BigMul(number, (ulong)(uint)count, out _);

    /// <summary>A second number of an address whose first one <see cref="Below"/> has used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Second(CellKey key, ulong address) => key.At(address, int.MaxValue);

    // The address's further draws stand apart from its first, so a rejected number is never seen again.
    private static ulong BelowAgain(CellKey key, ulong address, ulong count, ulong high, ulong low)
    {
        ulong rejected = (0 - count) % count;
        for (int draw = 1; low < rejected && draw <= RedrawCountMax; draw++)
        {
            high = Math.BigMul(key.At(address, draw), count, out low);
        }

        return high;
    }
}
