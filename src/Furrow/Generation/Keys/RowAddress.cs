using System.Numerics;

namespace Furrow.Generation.Keys;

/// <summary>
/// Where a row stands, in 64 bits: a root row's is made of its number, a child's of its parent's address and of which
/// child it is. It does not tell how many rows there are, nor where other parents' children begin.
/// </summary>
public static class RowAddress
{
    private const ulong Step = 0xD1B5_4A32_D192_ED03;
    private const ulong Multiplier = 0xAEF1_7502_108E_F2D9;

    /// <summary>A root row's address.</summary>
    public static ulong OfRoot(long number) => (ulong)number;

    /// <summary>The address of a parent's child number <paramref name="ordinal"/>, from 0.</summary>
    public static ulong OfChild(ulong parent, int ordinal)
    {
        ulong value = parent + (((ulong)(uint)ordinal + 1) * Step);
        value ^= BitOperations.RotateLeft(value, 25) ^ BitOperations.RotateLeft(value, 47);
        value *= Multiplier;
        value ^= value >> 32;
        value *= Multiplier;
        return value ^ (value >> 29);
    }
}
