using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;
using Furrow.Generation.Expressions.Syntax;
using Kind = Furrow.Data.Cells.CellKind;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>What operators mean, by the kinds of their operands.</summary>
internal static class OperatorTable
{
    private static readonly Step[] Arithmetic =
    [
        Step.Binary<AddStep<long>, long, long, long>("+", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<AddStep<decimal>, decimal, decimal, decimal>(
            "+", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<AddStep<double>, double, double, double>("+", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<DatePlusDays, int, long, int>("+", Kind.Date, Kind.Integer, Kind.Date),
        Step.Binary<DaysPlusDate, long, int, int>("+", Kind.Integer, Kind.Date, Kind.Date),
        Step.Binary<TimestampPlusInterval, long, IntervalValue, long>(
            "+", Kind.Timestamp, Kind.Interval, Kind.Timestamp),
        Step.Binary<IntervalPlusTimestamp, IntervalValue, long, long>(
            "+", Kind.Interval, Kind.Timestamp, Kind.Timestamp),
        Step.Binary<TimePlusInterval, long, IntervalValue, long>("+", Kind.Time, Kind.Interval, Kind.Time),
        Step.Binary<IntervalPlusInterval, IntervalValue, IntervalValue, IntervalValue>(
            "+", Kind.Interval, Kind.Interval, Kind.Interval),
        Step.Binary<SubtractStep<long>, long, long, long>("-", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<SubtractStep<decimal>, decimal, decimal, decimal>(
            "-", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<SubtractStep<double>, double, double, double>("-", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<DateMinusDays, int, long, int>("-", Kind.Date, Kind.Integer, Kind.Date),
        Step.Binary<DateMinusDate, int, int, long>("-", Kind.Date, Kind.Date, Kind.Integer),
        Step.Binary<TimestampMinusInterval, long, IntervalValue, long>(
            "-", Kind.Timestamp, Kind.Interval, Kind.Timestamp),
        Step.Binary<TimestampMinusTimestamp, long, long, IntervalValue>(
            "-", Kind.Timestamp, Kind.Timestamp, Kind.Interval),
        Step.Binary<TimeMinusInterval, long, IntervalValue, long>("-", Kind.Time, Kind.Interval, Kind.Time),
        Step.Binary<TimeMinusTime, long, long, IntervalValue>("-", Kind.Time, Kind.Time, Kind.Interval),
        Step.Binary<IntervalMinusInterval, IntervalValue, IntervalValue, IntervalValue>(
            "-", Kind.Interval, Kind.Interval, Kind.Interval),
        Step.Binary<MultiplyStep<long>, long, long, long>("*", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<MultiplyStep<decimal>, decimal, decimal, decimal>(
            "*", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<MultiplyStep<double>, double, double, double>("*", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<IntervalTimesInteger, IntervalValue, long, IntervalValue>(
            "*", Kind.Interval, Kind.Integer, Kind.Interval),
        Step.Binary<IntegerTimesInterval, long, IntervalValue, IntervalValue>(
            "*", Kind.Integer, Kind.Interval, Kind.Interval),
        Step.Binary<DivideStep<long>, long, long, long>("/", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<DivideStep<decimal>, decimal, decimal, decimal>(
            "/", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<DivideStep<double>, double, double, double>("/", Kind.Float, Kind.Float, Kind.Float),
        Step.Binary<IntegerRemainderStep, long, long, long>("%", Kind.Integer, Kind.Integer, Kind.Integer),
        Step.Binary<RemainderStep<decimal>, decimal, decimal, decimal>(
            "%", Kind.Decimal, Kind.Decimal, Kind.Decimal),
        Step.Binary<RemainderStep<double>, double, double, double>("%", Kind.Float, Kind.Float, Kind.Float),
    ];

    private static readonly Step[] Signs =
    [
        Step.Unary<NegateStep<long>, long, long>("-", Kind.Integer, Kind.Integer),
        Step.Unary<NegateStep<decimal>, decimal, decimal>("-", Kind.Decimal, Kind.Decimal),
        Step.Unary<NegateStep<double>, double, double>("-", Kind.Float, Kind.Float),
        Step.Unary<IntervalNegation, IntervalValue, IntervalValue>("-", Kind.Interval, Kind.Interval),
        Step.Unary<SameStep<long>, long, long>("+", Kind.Integer, Kind.Integer),
        Step.Unary<SameStep<decimal>, decimal, decimal>("+", Kind.Decimal, Kind.Decimal),
        Step.Unary<SameStep<double>, double, double>("+", Kind.Float, Kind.Float),
        Step.Unary<SameStep<IntervalValue>, IntervalValue, IntervalValue>("+", Kind.Interval, Kind.Interval),
        Step.Unary<NotStep, bool, bool>("!", Kind.Boolean, Kind.Boolean),
    ];

    private static readonly Step[] Comparisons =
    [
        .. Equality<long>(Kind.Integer), .. Order<long>(Kind.Integer),
        .. Equality<decimal>(Kind.Decimal), .. Order<decimal>(Kind.Decimal),
        Step.Binary<FloatEqualStep, double, double, bool>("==", Kind.Float, Kind.Float, Kind.Boolean),
        Step.Binary<FloatUnequalStep, double, double, bool>("!=", Kind.Float, Kind.Float, Kind.Boolean),
        .. Order<double>(Kind.Float),
        .. Texts(Kind.Text), .. Texts(Kind.Bytes),
        .. Equality<bool>(Kind.Boolean),
        .. Equality<int>(Kind.Date), .. Order<int>(Kind.Date),
        .. Equality<long>(Kind.Timestamp), .. Order<long>(Kind.Timestamp),
        .. Equality<long>(Kind.Time), .. Order<long>(Kind.Time),
        .. Intervals(),
        .. Equality<Guid>(Kind.Uuid), .. Uuids(),
    ];

    /// <summary>The meanings of an operator between two operands.</summary>
    public static IEnumerable<Step> Of(BinaryOperator binary)
    {
        string symbol = binary.Symbol();
        return Arithmetic.Concat(Comparisons).Where(step => step.Name == symbol);
    }

    /// <summary>The meanings of an operator before its operand.</summary>
    public static IEnumerable<Step> Of(UnaryOperator unary)
    {
        string symbol = unary.Symbol();
        return Signs.Where(step => step.Name == symbol);
    }

    private static Step[] Equality<T>(Kind kind)
        where T : unmanaged, IEquatable<T> =>
    [
        Step.Binary<EqualStep<T>, T, T, bool>("==", kind, kind, Kind.Boolean),
        Step.Binary<UnequalStep<T>, T, T, bool>("!=", kind, kind, Kind.Boolean),
    ];

    private static Step[] Order<T>(Kind kind)
        where T : unmanaged, System.Numerics.IComparisonOperators<T, T, bool> =>
    [
        Step.Binary<LessStep<T>, T, T, bool>("<", kind, kind, Kind.Boolean),
        Step.Binary<LessOrEqualStep<T>, T, T, bool>("<=", kind, kind, Kind.Boolean),
        Step.Binary<GreaterStep<T>, T, T, bool>(">", kind, kind, Kind.Boolean),
        Step.Binary<GreaterOrEqualStep<T>, T, T, bool>(">=", kind, kind, Kind.Boolean),
    ];

    private static Step[] Intervals() =>
    [
        OfIntervals<EqualStep<Int128>>("=="), OfIntervals<UnequalStep<Int128>>("!="),
        OfIntervals<LessStep<Int128>>("<"), OfIntervals<LessOrEqualStep<Int128>>("<="),
        OfIntervals<GreaterStep<Int128>>(">"), OfIntervals<GreaterOrEqualStep<Int128>>(">="),
    ];

    private static Step[] Uuids() =>
    [
        OfUuids<LessStep<int>>("<"), OfUuids<LessOrEqualStep<int>>("<="),
        OfUuids<GreaterStep<int>>(">"), OfUuids<GreaterOrEqualStep<int>>(">="),
    ];

    private static Step OfUuids<TStep>(string symbol)
        where TStep : struct, IBinary<int, int, bool> =>
        Step.Binary<UuidOrder<TStep>, Guid, Guid, bool>(symbol, Kind.Uuid, Kind.Uuid, Kind.Boolean);

    private static Step OfIntervals<TStep>(string symbol)
        where TStep : struct, IBinary<Int128, Int128, bool> =>
        Step.Binary<IntervalComparison<TStep>, IntervalValue, IntervalValue, bool>(
            symbol, Kind.Interval, Kind.Interval, Kind.Boolean);

    private static IEnumerable<Step> Texts(Kind kind) =>
        from binary in Enum.GetValues<BinaryOperator>()
        where binary is BinaryOperator.Equal or BinaryOperator.NotEqual || binary.IsOrder()
        select new Step(binary.Symbol(), [kind, kind], Kind.Boolean, (type, operands, _) =>
            new TextComparisonKernel(type, binary, operands[0], operands[1]))
        {
            IsNeverNull = true,
        };
}
