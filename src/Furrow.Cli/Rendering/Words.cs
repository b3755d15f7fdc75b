using System.Collections.Immutable;
using System.Globalization;
using Furrow.Providers;

namespace Furrow.Cli.Rendering;

/// <summary>Numbers, durations, times and names as people read them.</summary>
internal static class Words
{
    private const int MinuteMs = 60_000;
    private const int HourMs = 60 * MinuteMs;

    /// <summary><c>12 ms</c>, <c>1.2 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 1_000 => Text(milliseconds, "0' ms'"),
        < MinuteMs => Text(Math.Floor(milliseconds / 100.0) / 10, "0.0' s'"),
        < HourMs => $"{Text(milliseconds / MinuteMs, "0' min'")} {Text(milliseconds % MinuteMs / 1_000, "0' s'")}",
        _ => $"{Text(milliseconds / HourMs, "0' h'")} {Text(milliseconds % HourMs / MinuteMs, "0' min'")}",
    };

    /// <summary><c>1 migration</c>, <c>1,200 rows</c>.</summary>
    public static string Count(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>Thousands are separated.</summary>
    public static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>12 bytes</c>, <c>1.2 kB</c>, <c>34.5 MB</c>; a kilobyte is 1,000 bytes.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => Text(bytes, "0' bytes'"),
        < 1_000_000 => Text(bytes / 1e3, "0.0' kB'"),
        < 1_000_000_000 => Text(bytes / 1e6, "0.0' MB'"),
        _ => Text(bytes / 1e9, "0.0' GB'"),
    };

    /// <summary>A part of a whole, rounded down: 99.9 % of success is not all of it. <c>66 %</c>.</summary>
    public static string Percent(double part) => Text(Math.Floor(part * 100), "0' %'");

    /// <summary><c>2026-01-31 08:15:00 UTC</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>2026-01-31 08:15</c>, in UTC.</summary>
    public static string ShortTime(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string And(params IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>
    /// <c>12 rows</c> where all were inserted, else <c>10 inserted, 2 updated</c>; empty for no change.
    /// </summary>
    public static string Changes(ImmutableArray<TableChanges> tables)
    {
        long inserted = tables.Sum(table => table.Inserted);
        long updated = tables.Sum(table => table.Updated);
        long deleted = tables.Sum(table => table.Deleted);
        if (updated == 0 && deleted == 0)
        {
            return inserted == 0 ? "" : Count(inserted, "row");
        }

        (long Count, string Word)[] parts = [(inserted, "inserted"), (updated, "updated"), (deleted, "deleted")];
        return string.Join(
            ", ", parts.Where(part => part.Count > 0).Select(part => $"{Number(part.Count)} {part.Word}"));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
