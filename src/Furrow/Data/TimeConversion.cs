using System.Globalization;
using Furrow.Schema;

namespace Furrow.Data;

/// <summary>
/// Dates and times: ISO 8601 and nothing else, because 05/01/2026 is two days. Years before Christ and infinity as
/// PostgreSQL writes them.
/// </summary>
internal static class TimeConversion
{
    private const int YearMin = -4712;
    private const int DateYearMax = 5_874_897;
    private const int TimestampYearMax = 294_276;
    private const int FractionDigitsMax = 6;

    public static Conversion Date(ColumnType type, SeedValue value, string text)
    {
        TimeScanner scanner = new(text.AsSpan().Trim());
        if (Infinity(text) is { } infinity)
        {
            return Conversion.Of(infinity);
        }

        bool isRead = scanner.TakeDate(out int year, out int month, out int day);
        long? days = isRead ? Days((scanner.TakeBc() ? 1 - year : year, month, day), DateYearMax) : null;
        return days is { } known && year > 0 && scanner.IsAtEnd
            ? Conversion.Of(Join(CivilDay.Format(known), ""))
            : Conversion.Fail(type, value);
    }

    public static Conversion Time(ColumnType type, SeedValue value, string text)
    {
        TimeScanner scanner = new(text.AsSpan().Trim());
        if (!scanner.TakeClock(out long micros) || !scanner.TakeOffset(out long? offset) || !scanner.IsAtEnd)
        {
            return Conversion.Fail(type, value);
        }

        if (IsTooFine(type, micros))
        {
            return Conversion.Fail(type, value, "a time with more digits");
        }

        if (type.Kind == TypeKind.TimeTz)
        {
            long utc = (micros - (offset ?? 0)) % TimeScanner.MicrosPerDay;
            return Conversion.Of(Clock(utc < 0 ? utc + TimeScanner.MicrosPerDay : utc) + "Z");
        }

        return offset is null ? Conversion.Of(Clock(micros)) : Conversion.Fail(type, value, "a time with an offset");
    }

    /// <summary>
    /// With zone, in UTC; an offset not given is UTC. Without zone, a zero offset says nothing and is dropped, any
    /// other would change the value.
    /// </summary>
    public static Conversion Timestamp(ColumnType type, SeedValue value, string text)
    {
        if (Infinity(text) is { } infinity)
        {
            return Conversion.Of(infinity);
        }

        if (!TryRead(text.AsSpan().Trim(), out long micros, out long? offset))
        {
            return Conversion.Fail(type, value);
        }

        if (IsTooFine(type, micros))
        {
            return Conversion.Fail(type, value, "a time with more digits");
        }

        bool hasZone = type.Kind == TypeKind.TimestampTz;
        if (!hasZone && offset is not (null or 0))
        {
            return Conversion.Fail(type, value, "a time with an offset");
        }

        long utc = micros - (offset ?? 0);
        long days = Math.DivRem(utc, TimeScanner.MicrosPerDay, out long clock);
        if (clock < 0)
        {
            (days, clock) = (days - 1, clock + TimeScanner.MicrosPerDay);
        }

        return Conversion.Of(Join(CivilDay.Format(days), $"T{Clock(clock)}{(hasZone ? "Z" : "")}"));
    }

    private static bool TryRead(ReadOnlySpan<char> text, out long micros, out long? offset)
    {
        (micros, offset) = (0, null);
        TimeScanner scanner = new(text);
        if (!scanner.TakeDate(out int year, out int month, out int day) || year == 0)
        {
            return false;
        }

        long clock = 0;
        bool hasTime = scanner.Take('T') || scanner.Take('t') || (scanner.IsDigitNext(1) && scanner.Take(' '));
        if (hasTime && (!scanner.TakeClock(out clock) || !scanner.TakeOffset(out offset)))
        {
            return false;
        }

        long? days = Days((scanner.TakeBc() ? 1 - year : year, month, day), TimestampYearMax);
        micros = ((days ?? 0) * TimeScanner.MicrosPerDay) + clock;
        return days is not null && scanner.IsAtEnd;
    }

    private static long? Days((int Year, int Month, int Day) date, int yearMax) =>
        date.Year >= YearMin && date.Year <= yearMax && CivilDay.IsDay(date.Year, date.Month, date.Day)
            ? CivilDay.ToDays(date.Year, date.Month, date.Day)
            : null;

    private static bool IsTooFine(ColumnType type, long micros)
    {
        long step = 1;
        for (int digits = type.Precision ?? FractionDigitsMax; digits < FractionDigitsMax; digits++)
        {
            step *= 10;
        }

        return micros % step != 0;
    }

    private static string Clock(long micros)
    {
        long seconds = Math.DivRem(micros, TimeScanner.MicrosPerSecond, out long fraction);
        string clock = string.Create(
            CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0
            ? clock
            : $"{clock}.{fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
    }

    private static string Join((string Text, bool IsBc) day, string clock) =>
        $"{day.Text}{clock}{(day.IsBc ? " BC" : "")}";

    private static string? Infinity(string text) => text.Trim().ToUpperInvariant() switch
    {
        "INFINITY" or "+INFINITY" => "infinity",
        "-INFINITY" => "-infinity",
        _ => null,
    };
}
