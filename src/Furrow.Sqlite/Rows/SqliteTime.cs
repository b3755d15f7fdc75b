using System.Globalization;

namespace Furrow.Sqlite.Rows;

/// <summary>
/// Timestamps as SQLite's own functions write them, with a space where the canonical form has a T: so that a seeded
/// value compares with CURRENT_TIMESTAMP, which it does as text. The Z of a moment stays.
/// </summary>
internal static class SqliteTime
{
    private const int DateLength = 10;
    private const int ShortestLength = 16;
    private const string Canonical = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    public static string ToStored(string canonical) =>
        IsDateAndTime(canonical, 'T')
            ? $"{canonical.AsSpan(0, DateLength)} {canonical.AsSpan(DateLength + 1)}"
            : canonical;

    /// <summary>
    /// The canonical form of a stored timestamp, whoever stored it; text that is none stays as it is.
    /// </summary>
    public static string ToCanonical(string stored, bool withZone)
    {
        if ((!IsDateAndTime(stored, ' ') && !IsDateAndTime(stored, 'T'))
            || !DateTimeOffset.TryParse(
                stored, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return stored;
        }

        return withZone
            ? time.UtcDateTime.ToString(Canonical, CultureInfo.InvariantCulture) + "Z"
            : time.DateTime.ToString(Canonical, CultureInfo.InvariantCulture);
    }

    private static bool IsDateAndTime(string text, char separator) =>
        text.Length >= ShortestLength && text[DateLength] == separator && text[4] == '-' && text[7] == '-'
        && char.IsAsciiDigit(text[0]);
}
