using System.Buffers.Binary;
using Furrow.Data.Cells;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Generators;

/// <summary>
/// UUIDs as RFC 9562 has them: version 4, or version 7 with the time of another slot, in milliseconds and, in the bits
/// it leaves free for that, 4096ths of one. Two draws.
/// </summary>
/// <param name="key">The stream.</param>
/// <param name="timeSlot">The slot with timestamps for version 7; null for version 4.</param>
internal sealed class UuidGenerator(CellKey key, int? timeSlot = null) : CellGenerator
{
    private const ulong Variant = 0x8000_0000_0000_0000;
    private const ulong VariantMask = 0x3FFF_FFFF_FFFF_FFFF;

    private readonly int[] _reads = timeSlot is { } slot ? [slot] : [];

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Uuid);

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads => _reads;

    /// <inheritdoc />
    public override bool IsUnique => true;

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<Guid> values = ((FixedVector<Guid>)target).Values;
        Span<ulong> addresses = batch.Addresses;
        CellVector? cells = timeSlot is { } slot ? batch.Cells(slot) : null;
        ReadOnlySpan<long> times = cells is null ? default : ((FixedVector<long>)cells).Values;
        Span<byte> bytes = stackalloc byte[16];
        for (int row = 0; row < values.Length; row++)
        {
            ulong first = key.At(addresses[row]);

            // A row without a time has one of the very beginning.
            first = cells is null
                ? (first & ~0xF000UL) | 0x4000
                : Timed(cells.IsNull(row) ? 0 : Math.Max(times[row], 0));
            BinaryPrimitives.WriteUInt64BigEndian(bytes, first);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (key.At(addresses[row], 0) & VariantMask) | Variant);
            values[row] = new Guid(bytes, bigEndian: true);
        }
    }

    private static ulong Timed(long microseconds)
    {
        (ulong milliseconds, ulong rest) = Math.DivRem((ulong)microseconds, 1000);
        return (milliseconds << 16) | 0x7000 | (rest * 4096 / 1000);
    }
}
