using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Numbers;

namespace Furrow.Generation.Generators;

/// <summary>
/// Bytes, from one number of them to another, both included. A draw for the length and one for each eight.
/// </summary>
internal sealed class BinaryGenerator : CellGenerator
{
    private readonly CellKey _key;
    private readonly int _min;
    private readonly int _count;

    /// <summary>Lengths in bytes.</summary>
    public BinaryGenerator(CellKey key, int byteCountMin, int byteCountMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCountMin);
        ArgumentOutOfRangeException.ThrowIfLessThan(byteCountMax, byteCountMin);
        (_key, _min, _count) = (key, byteCountMin, checked(byteCountMax - byteCountMin + 1));
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Bytes);

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        BytesVector values = (BytesVector)target;
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        foreach (ulong address in batch.Addresses)
        {
            int length = _min + Draw.Scale(_key.At(address), _count);
            Span<byte> bytes = values.GetSpan(length)[..length];
            int draw = 0;
            for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            {
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, _key.At(address, draw++));
            }

            BinaryPrimitives.WriteUInt64LittleEndian(last, _key.At(address, draw));
            last[..bytes.Length].CopyTo(bytes);
            values.Advance(length);
            values.EndRow();
        }
    }
}
