using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Furrow.Data;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Functions;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>Writes cells as <see cref="CanonicalText"/> has them, in UTF-8 and without making strings.</summary>
internal static class CellText
{
    private const int LengthMax = 40;

    /// <summary>Writes a row's value; nothing for NULL.</summary>
    public static void Write(Column column, int row, BytesVector target)
    {
        if (column.IsNull(row))
        {
            return;
        }

        switch (column.Vector.Kind)
        {
            case CellKind.Boolean:
                target.Write(column.Value<bool>(row) ? "true"u8 : "false"u8);
                break;
            case CellKind.Integer:
                WriteNumber(column.Value<long>(row), default, target);
                break;
            case CellKind.Decimal:
                WriteNumber(column.Value<decimal>(row), default, target);
                break;
            case CellKind.Float:
                WriteNumber(column.Value<double>(row), "R", target);
                break;
            case CellKind.Text:
                target.Write(column.Text(row));
                break;
            case CellKind.Bytes:
                WriteBytes(column.Text(row), target);
                break;
            case CellKind.Date:
                WriteDate(column.Value<int>(row), target, out bool isBc);
                target.Write(isBc ? " BC"u8 : default);
                break;
            case CellKind.Time:
                WriteClock(column.Value<long>(row), target);
                break;
            case CellKind.Timestamp:
                WriteTimestamp(column.Value<long>(row), target);
                break;
            case CellKind.Interval:
                WriteInterval(column.Value<IntervalValue>(row), target);
                break;
            case CellKind.Uuid:
                WriteNumber(column.Value<Guid>(row), "D", target);
                break;
            default:
                throw new InvalidOperationException($"a {column.Vector.Kind} has no text");
        }
    }

    private static void WriteNumber<T>(T value, ReadOnlySpan<char> format, BytesVector target)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(target.GetSpan(LengthMax), out int length, format, CultureInfo.InvariantCulture);
        target.Advance(length);
    }

    private static void WriteBytes(ReadOnlySpan<byte> bytes, BytesVector target)
    {
        target.Write(@"\x"u8);
        Span<byte> digits = target.GetSpan(2 * bytes.Length);
        Convert.TryToHexStringLower(bytes, digits, out int length);
        target.Advance(length);
    }

    private static void WriteTimestamp(long micros, BytesVector target)
    {
        (long days, long clock) = TimeSteps.Split(micros);
        WriteDate(days, target, out bool isBc);
        target.Write("T"u8);
        WriteClock(clock, target);
        target.Write(isBc ? " BC"u8 : default);
    }

    private static void WriteDate(long days, BytesVector target, out bool isBc)
    {
        (long year, long month, long day) = CivilDay.OfDays(days);
        isBc = year <= 0;
        WriteDigits(isBc ? 1 - year : year, 4, target);
        target.Write("-"u8);
        WriteDigits(month, 2, target);
        target.Write("-"u8);
        WriteDigits(day, 2, target);
    }

    private static void WriteClock(long micros, BytesVector target)
    {
        long seconds = Math.DivRem(micros, TimeSteps.MicrosPerSecond, out long fraction);
        WriteDigits(seconds / 3600, 2, target);
        target.Write(":"u8);
        WriteDigits(seconds / 60 % 60, 2, target);
        target.Write(":"u8);
        WriteDigits(seconds % 60, 2, target);
        WriteFraction(fraction, target);
    }

    private static void WriteFraction(long micros, BytesVector target)
    {
        if (micros == 0)
        {
            return;
        }

        int digits = 6;
        for (; micros % 10 == 0; micros /= 10)
        {
            digits--;
        }

        target.Write("."u8);
        WriteDigits(micros, digits, target);
    }

    // ISO 8601, which databases read: the parts stay apart as they are.
    private static void WriteInterval(IntervalValue value, BytesVector target)
    {
        if (value == default)
        {
            target.Write("PT0S"u8);
            return;
        }

        target.Write("P"u8);
        WritePart(value.Months, "M"u8, target);
        WritePart(value.Days, "D"u8, target);
        if (value.Microseconds == 0)
        {
            return;
        }

        target.Write("T"u8);
        (long seconds, long fraction) = Math.DivRem(value.Microseconds, TimeSteps.MicrosPerSecond);
        WritePart(seconds / 3600, "H"u8, target);
        WritePart(seconds / 60 % 60, "M"u8, target);
        if (seconds % 60 != 0 || fraction != 0)
        {
            target.Write(value.Microseconds < 0 ? "-"u8 : default);
            WriteDigits(Math.Abs(seconds % 60), 1, target);
            WriteFraction(Math.Abs(fraction), target);
            target.Write("S"u8);
        }
    }

    private static void WritePart(long value, ReadOnlySpan<byte> unit, BytesVector target)
    {
        if (value != 0)
        {
            WriteNumber(value, default, target);
            target.Write(unit);
        }
    }

    private static void WriteDigits(long value, int digits, BytesVector target)
    {
        StandardFormat format = new('D', (byte)digits);
        Utf8Formatter.TryFormat(value, target.GetSpan(LengthMax), out int length, format);
        target.Advance(length);
    }
}

/// <summary>The text of values.</summary>
internal sealed class CellTextKernel(CellType type, Kernel operand) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column column = operand.Evaluate(frame);
        BytesVector texts = (BytesVector)target;
        for (int row = 0; row < texts.Count; row++)
        {
            if (column.IsNull(row))
            {
                texts.SetNull(row);
            }

            CellText.Write(column, row, texts);
            texts.EndRow();
        }

        column.Release(frame);
    }
}

/// <summary>The texts of several values one after another; NULL is empty, as in C#.</summary>
internal sealed class ConcatenationKernel(CellType type, Kernel[] parts) : Kernel(type)
{
    public override void Fill(Frame frame, CellVector target)
    {
        Column[] columns = Array.ConvertAll(parts, part => part.Evaluate(frame));
        BytesVector texts = (BytesVector)target;
        for (int row = 0; row < texts.Count; row++)
        {
            foreach (Column column in columns)
            {
                CellText.Write(column, row, texts);
            }

            texts.EndRow();
        }

        foreach (Column column in columns)
        {
            column.Release(frame);
        }
    }
}
