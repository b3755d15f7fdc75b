using Furrow.Schema;

namespace Furrow.Data.Cells.Texts;

/// <summary>ISO 8601, years before the first with <c>BC</c> behind.</summary>
internal sealed class DateText : FixedText<int>
{
    protected override void WriteValue(int value, RowChunk target)
    {
        switch (value)
        {
            case CellLimits.EarliestDate:
                target.Write("-infinity"u8);
                break;
            case CellLimits.LatestDate:
                target.Write("infinity"u8);
                break;
            default:
                TimeDigits.WriteEra(TimeDigits.WriteDay(value, target), target);
                break;
        }
    }
}

internal sealed class TimeText(ColumnType type) : FixedText<long>
{
    private readonly bool _hasZone = type.Kind == TypeKind.TimeTz;

    protected override void WriteValue(long value, RowChunk target)
    {
        TimeDigits.WriteClock(TimeRounding.Time(value, type.Precision), target);
        if (_hasZone)
        {
            target.Write("Z"u8);
        }
    }
}

internal sealed class TimestampText(ColumnType type, char separator) : FixedText<long>
{
    private const int DayLength = 10;

    private readonly bool _hasZone = type.Kind == TypeKind.TimestampTz;

    protected override void WriteValue(long value, RowChunk target)
    {
        switch (value)
        {
            case CellLimits.EarliestTimestamp:
                target.Write("-infinity"u8);
                return;
            case CellLimits.LatestTimestamp:
                target.Write("infinity"u8);
                return;
        }

        long micros = TimeRounding.Timestamp(value, type.Precision);
        long days = Math.DivRem(micros, CellLimits.MicrosPerDay, out long clock);
        if (clock < 0)
        {
            (days, clock) = (days - 1, clock + CellLimits.MicrosPerDay);
        }

        int start = target.ByteCount;
        bool isBeforeChrist = TimeDigits.WriteDay(days, target);

        // Where years have more digits nothing compares as text anyway.
        char between = target.ByteCount - start == DayLength ? separator : 'T';
        target.Take(1)[0] = (byte)between;
        TimeDigits.WriteClock(clock, target);
        if (_hasZone)
        {
            target.Write("Z"u8);
        }

        TimeDigits.WriteEra(isBeforeChrist, target);
    }
}

/// <summary>Digits of dates and times.</summary>
internal static class TimeDigits
{
    private const int MicrosPerSecond = 1_000_000;
    private const int FractionDigits = 6;
    private const int SecondsPerHour = 3600;
    private const int SecondsPerMinute = 60;

    /// <summary>Writes a day without its era; whether it is before Christ.</summary>
    public static bool WriteDay(long days, RowChunk target)
    {
        (long year, long month, long day) = CivilDay.OfDays(days);
        bool isBeforeChrist = year <= 0;
        WriteNumber(isBeforeChrist ? 1 - year : year, 4, target);
        target.Write("-"u8);
        WriteNumber(month, 2, target);
        target.Write("-"u8);
        WriteNumber(day, 2, target);
        return isBeforeChrist;
    }

    public static void WriteEra(bool isBeforeChrist, RowChunk target)
    {
        if (isBeforeChrist)
        {
            target.Write(" BC"u8);
        }
    }

    /// <summary>Hours of any number, minutes, seconds, and what there is of a fraction.</summary>
    public static void WriteClock(long micros, RowChunk target)
    {
        long seconds = Math.DivRem(micros, MicrosPerSecond, out long fraction);
        WriteNumber(seconds / SecondsPerHour, 2, target);
        target.Write(":"u8);
        WriteNumber(seconds / SecondsPerMinute % SecondsPerMinute, 2, target);
        target.Write(":"u8);
        WriteNumber(seconds % SecondsPerMinute, 2, target);
        if (fraction == 0)
        {
            return;
        }

        target.Write("."u8);
        int digits = FractionDigits;
        while (fraction % 10 == 0)
        {
            (fraction, digits) = (fraction / 10, digits - 1);
        }

        WriteNumber(fraction, digits, target);
    }

    /// <summary>A number that is not negative, with zeros in front.</summary>
    public static void WriteNumber(long value, int digitsMin, RowChunk target)
    {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10)
        {
            count++;
        }

        Span<byte> digits = target.Take(Math.Max(count, digitsMin));
        for (int place = digits.Length - 1; place >= 0; place--)
        {
            value = Math.DivRem(value, 10, out long digit);
            digits[place] = (byte)('0' + digit);
        }
    }
}
