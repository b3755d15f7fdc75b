using System.Buffers;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// Cells of several slots as one number of 64 bits a row, the same for the same values of any table: of a single whole
/// number itself, of all else a hash of the text.
/// </summary>
internal sealed class CellMatch
{
    private readonly TableProgram _table;
    private readonly int[] _slots;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly bool _isNumber;

    /// <summary>Creates one; belongs to one thread.</summary>
    public CellMatch(TableProgram table, IEnumerable<int> slots)
    {
        (_table, _slots) = (table, [.. slots]);
        _isNumber = _slots is [var only] && table.Slots[only].Generator.Type.Kind == CellKind.Integer;
    }

    /// <summary>A row's number, from the cells of its slots; null where one of them is NULL.</summary>
    public long? Of(CellBatch batch, int row)
    {
        _text.ResetWrittenCount();
        foreach (int slot in _slots)
        {
            CellVector cells = _table.Compute(batch, slot);
            if (cells.IsNull(row))
            {
                return null;
            }

            if (_isNumber)
            {
                return ((FixedVector<long>)cells).Values[row];
            }

            ValueText.Write(cells, row, default, _text);
            _text.Write("\0"u8);
        }

        return Hash(_text.WrittenSpan);
    }

    /// <summary>A row's values as text, for messages.</summary>
    public string TextOf(CellBatch batch, int row) => string.Join(", ", _slots.Select(slot =>
    {
        _text.ResetWrittenCount();
        CellVector cells = _table.Compute(batch, slot);
        if (cells.IsNull(row))
        {
            return "NULL";
        }

        ValueText.Write(cells, row, default, _text);
        return $"'{System.Text.Encoding.UTF8.GetString(_text.WrittenSpan)}'";
    }));

    // FNV-1a over bytes, mixed once more at the end.
    private static long Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (byte one in bytes)
        {
            hash = (hash ^ one) * 0x0000_0100_0000_01B3;
        }

        return (long)(Math.BigMul(hash, 0x9E37_79B9_7F4A_7C15, out ulong low) ^ low);
    }
}
