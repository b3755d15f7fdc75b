using Furrow.Data;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>A part of a day of the calendar.</summary>
internal interface IDayPart
{
    static abstract long Of(long days);
}

internal readonly struct YearPart : IDayPart
{
    public static long Of(long days) => CivilDay.OfDays(days).Year;
}

internal readonly struct MonthPart : IDayPart
{
    public static long Of(long days) => CivilDay.OfDays(days).Month;
}

internal readonly struct DayPart : IDayPart
{
    public static long Of(long days) => CivilDay.OfDays(days).Day;
}

internal readonly struct WeekdayPart : IDayPart
{
    public static long Of(long days) => TimeSteps.Weekday(days);
}

internal readonly struct DateRead<TPart> : IUnary<int, long>
    where TPart : struct, IDayPart
{
    public static long Apply(int operand) => TPart.Of(operand);
}

internal readonly struct TimestampRead<TPart> : IUnary<long, long>
    where TPart : struct, IDayPart
{
    public static long Apply(long operand) => TPart.Of(TimeSteps.Split(operand).Days);
}

internal readonly struct StartOfWeek : IDayPart
{
    public static long Of(long days) => days - TimeSteps.Weekday(days) + 1;
}

internal readonly struct StartOfMonth : IDayPart
{
    public static long Of(long days) => TimeSteps.StartOfMonth(days);
}

internal readonly struct StartOfDay : IDayPart
{
    public static long Of(long days) => days;
}

internal readonly struct DateStart<TPart> : IUnary<int, int>
    where TPart : struct, IDayPart
{
    public static int Apply(int operand) => checked((int)TPart.Of(operand));
}

internal readonly struct TimestampStart<TPart> : IUnary<long, long>
    where TPart : struct, IDayPart
{
    public static long Apply(long operand) => TimeSteps.AtMidnight(TPart.Of(TimeSteps.Split(operand).Days));
}

internal readonly struct HourStep : IUnary<long, long>
{
    public static long Apply(long operand) => TimeSteps.Split(operand).Clock / (3600 * TimeSteps.MicrosPerSecond);
}

internal readonly struct MinuteStep : IUnary<long, long>
{
    public static long Apply(long operand) => TimeSteps.Split(operand).Clock / (60 * TimeSteps.MicrosPerSecond) % 60;
}

internal readonly struct TimestampToDate : IUnary<long, int>
{
    public static int Apply(long operand) => checked((int)TimeSteps.Split(operand).Days);
}

internal readonly struct TimestampToTime : IUnary<long, long>
{
    public static long Apply(long operand) => TimeSteps.Split(operand).Clock;
}

internal readonly struct DateToTimestamp : IUnary<int, long>
{
    public static long Apply(int operand) => TimeSteps.AtMidnight(operand);
}

internal readonly struct DateAtTime : IBinary<int, long, long>
{
    public static long Apply(int left, long right) => checked(TimeSteps.AtMidnight(left) + right);
}

internal readonly struct MonthsStep : IUnary<long, IntervalValue>
{
    public static IntervalValue Apply(long operand) => new(checked((int)operand), 0, 0);
}

internal readonly struct DaysStep : IUnary<long, IntervalValue>
{
    public static IntervalValue Apply(long operand) => new(0, checked((int)operand), 0);
}

/// <summary>How many seconds a unit of time has.</summary>
internal interface IClockUnit
{
    static abstract long Seconds { get; }
}

internal readonly struct HourUnit : IClockUnit
{
    public static long Seconds => 3600;
}

internal readonly struct MinuteUnit : IClockUnit
{
    public static long Seconds => 60;
}

internal readonly struct SecondUnit : IClockUnit
{
    public static long Seconds => 1;
}

internal readonly struct ClockStep<TUnit> : IUnary<long, IntervalValue>
    where TUnit : struct, IClockUnit
{
    public static IntervalValue Apply(long operand) =>
        new(0, 0, checked(operand * TUnit.Seconds * TimeSteps.MicrosPerSecond));
}

internal readonly struct DecimalClockStep<TUnit> : IUnary<decimal, IntervalValue>
    where TUnit : struct, IClockUnit
{
    public static IntervalValue Apply(decimal operand) => new(0, 0, (long)decimal.Round(
        operand * TUnit.Seconds * TimeSteps.MicrosPerSecond, MidpointRounding.AwayFromZero));
}
