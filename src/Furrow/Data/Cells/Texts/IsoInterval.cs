namespace Furrow.Data.Cells.Texts;

/// <summary>ISO 8601's designators, which both databases and JSON readers take: <c>P1Y2M-3DT4H5.6S</c>.</summary>
internal static class IsoInterval
{
    private const int MonthsPerYear = 12;
    private const int MicrosPerSecond = 1_000_000;
    private const int SecondsPerHour = 3600;
    private const int SecondsPerMinute = 60;

    /// <summary>Writes an interval and returns how many bytes that were.</summary>
    public static int Write(IntervalValue value, Span<byte> text)
    {
        text[0] = (byte)'P';
        int length = 1;
        length += Part(value.Months / MonthsPerYear, 'Y', text[length..]);
        length += Part(value.Months % MonthsPerYear, 'M', text[length..]);
        length += Part(value.Days, 'D', text[length..]);
        if (value.Microseconds != 0)
        {
            text[length++] = (byte)'T';
            (long seconds, long fraction) = Math.DivRem(value.Microseconds, MicrosPerSecond);
            length += Part(seconds / SecondsPerHour, 'H', text[length..]);
            length += Part(seconds / SecondsPerMinute % SecondsPerMinute, 'M', text[length..]);
            length += Seconds(seconds % SecondsPerMinute, fraction, text[length..]);
        }

        if (length > 1)
        {
            return length;
        }

        "PT0S"u8.CopyTo(text);
        return 4;
    }

    private static int Part(long value, char designator, Span<byte> text)
    {
        if (value == 0)
        {
            return 0;
        }

        int length = ValueText.Integer(value, 0, text);
        text[length] = (byte)designator;
        return length + 1;
    }

    private static int Seconds(long seconds, long fraction, Span<byte> text)
    {
        if (seconds == 0 && fraction == 0)
        {
            return 0;
        }

        int length = 0;
        if (seconds < 0 || fraction < 0)
        {
            text[length++] = (byte)'-';
        }

        length += TimeDigits.Number(Math.Abs(seconds), 1, text[length..]);
        length += TimeDigits.Fraction(Math.Abs(fraction), text[length..]);
        text[length] = (byte)'S';
        return length + 1;
    }
}
