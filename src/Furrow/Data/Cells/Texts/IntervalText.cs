using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

/// <summary>
/// Intervals in PostgreSQL's own style: <c>1 year 2 mons -3 days +04:05:06.7</c>. A sign is written where the part
/// before has another one, as the server does (EncodeInterval).
/// </summary>
internal sealed class IntervalText(ColumnType type) : FixedText<IntervalValue>
{
    private const int MonthsPerYear = 12;

    protected override void WriteValue(IntervalValue value, RowChunk target)
    {
        int start = target.ByteCount;
        bool wasNegative = false;
        WritePart(value.Months / MonthsPerYear, "year"u8, start, ref wasNegative, target);
        WritePart(value.Months % MonthsPerYear, "mon"u8, start, ref wasNegative, target);
        WritePart(value.Days, "day"u8, start, ref wasNegative, target);
        long micros = TimeRounding.Time(value.Microseconds, type.Precision);
        bool isFirst = target.ByteCount == start;
        if (micros == 0 && !isFirst)
        {
            return;
        }

        if (!isFirst)
        {
            target.Write(" "u8);
        }

        if (micros < 0 || wasNegative)
        {
            target.Write(micros < 0 ? "-"u8 : "+"u8);
        }

        WriteClock(micros, target);
    }

    private static void WriteClock(long micros, RowChunk target)
    {
        if (micros != long.MinValue)
        {
            int start = target.ByteCount;
            target.CutTo(start + TimeDigits.Clock(Math.Abs(micros), target.Take(TimeDigits.LengthMax)));
            return;
        }

        // Its absolute value is no 64-bit number.
        target.Write("2562047788:00:54.775808"u8);
    }

    private static void WritePart(
        int value, ReadOnlySpan<byte> unit, int start, ref bool wasNegative, RowChunk target)
    {
        if (value == 0)
        {
            return;
        }

        if (target.ByteCount > start)
        {
            target.Write(" "u8);
        }

        if (value < 0 || wasNegative)
        {
            target.Write(value < 0 ? "-"u8 : "+"u8);
        }

        int end = target.ByteCount;
        target.CutTo(end + TimeDigits.Number(Math.Abs((long)value), 1, target.Take(TimeDigits.LengthMax)));
        target.Write(" "u8);
        target.Write(unit);
        if (value != 1)
        {
            target.Write("s"u8);
        }

        wasNegative = value < 0;
    }
}
