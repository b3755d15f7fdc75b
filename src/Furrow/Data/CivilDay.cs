using System.Globalization;

namespace Furrow.Data;

/// <summary>
/// Days of the Gregorian calendar, extended backwards, counted from 1970-01-01: the range of PostgreSQL's dates is far
/// wider than <see cref="DateTime"/>'s. Years are astronomical: 0 is 1 BC. The count is by eras of 400 years, whose
/// years begin in March so that the leap day comes last.
/// </summary>
internal static class CivilDay
{
    private const int YearsPerEra = 400;
    private const int DaysPerEra = 146_097;
    private const int DaysToEpoch = 719_468;

    public static bool IsDay(long year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(year, month);

    public static long ToDays(long year, int month, int day)
    {
        long marchYear = month <= 2 ? year - 1 : year;
        long era = Math.DivRem(marchYear, YearsPerEra, out long yearOfEra);
        if (yearOfEra < 0)
        {
            (era, yearOfEra) = (era - 1, yearOfEra + YearsPerEra);
        }

        int marchMonth = (month + 9) % 12;
        long dayOfYear = (((153 * marchMonth) + 2) / 5) + day - 1;
        return (era * DaysPerEra) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - DaysToEpoch;
    }

    /// <summary><c>2026-01-05</c>, and whether the year is one before Christ.</summary>
    public static (string Text, bool IsBc) Format(long days)
    {
        (long year, long month, long day) = OfDays(days);
        bool isBc = year <= 0;
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{(isBc ? 1 - year : year):0000}-{month:00}-{day:00}");
        return (text, isBc);
    }

    /// <summary>Year, month and day.</summary>
    public static (long Year, long Month, long Day) OfDays(long days)
    {
        long shifted = days + DaysToEpoch;
        long era = Math.DivRem(shifted, DaysPerEra, out long dayOfEra);
        if (dayOfEra < 0)
        {
            (era, dayOfEra) = (era - 1, dayOfEra + DaysPerEra);
        }

        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long marchMonth = ((5 * dayOfYear) + 2) / 153;
        long day = dayOfYear - (((153 * marchMonth) + 2) / 5) + 1;
        long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        return ((era * YearsPerEra) + yearOfEra + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>How many days a month has.</summary>
    public static int DaysIn(long year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };
}
