using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;
using Kind = Furrow.Data.Cells.CellKind;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>The functions that have their meaning by the kinds of what they are given, and nothing else.</summary>
internal static class FunctionTable
{
    // Made when they are asked for: each is code of its own, which takes time to load.
    private static readonly Dictionary<string, Func<Step[]>> Meanings = new(StringComparer.Ordinal)
    {
        ["abs"] = () =>
        [
            Step.Unary<AbsStep<long>, long, long>("abs", Kind.Integer, Kind.Integer),
            Step.Unary<AbsStep<decimal>, decimal, decimal>("abs", Kind.Decimal, Kind.Decimal),
            Step.Unary<AbsStep<double>, double, double>("abs", Kind.Float, Kind.Float),
        ],
        ["sign"] = () =>
        [
            Step.Unary<SignStep<long>, long, long>("sign", Kind.Integer, Kind.Integer),
            Step.Unary<SignStep<decimal>, decimal, long>("sign", Kind.Decimal, Kind.Integer),
            Step.Unary<SignStep<double>, double, long>("sign", Kind.Float, Kind.Integer),
        ],
        ["floor"] = () =>
        [
            Step.Unary<SameStep<long>, long, long>("floor", Kind.Integer, Kind.Integer),
            Step.Unary<FloorStep<decimal>, decimal, decimal>("floor", Kind.Decimal, Kind.Decimal),
            Step.Unary<FloorStep<double>, double, double>("floor", Kind.Float, Kind.Float),
        ],
        ["ceil"] = () =>
        [
            Step.Unary<SameStep<long>, long, long>("ceil", Kind.Integer, Kind.Integer),
            Step.Unary<CeilStep<decimal>, decimal, decimal>("ceil", Kind.Decimal, Kind.Decimal),
            Step.Unary<CeilStep<double>, double, double>("ceil", Kind.Float, Kind.Float),
        ],
        ["round"] = () =>
        [
            Step.Unary<SameStep<long>, long, long>("round", Kind.Integer, Kind.Integer),
            Step.Unary<RoundStep<decimal>, decimal, decimal>("round", Kind.Decimal, Kind.Decimal),
            Step.Unary<RoundStep<double>, double, double>("round", Kind.Float, Kind.Float),
            Step.Binary<RoundDecimalStep, decimal, long, decimal>("round", Kind.Decimal, Kind.Integer, Kind.Decimal),
            Step.Binary<RoundFloatStep, double, long, double>("round", Kind.Float, Kind.Integer, Kind.Float),
        ],
        ["sqrt"] = () =>
        [
            Step.Unary<SquareRootStep, double, double>("sqrt", Kind.Float, Kind.Float),
        ],
        ["pow"] = () =>
        [
            Step.Binary<PowerStep<long>, long, long, long>("pow", Kind.Integer, Kind.Integer, Kind.Integer),
            Step.Binary<PowerStep<decimal>, decimal, long, decimal>("pow", Kind.Decimal, Kind.Integer, Kind.Decimal),
            Step.Binary<PowerStep<double>, double, long, double>("pow", Kind.Float, Kind.Integer, Kind.Float),
        ],
        ["lower"] = () =>
        [
            Step.Writer<LowerFunction>("lower", Kind.Text),
        ],
        ["upper"] = () =>
        [
            Step.Writer<UpperFunction>("upper", Kind.Text),
        ],
        ["trim"] = () =>
        [
            Step.Writer<TrimFunction>("trim", Kind.Text),
        ],
        ["length"] = () =>
        [
            Step.Reader<LengthFunction, long>("length", Kind.Integer, Kind.Text),
        ],
        ["slug"] = () =>
        [
            Step.Writer<SlugFunction>("slug", Kind.Text),
        ],
        ["left"] = () =>
        [
            Step.Writer<LeftFunction>("left", Kind.Text, Kind.Integer),
        ],
        ["right"] = () =>
        [
            Step.Writer<RightFunction>("right", Kind.Text, Kind.Integer),
        ],
        ["substring"] = () =>
        [
            Step.Writer<SubstringFunction>("substring", Kind.Text, Kind.Integer),
            Step.Writer<SubstringFunction>("substring", Kind.Text, Kind.Integer, Kind.Integer),
        ],
        ["replace"] = () =>
        [
            Step.Writer<ReplaceFunction>("replace", Kind.Text, Kind.Text, Kind.Text),
        ],
        ["starts_with"] = () =>
        [
            Step.Reader<StartsWithFunction, bool>("starts_with", Kind.Boolean, Kind.Text, Kind.Text),
        ],
        ["ends_with"] = () =>
        [
            Step.Reader<EndsWithFunction, bool>("ends_with", Kind.Boolean, Kind.Text, Kind.Text),
        ],
        ["contains"] = () =>
        [
            Step.Reader<ContainsFunction, bool>("contains", Kind.Boolean, Kind.Text, Kind.Text),
        ],
        ["pad_left"] = () =>
        [
            Step.Writer<PadLeftFunction>("pad_left", Kind.Text, Kind.Integer),
            Step.Writer<PadLeftFunction>("pad_left", Kind.Text, Kind.Integer, Kind.Text),
        ],
        ["year"] = () => Reads<YearPart>("year"),
        ["month"] = () => Reads<MonthPart>("month"),
        ["day"] = () => Reads<DayPart>("day"),
        ["weekday"] = () => Reads<WeekdayPart>("weekday"),
        ["hour"] = () =>
        [
            Step.Unary<HourStep, long, long>("hour", Kind.Timestamp, Kind.Integer),
            Step.Unary<HourStep, long, long>("hour", Kind.Time, Kind.Integer),
        ],
        ["minute"] = () =>
        [
            Step.Unary<MinuteStep, long, long>("minute", Kind.Timestamp, Kind.Integer),
            Step.Unary<MinuteStep, long, long>("minute", Kind.Time, Kind.Integer),
        ],
        ["date"] = () =>
        [
            Step.Unary<TimestampToDate, long, int>("date", Kind.Timestamp, Kind.Date),
            Step.Reader<ParseDate, int>("date", Kind.Date, Kind.Text),
        ],
        ["time"] = () =>
        [
            Step.Unary<TimestampToTime, long, long>("time", Kind.Timestamp, Kind.Time),
            Step.Reader<ParseTime, long>("time", Kind.Time, Kind.Text),
        ],
        ["timestamp"] = () =>
        [
            Step.Unary<SameStep<long>, long, long>("timestamp", Kind.Timestamp, Kind.Timestamp),
            Step.Reader<ParseTimestamp, long>("timestamp", Kind.Timestamp, Kind.Text),
        ],
        ["at"] = () =>
        [
            Step.Binary<DateAtTime, int, long, long>("at", Kind.Date, Kind.Time, Kind.Timestamp),
        ],
        ["start_of_week"] = () => Starts<StartOfWeek>("start_of_week"),
        ["start_of_month"] = () => Starts<StartOfMonth>("start_of_month"),
        ["start_of_day"] = () =>
        [
            Step.Unary<TimestampStart<StartOfDay>, long, long>("start_of_day", Kind.Timestamp, Kind.Timestamp),
        ],
        ["months"] = () =>
        [
            Step.Unary<MonthsStep, long, IntervalValue>("months", Kind.Integer, Kind.Interval),
        ],
        ["days"] = () =>
        [
            Step.Unary<DaysStep, long, IntervalValue>("days", Kind.Integer, Kind.Interval),
        ],
        ["hours"] = () => Clocks<HourUnit>("hours"),
        ["minutes"] = () => Clocks<MinuteUnit>("minutes"),
        ["seconds"] = () => Clocks<SecondUnit>("seconds"),
        ["integer"] = () =>
        [
            Step.Unary<SameStep<long>, long, long>("integer", Kind.Integer, Kind.Integer),
            Step.Unary<DecimalToInteger, decimal, long>("integer", Kind.Decimal, Kind.Integer),
            Step.Unary<FloatToInteger, double, long>("integer", Kind.Float, Kind.Integer),
            Step.Reader<ParseInteger, long>("integer", Kind.Integer, Kind.Text),
        ],
        ["decimal"] = () =>
        [
            Step.Unary<SameStep<decimal>, decimal, decimal>("decimal", Kind.Decimal, Kind.Decimal),
            Step.Unary<FloatToDecimal, double, decimal>("decimal", Kind.Float, Kind.Decimal),
            Step.Reader<ParseDecimal, decimal>("decimal", Kind.Decimal, Kind.Text),
        ],
        ["number"] = () =>
        [
            Step.Unary<SameStep<double>, double, double>("number", Kind.Float, Kind.Float),
            Step.Reader<ParseFloat, double>("number", Kind.Float, Kind.Text),
        ],
        ["text"] = () =>
        [
            .. from kind in Enum.GetValues<Kind>()
               where kind != Kind.List
               select new Step("text", [kind], Kind.Text, (type, operands, _) => new CellTextKernel(type, operands[0])),
        ],
    };

