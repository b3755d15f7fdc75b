using System.Runtime.CompilerServices;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Permutations;

/// <summary>
/// A permutation of the numbers below a bound, by a key: each comes up exactly once, in an order that looks like none,
/// and is computed alone. A Feistel network over rows and columns instead of bits (Black and Rogaway, "Ciphers with
/// Arbitrary Finite Domains", 2002): the table is hardly larger than the bound, and what falls beside it is walked on
/// along its cycle.
/// </summary>
internal readonly struct KeyedPermutation
{
    /// <summary>The largest bound.</summary>
    public const ulong SizeMax = 1UL << 63;

    // Eight spread pairs evenly from six numbers on, twelve also among five. Small sizes are those of groups, where
    // each order has to be as likely as any other: they get twice that.
    private const uint RoundCountLarge = 8;
    private const uint RoundCountSmall = 24;
    private const uint RoundStride = 32;
    private const ulong SmallMax = 4096;

    private readonly CellKey _key;
    private readonly ulong _rows;
    private readonly ulong _columns;
    private readonly uint _roundCount;

    /// <summary>Permutes the numbers from 0 to size - 1, for a size from 1 to 2^63.</summary>
    public KeyedPermutation(CellKey key, ulong size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, SizeMax);
        (_key, Size) = (key, size);

        // The root of a double may be one off for large sizes; a table a row too large does no harm.
        _rows = (ulong)Math.Ceiling(Math.Sqrt(size));
        _columns = ((size - 1) / _rows) + 1;
        _roundCount = size <= SmallMax ? RoundCountSmall : RoundCountLarge;
    }

    /// <summary>How many numbers it permutes.</summary>
    public ulong Size { get; }

    /// <summary>Where a number goes.</summary>
    public ulong Apply(ulong number)
    {
        do
        {
            (ulong row, ulong column) = Math.DivRem(number, _columns);
            for (uint round = 0; round < _roundCount; round += 2)
            {
                row = Plus(row, Shift(column, round, _rows), _rows);
                column = Plus(column, Shift(row, round + 1, _columns), _columns);
            }

            number = (row * _columns) + column;
        }
        while (number >= Size);
        return number;
    }

    /// <summary>Which number goes there.</summary>
    public ulong Invert(ulong number)
    {
        do
        {
            (ulong row, ulong column) = Math.DivRem(number, _columns);
            for (uint round = _roundCount; round > 0; round -= 2)
            {
                column = Plus(column, _columns - Shift(row, round - 1, _columns), _columns);
                row = Plus(row, _rows - Shift(column, round - 2, _rows), _rows);
            }

            number = (row * _columns) + column;
        }
        while (number >= Size);
        return number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Shift(ulong other, uint round, ulong count) =>
        Math.BigMul(_key.At((other * RoundStride) + round), count, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Plus(ulong a, ulong b, ulong count)
    {
        ulong sum = a + b;
        return sum >= count ? sum - count : sum;
    }
}
