using Furrow.Generation.Keys;

namespace Furrow.Generation.Trees;

/// <summary>
/// Trees over rows that are counted from 0: each has so many levels, and each level so many times the rows of the one
/// above. A row's parent is drawn among the rows of the level above in the same tree, so that it always comes before
/// the row: there are no circles, and how many rows there are changes no parent.
/// </summary>
public sealed class TreeShape
{
    private readonly CellKey _key;
    private readonly long[] _starts;

    /// <summary>Creates it.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="depth">How many levels, from 1.</param>
    /// <param name="childCount">How many children a row has on average, from 1.</param>
    /// <exception cref="ArgumentException">A tree would have more rows than there are numbers.</exception>
    public TreeShape(CellKey key, int depth, int childCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(childCount, 1);
        _key = key;
        _starts = new long[depth + 1];
        UInt128 size = 1;
        for (int level = 1; level <= depth; level++)
        {
            UInt128 start = (UInt128)_starts[level - 1] + size;
            if (start > long.MaxValue)
            {
                throw new ArgumentException(
                    $"A tree of {depth} levels with {childCount} children each has more than 2^63 rows.",
                    nameof(depth));
            }

            _starts[level] = (long)start;
            size *= (UInt128)childCount;
        }
    }

    /// <summary>How many rows a whole tree has.</summary>
    public long RowCount => _starts[^1];

    /// <summary>How far below its root a row is.</summary>
    public int LevelOf(long row)
    {
        int found = Array.BinarySearch(_starts, row % RowCount);
        return found < 0 ? ~found - 1 : found;
    }

    /// <summary>A row's parent; below 0 for a root.</summary>
    public long ParentOf(long row, ulong address)
    {
        int level = LevelOf(row);
        if (level == 0)
        {
            return -1;
        }

        ulong count = (ulong)(_starts[level] - _starts[level - 1]);
        ulong drawn = (ulong)(((UInt128)_key.At(address) * count) >> 64);
        return row - (row % RowCount) + _starts[level - 1] + (long)drawn;
    }
}
