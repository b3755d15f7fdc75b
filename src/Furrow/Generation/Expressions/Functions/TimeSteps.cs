using Furrow.Data;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>Arithmetic with dates and times, as PostgreSQL does it.</summary>
internal static class TimeSteps
{
    public const long MicrosPerSecond = TimeScanner.MicrosPerSecond;
    public const long MicrosPerDay = TimeScanner.MicrosPerDay;
    private const int MonthsPerYear = 12;
    private const int DaysPerWeek = 7;

    // 1970-01-01 was a Thursday, the fourth day of its week.
    private const int WeekdayOfEpoch = 4;

    /// <summary>The day that a moment is on, and the time of that day.</summary>
    public static (long Days, long Clock) Split(long micros)
    {
        long days = Math.DivRem(micros, MicrosPerDay, out long clock);
        return clock < 0 ? (days - 1, clock + MicrosPerDay) : (days, clock);
    }

    public static long AtMidnight(long days) => checked(days * MicrosPerDay);

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public static long Weekday(long days)
    {
        long weekday = (days + WeekdayOfEpoch - 1) % DaysPerWeek;
        return (weekday < 0 ? weekday + DaysPerWeek : weekday) + 1;
    }

    public static long StartOfMonth(long days) => days - CivilDay.OfDays(days).Day + 1;

    /// <summary>Months first, on the last day where a month is too short, then days, then the rest.</summary>
    public static long Add(long micros, IntervalValue interval)
    {
        (long days, long clock) = Split(micros);
        if (interval.Months != 0)
        {
            (long year, long month, long day) = CivilDay.OfDays(days);
            long months = (year * MonthsPerYear) + month - 1 + interval.Months;
            long newYear = Math.DivRem(months, MonthsPerYear, out long newMonth);
            if (newMonth < 0)
            {
                (newYear, newMonth) = (newYear - 1, newMonth + MonthsPerYear);
            }

            int lastDay = CivilDay.DaysIn(newYear, (int)newMonth + 1);
            days = CivilDay.ToDays(newYear, (int)newMonth + 1, (int)Math.Min(day, lastDay));
        }

        return checked(AtMidnight(days + interval.Days) + clock + interval.Microseconds);
    }

    public static IntervalValue Negate(IntervalValue value) =>
        checked(new IntervalValue(-value.Months, -value.Days, -value.Microseconds));
}

internal readonly struct DatePlusDays : IBinary<int, long, int>
{
    public static int Apply(int left, long right) => checked((int)(left + right));
}

internal readonly struct DaysPlusDate : IBinary<long, int, int>
{
    public static int Apply(long left, int right) => checked((int)(left + right));
}

internal readonly struct DateMinusDays : IBinary<int, long, int>
{
    public static int Apply(int left, long right) => checked((int)(left - right));
}

internal readonly struct DateMinusDate : IBinary<int, int, long>
{
    public static long Apply(int left, int right) => (long)left - right;
}

internal readonly struct TimestampPlusInterval : IBinary<long, IntervalValue, long>
{
    public static long Apply(long left, IntervalValue right) => TimeSteps.Add(left, right);
}

internal readonly struct IntervalPlusTimestamp : IBinary<IntervalValue, long, long>
{
    public static long Apply(IntervalValue left, long right) => TimeSteps.Add(right, left);
}

internal readonly struct TimestampMinusInterval : IBinary<long, IntervalValue, long>
{
    public static long Apply(long left, IntervalValue right) => TimeSteps.Add(left, TimeSteps.Negate(right));
}

// Whole days, and what is left of the same sign.
internal readonly struct TimestampMinusTimestamp : IBinary<long, long, IntervalValue>
{
    public static IntervalValue Apply(long left, long right)
    {
        long days = Math.DivRem(checked(left - right), TimeSteps.MicrosPerDay, out long rest);
        return new IntervalValue(0, (int)days, rest);
    }
}

// Round the clock: only what is less than a day counts.
internal readonly struct TimePlusInterval : IBinary<long, IntervalValue, long>
{
    public static long Apply(long left, IntervalValue right) =>
        TimeSteps.Split(checked(left + (right.Microseconds % TimeSteps.MicrosPerDay))).Clock;
}

internal readonly struct TimeMinusInterval : IBinary<long, IntervalValue, long>
{
    public static long Apply(long left, IntervalValue right) =>
        TimeSteps.Split(checked(left - (right.Microseconds % TimeSteps.MicrosPerDay))).Clock;
}

internal readonly struct TimeMinusTime : IBinary<long, long, IntervalValue>
{
    public static IntervalValue Apply(long left, long right) => new(0, 0, left - right);
}

internal readonly struct IntervalPlusInterval : IBinary<IntervalValue, IntervalValue, IntervalValue>
{
    public static IntervalValue Apply(IntervalValue left, IntervalValue right) => checked(new IntervalValue(
        left.Months + right.Months, left.Days + right.Days, left.Microseconds + right.Microseconds));
}

internal readonly struct IntervalMinusInterval : IBinary<IntervalValue, IntervalValue, IntervalValue>
{
    public static IntervalValue Apply(IntervalValue left, IntervalValue right) =>
        IntervalPlusInterval.Apply(left, TimeSteps.Negate(right));
}

internal readonly struct IntervalTimesInteger : IBinary<IntervalValue, long, IntervalValue>
{
    public static IntervalValue Apply(IntervalValue left, long right) => checked(new IntervalValue(
        (int)(left.Months * right), (int)(left.Days * right), left.Microseconds * right));
}

internal readonly struct IntegerTimesInterval : IBinary<long, IntervalValue, IntervalValue>
{
    public static IntervalValue Apply(long left, IntervalValue right) => IntervalTimesInteger.Apply(right, left);
}

internal readonly struct IntervalNegation : IUnary<IntervalValue, IntervalValue>
{
    public static IntervalValue Apply(IntervalValue operand) => TimeSteps.Negate(operand);
}
