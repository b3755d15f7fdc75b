using System.Globalization;

namespace Furrow.Seeds.Code;

/// <summary>
/// Dates and times of C# in ISO 8601. C# counts in tenths of a microsecond, which no column keeps: they are cut off.
/// </summary>
internal static class CodeTime
{
    public static string Text(object value) => value switch
    {
        // The kind decides: an offset, none, or Z.
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
            + (time.Kind == DateTimeKind.Unspecified ? "" : Offset(new DateTimeOffset(time).Offset)),
        DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)
            + Offset(time.Offset),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => Span(span),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "no date and no time"),
    };

    private static string Offset(TimeSpan offset) => offset == TimeSpan.Zero
        ? "Z"
        : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    // Within a day this is a time of day as well; PostgreSQL takes the rest for an interval.
    private static string Span(TimeSpan span)
    {
        string clock = span.ToString(@"hh\:mm\:ss\.FFFFFF", CultureInfo.InvariantCulture).TrimEnd('.');
        string sign = span < TimeSpan.Zero ? "-" : "";
        return span.Days == 0
            ? sign + clock
            : string.Create(CultureInfo.InvariantCulture, $"{span.Days} days {sign}{clock}");
    }
}
