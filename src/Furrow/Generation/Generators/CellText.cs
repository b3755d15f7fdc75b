using System.Buffers;
using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Data.Cells;

namespace Furrow.Generation.Generators;

/// <summary>Writes cells as the one text form that values travel in (<see cref="CanonicalText"/>), in UTF-8.</summary>
internal static class CellText
{
    // Longer than any number, date or interval here.
    private const int ByteCountMax = 128;

    private const long MicrosecondsPerSecond = 1_000_000;
    private const long SecondsPerDay = 86_400;

    /// <summary>Whether cells of a kind have a text form here: all but lists.</summary>
    public static bool CanWrite(CellKind kind) => kind != CellKind.List;

    /// <summary>Writes a cell that is not NULL.</summary>
    public static void Write(CellVector cells, int row, CellFormat format, IBufferWriter<byte> target)
    {
        if (cells is BytesVector bytes)
        {
            WriteBytes(bytes, row, target);
            return;
        }

        Span<byte> text = target.GetSpan(ByteCountMax);
        target.Advance(cells.Kind switch
        {
            CellKind.Boolean => Copy(((FixedVector<bool>)cells).Values[row] ? "true"u8 : "false"u8, text),
            CellKind.Integer => Integer(((FixedVector<long>)cells).Values[row], format.DigitsMin, text),
            CellKind.Decimal => Decimal(((FixedVector<decimal>)cells).Values[row], text),
            CellKind.Float => Float(((FixedVector<double>)cells).Values[row], text),
            CellKind.Date => Date(((FixedVector<int>)cells).Values[row], text),
            CellKind.Time => Time(((FixedVector<long>)cells).Values[row], text),
            CellKind.Timestamp => Timestamp(((FixedVector<long>)cells).Values[row], format.IsUtc, text),
            CellKind.Interval => Interval(((FixedVector<IntervalValue>)cells).Values[row], text),
            CellKind.Uuid => Uuid(((FixedVector<Guid>)cells).Values[row], text),
            _ => throw new InvalidOperationException($"{cells.Kind} has no text form"),
        });
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> text)
    {
        from.CopyTo(text);
        return from.Length;
    }

    private static int Integer(long value, int digitsMin, Span<byte> text)
    {
        if (digitsMin <= 1)
        {
            value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
            return length;
        }

        ulong size = value < 0 ? 0 - (ulong)value : (ulong)value;
        size.TryFormat(text[(digitsMin + 1)..], out int digits, provider: CultureInfo.InvariantCulture);
        int position = 0;
        if (value < 0)
        {
            text[position++] = (byte)'-';
        }

        for (int zeros = digitsMin - digits; zeros > 0; zeros--)
        {
            text[position++] = (byte)'0';
        }

        text.Slice(digitsMin + 1, digits).CopyTo(text[position..]);
        return position + digits;
    }

    private static int Decimal(decimal value, Span<byte> text)
    {
        value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        return length;
    }

    private static int Float(double value, Span<byte> text)
    {
        // The shortest digits that read back as the same number; infinities and NaN have the invariant names.
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    private static int Uuid(Guid value, Span<byte> text)
    {
        value.TryFormat(text, out int length, "D");
        return length;
    }

    private static int Date(long days, Span<byte> text)
    {
        (long year, long month, long day) = CivilDay.OfDays(days);
        if (year is < 1 or > 9999)
        {
            (string other, bool isBc) = CivilDay.Format(days);
            return Encoding.UTF8.GetBytes(isBc ? other + " BC" : other, text);
        }

        Digits(year, 4, text);
        text[4] = (byte)'-';
        Digits(month, 2, text[5..]);
        text[7] = (byte)'-';
        Digits(day, 2, text[8..]);
        return 10;
    }

    private static int Time(long microseconds, Span<byte> text)
    {
        (long seconds, long fraction) = Math.DivRem(microseconds, MicrosecondsPerSecond);
        Digits(seconds / 3600, 2, text);
        text[2] = (byte)':';
        Digits(seconds / 60 % 60, 2, text[3..]);
        text[5] = (byte)':';
        Digits(seconds % 60, 2, text[6..]);
        return 8 + Fraction(fraction, text[8..]);
    }

    private static int Timestamp(long microseconds, bool isUtc, Span<byte> text)
    {
        long day = Math.DivRem(microseconds, SecondsPerDay * MicrosecondsPerSecond, out long time);
        if (time < 0)
        {
            (day, time) = (day - 1, time + (SecondsPerDay * MicrosecondsPerSecond));
        }

        int length = Date(day, text);

        // What is before Christ says so at the very end.
        bool isBc = text[length - 1] == (byte)'C';
        length -= isBc ? 3 : 0;
        text[length++] = (byte)'T';
        length += Time(time, text[length..]);
        if (isUtc)
        {
            text[length++] = (byte)'Z';
        }

        return length + (isBc ? Copy(" BC"u8, text[length..]) : 0);
    }

    // ISO 8601's designators, which both databases and JSON readers take.
    private static int Interval(IntervalValue value, Span<byte> text)
    {
        int length = Copy("P"u8, text);
        length += Part(value.Months / 12, 'Y', text[length..]);
        length += Part(value.Months % 12, 'M', text[length..]);
        length += Part(value.Days, 'D', text[length..]);
        if (value.Microseconds != 0)
        {
            text[length++] = (byte)'T';
            (long seconds, long fraction) = Math.DivRem(value.Microseconds, MicrosecondsPerSecond);
            length += Part(seconds / 3600, 'H', text[length..]);
            length += Part(seconds / 60 % 60, 'M', text[length..]);
            length += Seconds(seconds % 60, fraction, text[length..]);
        }

        return length == 1 ? Copy("PT0S"u8, text) : length;
    }

    private static int Part(long value, char designator, Span<byte> text)
    {
        if (value == 0)
        {
            return 0;
        }

        int length = Integer(value, 0, text);
        text[length] = (byte)designator;
        return length + 1;
    }

    private static int Seconds(long seconds, long fraction, Span<byte> text)
    {
        if (seconds == 0 && fraction == 0)
        {
            return 0;
        }

        int length = seconds == 0 && fraction < 0 ? Copy("-0"u8, text) : Integer(seconds, 0, text);
        length += Fraction(Math.Abs(fraction), text[length..]);
        text[length] = (byte)'S';
        return length + 1;
    }

    private static int Fraction(long microseconds, Span<byte> text)
    {
        if (microseconds == 0)
        {
            return 0;
        }

        text[0] = (byte)'.';
        Digits(microseconds, 6, text[1..]);
        return text[..7].TrimEnd((byte)'0').Length;
    }

    private static void Digits(long value, int count, Span<byte> text)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            text[i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private static void WriteBytes(BytesVector cells, int row, IBufferWriter<byte> target)
    {
        ReadOnlySpan<byte> value = cells[row];
        if (cells.Kind == CellKind.Text)
        {
            target.Write(value);
            return;
        }

        Span<byte> text = target.GetSpan(2 + (2 * value.Length));
        Copy(@"\x"u8, text);
        for (int i = 0; i < value.Length; i++)
        {
            text[2 + (2 * i)] = "0123456789abcdef"u8[value[i] >> 4];
            text[3 + (2 * i)] = "0123456789abcdef"u8[value[i] & 15];
        }

        target.Advance(2 + (2 * value.Length));
    }
}
