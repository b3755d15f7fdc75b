using System.Buffers.Binary;
using System.Numerics;

namespace Furrow.Data;

/// <summary>
/// MurmurHash3_x64_128 with seed 0 (Austin Appleby, public domain): 128 bits at several bytes a cycle. It tells what
/// differs by chance or by mistake, not what somebody made to collide.
/// </summary>
internal static class Murmur128
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;
    private const int BlockBytes = 2 * sizeof(ulong);

    /// <summary>The hash's two halves.</summary>
    public static (ulong First, ulong Second) Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            ulong h1 = 0, h2 = 0;
            ReadOnlySpan<byte> rest = data;
            for (; rest.Length >= BlockBytes; rest = rest[BlockBytes..])
            {
                h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(rest));
                h1 = ((BitOperations.RotateLeft(h1, 27) + h2) * 5) + 0x52dce729;
                h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]));
                h2 = ((BitOperations.RotateLeft(h2, 31) + h1) * 5) + 0x38495ab5;
            }

            if (rest.Length > 0)
            {
                Span<byte> last = stackalloc byte[BlockBytes];
                last.Clear();
                rest.CopyTo(last);
                h1 ^= MixFirst(BinaryPrimitives.ReadUInt64LittleEndian(last));
                h2 ^= MixSecond(BinaryPrimitives.ReadUInt64LittleEndian(last[sizeof(ulong)..]));
            }

            h1 ^= (ulong)data.Length;
            h2 ^= (ulong)data.Length;
            h1 += h2;
            h2 += h1;
            h1 = Finish(h1);
            h2 = Finish(h2);
            h1 += h2;
            return (h1, h2 + h1);
        }
    }

    private static ulong MixFirst(ulong k) => unchecked(BitOperations.RotateLeft(k * C1, 31) * C2);

    private static ulong MixSecond(ulong k) => unchecked(BitOperations.RotateLeft(k * C2, 33) * C1);

    private static ulong Finish(ulong h)
    {
        unchecked
        {
            h = (h ^ (h >> 33)) * 0xff51afd7ed558ccd;
            h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53;
            return h ^ (h >> 33);
        }
    }
}