    /// <summary>What needs more than kinds to be understood; the binder knows them.</summary>
    public static readonly ImmutableArray<string> Special =
        ["min", "max", "clamp", "coalesce", "concat", "chance", "choose", "uniform", "count"];

    /// <summary>The names of all functions.</summary>
    public static readonly ImmutableArray<string> Names =
        [.. Meanings.Keys, .. Special];

    /// <summary>The meanings of <c>min</c> or <c>max</c> for two values.</summary>
    public static IEnumerable<Step> Extremes(bool isGreatest) => isGreatest ? Greatest() : Least();

    /// <summary>The meanings of a function that is not special, in the order in which they are tried.</summary>
    public static IEnumerable<Step> Of(string name) => Meanings[name]();

    private static Step[] Least() =>
    [
        Step.Binary<MinStep<long>, long, long, long>("min", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<MinStep<decimal>, decimal, decimal, decimal>("min", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<MinStep<double>, double, double, double>("min", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<MinStep<int>, int, int, int>("min", Kind.Date, Kind.Date, Kind.Date),
        Step.Binary<MinStep<long>, long, long, long>("min", Kind.Timestamp, Kind.Timestamp, Kind.Timestamp),
        Step.Binary<MinStep<long>, long, long, long>("min", Kind.Time, Kind.Time, Kind.Time),
        Step.Writer<MinTextFunction>("min", Kind.Text, Kind.Text),
    ];

    private static Step[] Greatest() =>
    [
        Step.Binary<MaxStep<long>, long, long, long>("max", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<MaxStep<decimal>, decimal, decimal, decimal>("max", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<MaxStep<double>, double, double, double>("max", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<MaxStep<int>, int, int, int>("max", Kind.Date, Kind.Date, Kind.Date),
        Step.Binary<MaxStep<long>, long, long, long>("max", Kind.Timestamp, Kind.Timestamp, Kind.Timestamp),
        Step.Binary<MaxStep<long>, long, long, long>("max", Kind.Time, Kind.Time, Kind.Time),
        Step.Writer<MaxTextFunction>("max", Kind.Text, Kind.Text),
    ];

    private static Step[] Reads<TPart>(string name)
        where TPart : struct, IDayPart =>
    [
        Step.Unary<DateRead<TPart>, int, long>(name, Kind.Date, Kind.Integer),
        Step.Unary<TimestampRead<TPart>, long, long>(name, Kind.Timestamp, Kind.Integer),
    ];

    private static Step[] Starts<TPart>(string name)
        where TPart : struct, IDayPart =>
    [
        Step.Unary<DateStart<TPart>, int, int>(name, Kind.Date, Kind.Date),
        Step.Unary<TimestampStart<TPart>, long, long>(name, Kind.Timestamp, Kind.Timestamp),
    ];

    private static Step[] Clocks<TUnit>(string name)
        where TUnit : struct, IClockUnit =>
    [
        Step.Unary<ClockStep<TUnit>, long, IntervalValue>(name, Kind.Integer, Kind.Interval),
        Step.Unary<DecimalClockStep<TUnit>, decimal, IntervalValue>(name, Kind.Decimal, Kind.Interval),
    ];
}
