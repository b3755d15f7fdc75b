using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;
using Furrow.Generation.Expressions.Syntax;
using Kind = Furrow.Data.Cells.CellKind;

namespace Furrow.Generation.Expressions.Functions;

/// <summary>What operators mean, by the kinds of their operands.</summary>
internal static class OperatorTable
{
    // Made when they are asked for: each is code of its own, which takes time to load.
    private static readonly Dictionary<BinaryOperator, Func<Step[]>> Arithmetic = new()
    {
        [BinaryOperator.Add] = () =>
        [
            Step.Binary<AddStep<long>, long, long, long>("+", Kind.Integer, Kind.Integer, Kind.Integer),
            Step.Binary<AddStep<decimal>, decimal, decimal, decimal>("+", Kind.Decimal, Kind.Decimal, Kind.Decimal),
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
        ],
        [BinaryOperator.Subtract] = () =>
        [
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
        ],
        [BinaryOperator.Multiply] = () =>
        [
            Step.Binary<MultiplyStep<long>, long, long, long>("*", Kind.Integer, Kind.Integer, Kind.Integer),
            Step.Binary<MultiplyStep<decimal>, decimal, decimal, decimal>(
                "*", Kind.Decimal, Kind.Decimal, Kind.Decimal),
            Step.Binary<MultiplyStep<double>, double, double, double>("*", Kind.Float, Kind.Float, Kind.Float),
            Step.Binary<IntervalTimesInteger, IntervalValue, long, IntervalValue>(
                "*", Kind.Interval, Kind.Integer, Kind.Interval),
            Step.Binary<IntegerTimesInterval, long, IntervalValue, IntervalValue>(
                "*", Kind.Integer, Kind.Interval, Kind.Interval),
        ],
        [BinaryOperator.Divide] = () =>
        [
            Step.Binary<DivideStep<long>, long, long, long>("/", Kind.Integer, Kind.Integer, Kind.Integer),
            Step.Binary<DivideStep<decimal>, decimal, decimal, decimal>("/", Kind.Decimal, Kind.Decimal, Kind.Decimal),
            Step.Binary<DivideStep<double>, double, double, double>("/", Kind.Float, Kind.Float, Kind.Float),
        ],
        [BinaryOperator.Remainder] = () =>
        [
            Step.Binary<IntegerRemainderStep, long, long, long>("%", Kind.Integer, Kind.Integer, Kind.Integer),
            Step.Binary<RemainderStep<decimal>, decimal, decimal, decimal>(
                "%", Kind.Decimal, Kind.Decimal, Kind.Decimal),
            Step.Binary<RemainderStep<double>, double, double, double>("%", Kind.Float, Kind.Float, Kind.Float),
        ],
    };

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

    /// <summary>The meanings of an operator between two operands.</summary>
    public static IEnumerable<Step> Of(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(binary == BinaryOperator.Equal),
        _ when binary.IsOrder() => Order(binary),
        _ => Arithmetic[binary](),
    };

    /// <summary>The meanings of an operator before its operand.</summary>
    public static IEnumerable<Step> Of(UnaryOperator unary)
    {
        string symbol = unary.Symbol();
        return Signs.Where(step => step.Name == symbol);
    }

    private static Step[] Equality(bool isEqual) => isEqual
        ?
        [
            Comparison<EqualStep<long>, long>(Kind.Integer), Comparison<EqualStep<decimal>, decimal>(Kind.Decimal),
            Comparison<FloatEqualStep, double>(Kind.Float), Texts(BinaryOperator.Equal, Kind.Text),
            Comparison<EqualStep<bool>, bool>(Kind.Boolean), Comparison<EqualStep<int>, int>(Kind.Date),
            Comparison<EqualStep<long>, long>(Kind.Timestamp), Comparison<EqualStep<long>, long>(Kind.Time),
            Comparison<IntervalComparison<EqualStep<Int128>>, IntervalValue>(Kind.Interval),
            Comparison<EqualStep<Guid>, Guid>(Kind.Uuid), Texts(BinaryOperator.Equal, Kind.Bytes),
        ]
        :
        [
            Comparison<UnequalStep<long>, long>(Kind.Integer), Comparison<UnequalStep<decimal>, decimal>(Kind.Decimal),
            Comparison<FloatUnequalStep, double>(Kind.Float), Texts(BinaryOperator.NotEqual, Kind.Text),
            Comparison<UnequalStep<bool>, bool>(Kind.Boolean), Comparison<UnequalStep<int>, int>(Kind.Date),
            Comparison<UnequalStep<long>, long>(Kind.Timestamp), Comparison<UnequalStep<long>, long>(Kind.Time),
            Comparison<IntervalComparison<UnequalStep<Int128>>, IntervalValue>(Kind.Interval),
            Comparison<UnequalStep<Guid>, Guid>(Kind.Uuid), Texts(BinaryOperator.NotEqual, Kind.Bytes),
        ];

