using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

internal readonly struct ParseInteger : ITextReader<long>
{
    public static long Apply(TextArguments arguments, int row) =>
        long.TryParse(
            arguments.Text(0, row), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ArithmeticException("a text is no integer");
}

internal readonly struct ParseDecimal : ITextReader<decimal>
{
    private const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static decimal Apply(TextArguments arguments, int row) =>
        decimal.TryParse(arguments.Text(0, row), Styles, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new ArithmeticException("a text is no decimal");
}

internal readonly struct ParseFloat : ITextReader<double>
{
    private const NumberStyles Styles =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static double Apply(TextArguments arguments, int row) =>
        double.TryParse(arguments.Text(0, row), Styles, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new ArithmeticException("a text is no number");
}

/// <summary>Dates and times as <see cref="CanonicalText"/> has them, years from 1 on, without a zone.</summary>
internal static class TimeText
{
    private const int LengthMax = 40;

    public static int Date(ReadOnlySpan<byte> text)
    {
        Span<char> buffer = stackalloc char[LengthMax];
        TimeScanner scanner = new(Decode(text, buffer));
        return TakeDate(ref scanner, out int days) && scanner.IsAtEnd ? days : throw No("date, as 2026-01-05");
    }

    public static long Time(ReadOnlySpan<byte> text)
    {
        Span<char> buffer = stackalloc char[LengthMax];
        TimeScanner scanner = new(Decode(text, buffer));
        return scanner.TakeClock(out long micros) && scanner.IsAtEnd ? micros : throw No("time, as 07:30");
    }

    public static long Timestamp(ReadOnlySpan<byte> text)
    {
        Span<char> buffer = stackalloc char[LengthMax];
        TimeScanner scanner = new(Decode(text, buffer));
        long clock = 0;
        bool isRead = TakeDate(ref scanner, out int days)
            && (scanner.IsAtEnd || ((scanner.Take('T') || scanner.Take(' ')) && scanner.TakeClock(out clock)));
        return isRead && (scanner.IsAtEnd || (scanner.Take('Z') && scanner.IsAtEnd))
            ? checked(TimeSteps.AtMidnight(days) + clock)
            : throw No("timestamp, as 2026-01-05T07:30");
    }

    private static bool TakeDate(ref TimeScanner scanner, out int days)
    {
        bool isDay = scanner.TakeDate(out int year, out int month, out int day) && year > 0
            && CivilDay.IsDay(year, month, day);
        days = isDay ? checked((int)CivilDay.ToDays(year, month, day)) : 0;
        return isDay;
    }

    private static ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text, Span<char> buffer) =>
        Encoding.UTF8.TryGetChars(text, buffer, out int length) ? buffer[..length] : [];

    private static ArithmeticException No(string expected) => new($"a text is no {expected}");
}

internal readonly struct ParseDate : ITextReader<int>
{
    public static int Apply(TextArguments arguments, int row) => TimeText.Date(arguments.Text(0, row));
}

internal readonly struct ParseTime : ITextReader<long>
{
    public static long Apply(TextArguments arguments, int row) => TimeText.Time(arguments.Text(0, row));
}

internal readonly struct ParseTimestamp : ITextReader<long>
{
    public static long Apply(TextArguments arguments, int row) => TimeText.Timestamp(arguments.Text(0, row));
}
