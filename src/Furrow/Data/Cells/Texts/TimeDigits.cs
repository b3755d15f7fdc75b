namespace Furrow.Data.Cells.Texts;

/// <summary>Digits of dates and times; each method returns how many bytes it wrote.</summary>
internal static class TimeDigits
{
    /// <summary>Room for any timestamp, its zone and era.</summary>
    public const int LengthMax = 64;

    private const int MicrosPerSecond = 1_000_000;
    private const int FractionDigits = 6;
    private const int SecondsPerHour = 3600;
    private const int SecondsPerMinute = 60;

    /// <summary>A day without its era.</summary>
    public static int Day(long days, Span<byte> text, out bool isBeforeChrist)
    {
        (long year, long month, long day) = CivilDay.OfDays(days);
        isBeforeChrist = year <= 0;
        int length = Number(isBeforeChrist ? 1 - year : year, 4, text);
        text[length++] = (byte)'-';
        length += Number(month, 2, text[length..]);
        text[length++] = (byte)'-';
        return length + Number(day, 2, text[length..]);
    }

    /// <summary>The era, which is written behind everything else.</summary>
    public static int Era(bool isBeforeChrist, Span<byte> text)
    {
        if (!isBeforeChrist)
        {
            return 0;
        }

        " BC"u8.CopyTo(text);
        return 3;
    }

    /// <summary>Hours of any number, minutes, seconds, and what there is of a fraction.</summary>
    public static int Clock(long micros, Span<byte> text)
    {
        long seconds = Math.DivRem(micros, MicrosPerSecond, out long fraction);
        int length = Number(seconds / SecondsPerHour, 2, text);
        text[length++] = (byte)':';
        length += Number(seconds / SecondsPerMinute % SecondsPerMinute, 2, text[length..]);
        text[length++] = (byte)':';
        length += Number(seconds % SecondsPerMinute, 2, text[length..]);
        return length + Fraction(fraction, text[length..]);
    }

    /// <summary>A timestamp, with the zone where it is a moment.</summary>
    public static int Timestamp(long micros, char separator, bool isUtc, Span<byte> text)
    {
        long days = Math.DivRem(micros, CellLimits.MicrosPerDay, out long clock);
        if (clock < 0)
        {
            (days, clock) = (days - 1, clock + CellLimits.MicrosPerDay);
        }

        int length = Day(days, text, out bool isBeforeChrist);

        // Where years have more digits nothing compares as text anyway.
        const int DayLength = 10;
        text[length] = (byte)(length == DayLength ? separator : 'T');
        length++;
        length += Clock(clock, text[length..]);
        if (isUtc)
        {
            text[length++] = (byte)'Z';
        }

        return length + Era(isBeforeChrist, text[length..]);
    }

    /// <summary>A point and what there is of a second's fraction; nothing for none.</summary>
    public static int Fraction(long micros, Span<byte> text)
    {
        if (micros == 0)
        {
            return 0;
        }

        int digits = FractionDigits;
        while (micros % 10 == 0)
        {
            (micros, digits) = (micros / 10, digits - 1);
        }

        text[0] = (byte)'.';
        return 1 + Number(micros, digits, text[1..]);
    }

    /// <summary>A number that is not negative, with zeros in front.</summary>
    public static int Number(long value, int digitsMin, Span<byte> text)
    {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10)
        {
            count++;
        }

        count = Math.Max(count, digitsMin);
        for (int place = count - 1; place >= 0; place--)
        {
            value = Math.DivRem(value, 10, out long digit);
            text[place] = (byte)('0' + digit);
        }

        return count;
    }
}
