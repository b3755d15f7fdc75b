using System.Numerics;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

// Comparisons are C#'s lifted ones: NULL equals NULL and nothing else, and is in no order with anything.
internal readonly struct EqualStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IEquatable<T>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => left.Equals(right);

    public static bool OfNull(bool isLeftNull, bool isRightNull) => isLeftNull && isRightNull;
}

internal readonly struct UnequalStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IEquatable<T>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => !left.Equals(right);

    public static bool OfNull(bool isLeftNull, bool isRightNull) => !isLeftNull || !isRightNull;
}

// Not-a-number equals nothing, itself included: IEquatable has it otherwise.
internal readonly struct FloatEqualStep : IBinary<double, double, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(double left, double right) => left == right;

    public static bool OfNull(bool isLeftNull, bool isRightNull) => isLeftNull && isRightNull;
}

internal readonly struct FloatUnequalStep : IBinary<double, double, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(double left, double right) => left != right;

    public static bool OfNull(bool isLeftNull, bool isRightNull) => !isLeftNull || !isRightNull;
}

internal readonly struct LessStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => left < right;
}

internal readonly struct LessOrEqualStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => left <= right;
}

internal readonly struct GreaterStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => left > right;
}

internal readonly struct GreaterOrEqualStep<T> : IBinary<T, T, bool>
    where T : unmanaged, IComparisonOperators<T, T, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(T left, T right) => left >= right;
}

/// <summary>Intervals are as long as PostgreSQL takes them for: a month has 30 days, a day 24 hours.</summary>
internal readonly struct IntervalComparison<TStep> : IBinary<IntervalValue, IntervalValue, bool>
    where TStep : struct, IBinary<Int128, Int128, bool>
{
    private const int DaysPerMonth = 30;

    public static bool IsLifted => TStep.IsLifted;

    public static bool Apply(IntervalValue left, IntervalValue right) => TStep.Apply(Length(left), Length(right));

    public static bool OfNull(bool isLeftNull, bool isRightNull) => TStep.OfNull(isLeftNull, isRightNull);

    private static Int128 Length(IntervalValue value) =>
        ((((Int128)value.Months * DaysPerMonth) + value.Days) * TimeSteps.MicrosPerDay) + value.Microseconds;
}

internal readonly struct UuidOrder<TStep> : IBinary<Guid, Guid, bool>
    where TStep : struct, IBinary<int, int, bool>
{
    public static bool IsLifted => false;

    public static bool Apply(Guid left, Guid right) => TStep.Apply(left.CompareTo(right), 0);
}

internal readonly struct AndStep : IBinary<bool, bool, bool>
{
    public static bool Apply(bool left, bool right) => left & right;
}

internal readonly struct OrStep : IBinary<bool, bool, bool>
{
    public static bool Apply(bool left, bool right) => left | right;
}

internal readonly struct NotStep : IUnary<bool, bool>
{
    public static bool Apply(bool operand) => !operand;
}
