using System.Buffers;
using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>
/// Turns COPY text into the rows of a JSON array: NULL to <c>null</c>, booleans to <c>true</c> and <c>false</c>,
/// integers of up to 32 bits to numbers, everything else to strings. Most escapes of COPY text are JSON's too, so
/// values are copied in long runs.
/// </summary>
internal sealed class JsonRows(Stream target, ImmutableArray<TypeKind> kinds) : RowStream(target)
{
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    protected override void TakeRow(ReadOnlySpan<byte> row)
    {
        Output.Write(RowCount == 0 ? "\n["u8 : ",\n["u8);
        CopyFields fields = new(row);
        Span<byte> neutral = stackalloc byte[NeutralCell.LengthMax];
        for (int place = 0; place < kinds.Length && fields.TryTake(out ReadOnlySpan<byte> field); place++)
        {
            if (place > 0)
            {
                Output.Write((byte)',');
            }

            if (CopyFields.IsNull(field))
            {
                Output.Write("null"u8);
                continue;
            }

            ReadOnlySpan<byte> cell = NeutralCell.Write(kinds[place], field, neutral);
            if (IsBare(kinds[place], cell))
            {
                Output.Write(cell);
            }
            else
            {
                WriteText(cell);
            }
        }

        Output.Write((byte)']');
    }

    // SQLite keeps anything in any column, so the value itself is looked at.
    private static bool IsBare(TypeKind kind, ReadOnlySpan<byte> cell) => kind switch
    {
        TypeKind.Boolean => cell.SequenceEqual("true"u8) || cell.SequenceEqual("false"u8),
        TypeKind.Int16 or TypeKind.Int32 => IsInteger(cell),
        _ => false,
    };

    private static bool IsInteger(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> digits = cell is [(byte)'-', ..] ? cell[1..] : cell;
        return digits.Length is > 0 and <= 10
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != (byte)'0' || cell.Length == 1);
    }

    private void WriteText(ReadOnlySpan<byte> cell)
    {
        Output.Write((byte)'"');
        while (cell.IndexOfAny(Special) is var length and >= 0)
        {
            Output.Write(cell[..length]);
            int width = cell[length] == (byte)'\\' && length + 1 < cell.Length ? 2 : 1;
            WriteEscape(cell.Slice(length, width));
            cell = cell[(length + width)..];
        }

        Output.Write(cell);
        Output.Write((byte)'"');
    }

    private void WriteEscape(ReadOnlySpan<byte> found)
    {
        switch (found)
        {
            case [(byte)'"']:
                Output.Write("\\\""u8);
                break;
            case [(byte)'\\', (byte)'v']:
                Output.Write("\\u000b"u8);
                break;
            case [(byte)'\\', (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' or (byte)'\\']:
                Output.Write(found);
                break;
            case [(byte)'\\', var other]:
                Output.Write(other);
                break;
            default:
                Output.Write("\\u00"u8);
                Output.Write(Hex(found[0] >> 4));
                Output.Write(Hex(found[0] & 0xF));
                break;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}
