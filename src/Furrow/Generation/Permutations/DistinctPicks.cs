using Furrow.Generation.Keys;

namespace Furrow.Generation.Permutations;

/// <summary>Draws several different ones of a number of things, for one group at a time.</summary>
internal static class DistinctPicks
{
    /// <summary>
    /// The first of the group's permutation: of any two groups' picks none depends on the other, and asking for more
    /// changes nothing of those before.
    /// </summary>
    /// <param name="key">The stream.</param>
    /// <param name="group">The group's address.</param>
    /// <param name="size">How many things there are.</param>
    /// <param name="picks">Filled with numbers below <paramref name="size"/>; no longer than that.</param>
    public static void Fill(CellKey key, ulong group, long size, Span<long> picks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(picks.Length, size, nameof(picks));
        if (picks.IsEmpty)
        {
            return;
        }

        KeyedPermutation permutation = Of(key, group, size);
        for (int i = 0; i < picks.Length; i++)
        {
            picks[i] = (long)permutation.Apply((ulong)i);
        }
    }

    /// <summary>A group's permutation, whose value at k is its pick k.</summary>
    public static KeyedPermutation Of(CellKey key, ulong group, long size) => new(key.Fold(group), (ulong)size);
}
