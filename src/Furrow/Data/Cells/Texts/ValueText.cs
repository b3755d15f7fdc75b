using System.Buffers;
using System.Globalization;

namespace Furrow.Data.Cells.Texts;

/// <summary>
/// Writes cells that belong to no column as canonical text (<see cref="CanonicalText"/>), in UTF-8 and without making
/// strings; intervals as <see cref="IsoInterval"/> has them. <see cref="CellText"/> writes those of columns, with the
/// same digits.
/// </summary>
internal static class ValueText
{
    // Longer than any number, date or interval here.
    private const int LengthMax = 128;

    /// <summary>Writes a cell that is not NULL, of any kind but lists.</summary>
    public static void Write(CellVector cells, int row, CellFormat format, IBufferWriter<byte> target)
    {
        if (cells is BytesVector bytes)
        {
            WriteBytes(bytes, row, target);
            return;
        }

        Span<byte> text = target.GetSpan(LengthMax);
        target.Advance(cells.Kind switch
        {
            CellKind.Boolean => Boolean(((FixedVector<bool>)cells).Values[row], text),
            CellKind.Integer => Integer(((FixedVector<long>)cells).Values[row], format.DigitsMin, text),
            CellKind.Decimal => Number(((FixedVector<decimal>)cells).Values[row], default, text),
            // The shortest digits that read back as the same number; infinities and NaN have the invariant names.
            CellKind.Float => Number(((FixedVector<double>)cells).Values[row], "R", text),
            CellKind.Date => Date(((FixedVector<int>)cells).Values[row], text),
            CellKind.Time => TimeDigits.Clock(((FixedVector<long>)cells).Values[row], text),
            CellKind.Timestamp => TimeDigits.Timestamp(
                ((FixedVector<long>)cells).Values[row], 'T', format.IsUtc, text),
            CellKind.Interval => IsoInterval.Write(((FixedVector<IntervalValue>)cells).Values[row], text),
            CellKind.Uuid => Number(((FixedVector<Guid>)cells).Values[row], "D", text),
            _ => throw new InvalidOperationException($"{cells.Kind} has no text of its own"),
        });
    }

    /// <summary>A whole number with zeros in front up to so many digits.</summary>
    public static int Integer(long value, int digitsMin, Span<byte> text)
    {
        if (digitsMin <= 1)
        {
            return Number(value, default, text);
        }

        int sign = value < 0 ? 1 : 0;
        text[0] = (byte)'-';
        ulong size = value < 0 ? 0 - (ulong)value : (ulong)value;
        Span<byte> digits = stackalloc byte[20];
        int count = Number(size, default, digits);
        int zeros = Math.Max(0, digitsMin - count);
        text.Slice(sign, zeros).Fill((byte)'0');
        digits[..count].CopyTo(text[(sign + zeros)..]);
        return sign + zeros + count;
    }

    private static int Number<T>(T value, ReadOnlySpan<char> format, Span<byte> text)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        return length;
    }

    private static int Boolean(bool value, Span<byte> text)
    {
        ReadOnlySpan<byte> word = value ? "true"u8 : "false"u8;
        word.CopyTo(text);
        return word.Length;
    }

    private static int Date(int days, Span<byte> text)
    {
        int length = TimeDigits.Day(days, text, out bool isBeforeChrist);
        return length + TimeDigits.Era(isBeforeChrist, text[length..]);
    }

    private static void WriteBytes(BytesVector cells, int row, IBufferWriter<byte> target)
    {
        ReadOnlySpan<byte> value = cells[row];
        if (cells.Kind == CellKind.Text)
        {
            target.Write(value);
            return;
        }

        target.Write(@"\x"u8);
        Convert.TryToHexStringLower(value, target.GetSpan(Math.Max(1, 2 * value.Length)), out int length);
        target.Advance(length);
    }
}
