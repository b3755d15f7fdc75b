namespace Furrow.Data;

/// <summary>
/// The one text form that values travel in between files and databases, whatever the culture, the time zone and the
/// provider:
/// <list type="table">
/// <item><term>boolean</term><description><c>true</c>, <c>false</c></description></item>
/// <item><term>integer, numeric, float</term><description>invariant digits, <c>.</c> as the point, <c>NaN</c>,
/// <c>Infinity</c>, <c>-Infinity</c></description></item>
/// <item><term>date, time, timestamp</term><description>ISO 8601: <c>2026-01-05</c>, <c>07:30:00</c>,
/// <c>2026-01-05T07:30:00</c>, with zone in UTC and <c>Z</c></description></item>
/// <item><term>bytes</term><description><c>\x</c> and lower-case hex digits</description></item>
/// <item><term>uuid</term><description>lower case with hyphens</description></item>
/// <item><term>array</term><description>PostgreSQL's literal, <c>{a,"b c",NULL}</c>; on a SQLite column its
/// JSON</description></item>
/// <item><term>json</term><description>the JSON text</description></item>
/// <item><term>all else</term><description>the text itself</description></item>
/// </list>
/// NULL is a null reference; empty text is empty text.
/// </summary>
public static class CanonicalText
{
    /// <summary>Boolean true.</summary>
    public const string True = "true";

    /// <summary>Boolean false.</summary>
    public const string False = "false";

    /// <summary>What bytes begin with.</summary>
    public const string BytesPrefix = @"\x";
}
