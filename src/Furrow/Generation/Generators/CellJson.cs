using System.Buffers;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;

namespace Furrow.Generation.Generators;

/// <summary>Writes cells as JSON (RFC 8259): numbers, true, false and null bare, everything else in quotes.</summary>
internal static class CellJson
{
    /// <summary>Writes a cell; NULL, and what JSON has no number for, as null.</summary>
    /// <param name="cells">The column.</param>
    /// <param name="row">The row.</param>
    /// <param name="isJson">Whether texts are JSON already.</param>
    /// <param name="target">Where to.</param>
    public static void Write(CellVector cells, int row, bool isJson, IBufferWriter<byte> target)
    {
        if (cells.IsNull(row)
            || (cells is FixedVector<double> { Kind: CellKind.Float } floats && !double.IsFinite(floats.Values[row])))
        {
            target.Write("null"u8);
            return;
        }

        switch (cells.Kind)
        {
            case CellKind.Text when !isJson:
                WriteText(((BytesVector)cells)[row], target);
                break;
            case CellKind.List:
                WriteList((ListVector)cells, row, isJson, target);
                break;
            case CellKind.Text or CellKind.Boolean or CellKind.Integer or CellKind.Decimal or CellKind.Float:
                ValueText.Write(cells, row, default, target);
                break;
            case CellKind.Bytes:
                // The only text with a backslash.
                target.Write("\"\\"u8);
                ValueText.Write(cells, row, default, target);
                target.Write("\""u8);
                break;
            default:
                target.Write("\""u8);
                ValueText.Write(cells, row, new CellFormat(IsUtc: true), target);
                target.Write("\""u8);
                break;
        }
    }

    /// <summary>Writes text in quotes: quotes, backslashes and control characters escaped, the rest as it is.</summary>
    public static void WriteText(ReadOnlySpan<byte> text, IBufferWriter<byte> target)
    {
        target.Write("\""u8);
        while (!text.IsEmpty)
        {
            int plain = 0;
            while (plain < text.Length && text[plain] >= 0x20 && text[plain] is not ((byte)'"' or (byte)'\\'))
            {
                plain++;
            }

            target.Write(text[..plain]);
            if (plain == text.Length)
            {
                break;
            }

            Escape(text[plain], target);
            text = text[(plain + 1)..];
        }

        target.Write("\""u8);
    }

    private static void Escape(byte unit, IBufferWriter<byte> target)
    {
        switch (unit)
        {
            case (byte)'"':
                target.Write("\\\""u8);
                break;
            case (byte)'\\':
                target.Write(@"\\"u8);
                break;
            case (byte)'\n':
                target.Write(@"\n"u8);
                break;
            case (byte)'\r':
                target.Write(@"\r"u8);
                break;
            case (byte)'\t':
                target.Write(@"\t"u8);
                break;
            default:
                target.Write([
                    (byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)('0' + (unit >> 4)),
                    "0123456789abcdef"u8[unit & 15],
                ]);
                break;
        }
    }

    private static void WriteList(ListVector lists, int row, bool isJson, IBufferWriter<byte> target)
    {
        (int start, int end) = lists.RangeOf(row);
        target.Write("["u8);
        for (int item = start; item < end; item++)
        {
            if (item > start)
            {
                target.Write(","u8);
            }

            Write(lists.Items, item, isJson, target);
        }

        target.Write("]"u8);
    }
}
