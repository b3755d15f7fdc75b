using System.Globalization;

namespace Furrow.Sensitive.Replacement;

/// <summary>Replaces a day or a moment by another of the same year.</summary>
internal static class DateForm
{
    /// <summary>How many days one may fall on: 28 of each month, so that every year has them.</summary>
    public const int Days = 12 * 28;

    /// <summary>What a replacement begins with and has from its original: the year.</summary>
    public const int YearLength = 4;

    private const int DayLength = 10;

    /// <summary>
    /// The replacement of a day or moment in canonical text: the year stays, month, day and time are drawn, as many
    /// digits of a second as there were. Infinity stays. What begins otherwise becomes a day of the years 1950 to 1999.
    /// </summary>
    public static string Write(string value, ref Draws draws)
    {
        if (value is "infinity" or "-infinity")
        {
            return value;
        }

        bool isPlain = value.Length >= DayLength && value[4] == '-' && value[7] == '-'
            && value.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;
        int year = isPlain ? int.Parse(value.AsSpan(0, 4), CultureInfo.InvariantCulture) : 1950 + draws.Next(50);
        string day = string.Create(
            CultureInfo.InvariantCulture, $"{year:D4}-{draws.Next(12) + 1:D2}-{draws.Next(28) + 1:D2}");
        return isPlain ? day + Time(value.AsSpan(DayLength), ref draws) : day;
    }

    // `T07:30:00.25Z`, ` BC`: letters and signs stay, each pair of digits is a new one.
    private static string Time(ReadOnlySpan<char> rest, ref Draws draws)
    {
        Span<char> time = rest.Length <= 64 ? stackalloc char[rest.Length] : new char[rest.Length];
        rest.CopyTo(time);
        int[] limits = [24, 60, 60];
        int part = 0;
        for (int i = 0; i < time.Length; i++)
        {
            bool isPair = part < limits.Length && i + 1 < time.Length
                && char.IsAsciiDigit(time[i]) && char.IsAsciiDigit(time[i + 1]);
            if (isPair)
            {
                draws.Next(limits[part++]).TryFormat(time.Slice(i++, 2), out _, "D2", CultureInfo.InvariantCulture);
            }
            else if (char.IsAsciiDigit(time[i]))
            {
                time[i] = (char)('0' + draws.Next(10));
            }
            else if (time[i] is '+' or '-')
            {
                break;
            }
        }

        return new string(time);
    }
}
