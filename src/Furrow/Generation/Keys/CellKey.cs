using System.Numerics;
using System.Text;

namespace Furrow.Generation.Keys;

/// <summary>
/// Names a stream of numbers, of which each is a pure function of the key and an address: no state, so that rows may be
/// made in any order, anywhere, at once. Keys are folded from names (a table's, a column's, what the numbers are for),
/// as in JAX's and Salmon et al.'s counter-based generators (SC 2011), never split off one another by position. The
/// mixing is Pelle Evensen's rrmxmx, with a second word of the key between its multiplications; what it yields is
/// committed in tests and part of the generator's version.
/// </summary>
public readonly record struct CellKey
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;
    private const ulong Multiplier = 0x9FB2_1C65_1E98_DF25;

    private readonly ulong _offset;
    private readonly ulong _mask;

    private CellKey(ulong offset, ulong mask) => (_offset, _mask) = (offset, mask);

    /// <summary>The key of everything that comes of one random seed.</summary>
    public static CellKey FromSeed(long randomSeed) => new CellKey(0, 0).Fold((ulong)randomSeed);

    /// <summary>A key of its own for each name, by its UTF-8 bytes.</summary>
    public CellKey Fold(string name)
    {
        // FNV-1a spreads nothing by itself: what Fold makes of it does.
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (byte unit in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ unit) * 0x0000_0100_0000_01B3;
        }

        return Fold(hash).Fold((ulong)name.Length);
    }

    /// <summary>A key of its own for each number.</summary>
    public CellKey Fold(ulong number)
    {
        CellKey at = new(_offset ^ 0x6A09_E667_F3BC_C908, _mask ^ 0xBB67_AE85_84CA_A73B);
        return new CellKey(at.At(number), at.At(~number ^ 0x3C6E_F372_FE94_F82B));
    }

    /// <summary>The number at an address: 64 bits, each as good as any other.</summary>
    public ulong At(ulong address)
    {
        ulong value = (address * Golden) + _offset;
        value ^= BitOperations.RotateRight(value, 49) ^ BitOperations.RotateRight(value, 24);
        value *= Multiplier;
        value ^= (value >> 28) ^ _mask;
        value *= Multiplier;
        return value ^ (value >> 28);
    }

    /// <summary>Further numbers of the same address: draw 0 is another than <see cref="At(ulong)"/>'s.</summary>
    public ulong At(ulong address, int draw) => At(At(address) + ((ulong)(uint)draw * Golden));
}
