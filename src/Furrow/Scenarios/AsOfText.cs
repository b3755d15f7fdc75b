using System.Globalization;

namespace Furrow.Scenarios;

/// <summary>
/// What generated times are relative to, as files and command lines write it: a day, or one relative to today.
/// </summary>
internal static class AsOfText
{
    private const string DayFormat = "yyyy-MM-dd";

    public const string Expected = "a day such as 2026-01-05, today, yesterday, monday (of this week), month or year "
        + "(their first day)";

    /// <summary>Whether it means something.</summary>
    public static bool IsKnown(string text) => Resolve(text, DateOnly.FromDayNumber(0)) is not null;

    /// <summary>The day it means whatever day it is; null for one relative to today.</summary>
    public static DateOnly? Fixed(string text) => DateOnly.TryParseExact(
        text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    /// <summary>The day it means; null where it means none.</summary>
    /// <param name="text">As written.</param>
    /// <param name="today">The day in UTC.</param>
    public static DateOnly? Resolve(string text, DateOnly today) => text switch
    {
        "today" => today,
        "yesterday" => today.DayNumber == 0 ? today : today.AddDays(-1),
        "monday" => today.AddDays(-Math.Min(today.DayNumber, ((int)today.DayOfWeek + 6) % 7)),
        "month" => new DateOnly(today.Year, today.Month, 1),
        "year" => new DateOnly(today.Year, 1, 1),
        _ => Fixed(text),
    };
}
