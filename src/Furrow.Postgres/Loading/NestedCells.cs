using System.Buffers.Binary;
using Furrow.Data.Cells;

namespace Furrow.Postgres.Loading;

/// <summary>
/// Arrays of one dimension (array_recv): dimensions, whether there are NULLs, the items' type, length and first index,
/// then the items as if they were columns.
/// </summary>
internal sealed class ArrayCell(BinaryCell item, uint itemType) : BinaryCell
{
    private const int EmptyHeadBytes = 12;
    private const int HeadBytes = 20;
    private const int FirstIndex = 1;

    private ListVector _cells = null!;

    public override void Bind(CellVector cells)
    {
        _cells = (ListVector)cells;
        item.Bind(_cells.Items);
    }

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        int start = chunk.ByteCount;
        (int first, int end) = _cells.RangeOf(row);
        bool isEmpty = first == end;
        Span<byte> head = Take(isEmpty ? EmptyHeadBytes : HeadBytes, chunk);
        bool hasNulls = false;
        for (int place = first; place < end; place++)
        {
            hasNulls |= _cells.Items.IsNull(place);
        }

        BinaryPrimitives.WriteInt32BigEndian(head, isEmpty ? 0 : 1);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], hasNulls ? 1 : 0);
        BinaryPrimitives.WriteUInt32BigEndian(head[8..], itemType);
        if (!isEmpty)
        {
            BinaryPrimitives.WriteInt32BigEndian(head[12..], end - first);
            BinaryPrimitives.WriteInt32BigEndian(head[16..], FirstIndex);
        }

        for (int place = first; place < end; place++)
        {
            item.Write(place, chunk);
        }

        EndValue(start, chunk);
    }
}

/// <summary>
/// Ranges (range_recv) from lists of two bounds, the lower one in it and the upper one not, NULL for none; a list of
/// nothing is the empty range.
/// </summary>
internal sealed class RangeCell(CellPlace place, BinaryCell bound) : BinaryCell
{
    private const byte IsEmpty = 0x01;
    private const byte HoldsLower = 0x02;
    private const byte HasNoLower = 0x08;
    private const byte HasNoUpper = 0x10;

    private ListVector _cells = null!;

    public override void Bind(CellVector cells)
    {
        _cells = (ListVector)cells;
        bound.Bind(_cells.Items);
    }

    public override void Write(int row, RowChunk chunk)
    {
        if (_cells.IsNull(row))
        {
            WriteNull(chunk);
            return;
        }

        int start = chunk.ByteCount;
        (int lower, int end) = _cells.RangeOf(row);
        Span<byte> flags = Take(1, chunk);
        if (lower == end)
        {
            flags[0] = IsEmpty;
            return;
        }

        if (end - lower != 2)
        {
            throw place.Malformed(FormattableString.Invariant($"a list of {end - lower}, not of two bounds"));
        }

        bool hasLower = !_cells.Items.IsNull(lower);
        bool hasUpper = !_cells.Items.IsNull(lower + 1);
        flags[0] = (byte)((hasLower ? HoldsLower : HasNoLower) | (hasUpper ? 0 : HasNoUpper));
        if (hasLower)
        {
            bound.Write(lower, chunk);
        }

        if (hasUpper)
        {
            bound.Write(lower + 1, chunk);
        }

        EndValue(start, chunk);
    }
}