    private static Step[] Order(BinaryOperator order) => order switch
    {
        BinaryOperator.Less => Less(),
        BinaryOperator.LessOrEqual => LessOrEqual(),
        BinaryOperator.Greater => Greater(),
        _ => GreaterOrEqual(),
    };

    private static Step[] Less() =>
    [
        Comparison<LessStep<long>, long>(Kind.Integer), Comparison<LessStep<decimal>, decimal>(Kind.Decimal),
        Comparison<LessStep<double>, double>(Kind.Float), Texts(BinaryOperator.Less, Kind.Text),
        Comparison<LessStep<int>, int>(Kind.Date), Comparison<LessStep<long>, long>(Kind.Timestamp),
        Comparison<LessStep<long>, long>(Kind.Time),
        Comparison<IntervalComparison<LessStep<Int128>>, IntervalValue>(Kind.Interval),
        Comparison<UuidOrder<LessStep<int>>, Guid>(Kind.Uuid), Texts(BinaryOperator.Less, Kind.Bytes),
    ];

    private static Step[] LessOrEqual() =>
    [
        Comparison<LessOrEqualStep<long>, long>(Kind.Integer),
        Comparison<LessOrEqualStep<decimal>, decimal>(Kind.Decimal),
        Comparison<LessOrEqualStep<double>, double>(Kind.Float), Texts(BinaryOperator.LessOrEqual, Kind.Text),
        Comparison<LessOrEqualStep<int>, int>(Kind.Date), Comparison<LessOrEqualStep<long>, long>(Kind.Timestamp),
        Comparison<LessOrEqualStep<long>, long>(Kind.Time),
        Comparison<IntervalComparison<LessOrEqualStep<Int128>>, IntervalValue>(Kind.Interval),
        Comparison<UuidOrder<LessOrEqualStep<int>>, Guid>(Kind.Uuid), Texts(BinaryOperator.LessOrEqual, Kind.Bytes),
    ];

    private static Step[] Greater() =>
    [
        Comparison<GreaterStep<long>, long>(Kind.Integer), Comparison<GreaterStep<decimal>, decimal>(Kind.Decimal),
        Comparison<GreaterStep<double>, double>(Kind.Float), Texts(BinaryOperator.Greater, Kind.Text),
        Comparison<GreaterStep<int>, int>(Kind.Date), Comparison<GreaterStep<long>, long>(Kind.Timestamp),
        Comparison<GreaterStep<long>, long>(Kind.Time),
        Comparison<IntervalComparison<GreaterStep<Int128>>, IntervalValue>(Kind.Interval),
        Comparison<UuidOrder<GreaterStep<int>>, Guid>(Kind.Uuid), Texts(BinaryOperator.Greater, Kind.Bytes),
    ];

    private static Step[] GreaterOrEqual() =>
    [
        Comparison<GreaterOrEqualStep<long>, long>(Kind.Integer),
        Comparison<GreaterOrEqualStep<decimal>, decimal>(Kind.Decimal),
        Comparison<GreaterOrEqualStep<double>, double>(Kind.Float), Texts(BinaryOperator.GreaterOrEqual, Kind.Text),
        Comparison<GreaterOrEqualStep<int>, int>(Kind.Date), Comparison<GreaterOrEqualStep<long>, long>(Kind.Timestamp),
        Comparison<GreaterOrEqualStep<long>, long>(Kind.Time),
        Comparison<IntervalComparison<GreaterOrEqualStep<Int128>>, IntervalValue>(Kind.Interval),
        Comparison<UuidOrder<GreaterOrEqualStep<int>>, Guid>(Kind.Uuid),
        Texts(BinaryOperator.GreaterOrEqual, Kind.Bytes),
    ];

    private static Step Comparison<TStep, T>(Kind kind)
        where TStep : struct, IBinary<T, T, bool>
        where T : unmanaged => Step.Binary<TStep, T, T, bool>("", kind, kind, Kind.Boolean);

    private static Step Texts(BinaryOperator binary, Kind kind) =>
        new("", [kind, kind], Kind.Boolean, (type, operands, _) =>
            new TextComparisonKernel(type, binary, operands[0], operands[1]))
        {
            IsNeverNull = true,
        };
}
