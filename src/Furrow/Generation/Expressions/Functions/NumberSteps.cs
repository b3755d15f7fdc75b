using System.Numerics;
using Furrow.Generation.Expressions.Kernels;

namespace Furrow.Generation.Expressions.Functions;

internal readonly struct AddStep<T> : IBinary<T, T, T>
    where T : unmanaged, IAdditionOperators<T, T, T>
{
    public static T Apply(T left, T right) => checked(left + right);
}

internal readonly struct SubtractStep<T> : IBinary<T, T, T>
    where T : unmanaged, ISubtractionOperators<T, T, T>
{
    public static T Apply(T left, T right) => checked(left - right);
}

internal readonly struct MultiplyStep<T> : IBinary<T, T, T>
    where T : unmanaged, IMultiplyOperators<T, T, T>
{
    public static T Apply(T left, T right) => checked(left * right);
}

internal readonly struct DivideStep<T> : IBinary<T, T, T>
    where T : unmanaged, IDivisionOperators<T, T, T>
{
    public static T Apply(T left, T right) => checked(left / right);
}

internal readonly struct RemainderStep<T> : IBinary<T, T, T>
    where T : unmanaged, IModulusOperators<T, T, T>
{
    public static T Apply(T left, T right) => left % right;
}

// The smallest integer divided by -1 leaves 0, but some processors fail at it.
internal readonly struct IntegerRemainderStep : IBinary<long, long, long>
{
    public static long Apply(long left, long right) => right == -1 ? 0 : left % right;
}

internal readonly struct NegateStep<T> : IUnary<T, T>
    where T : unmanaged, IUnaryNegationOperators<T, T>
{
    public static T Apply(T operand) => checked(-operand);
}

internal readonly struct SameStep<T> : IUnary<T, T>
    where T : unmanaged
{
    public static T Apply(T operand) => operand;
}

internal readonly struct MinStep<T> : IBinary<T, T, T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T left, T right) => T.Min(left, right);
}

internal readonly struct MaxStep<T> : IBinary<T, T, T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T left, T right) => T.Max(left, right);
}

internal readonly struct AbsStep<T> : IUnary<T, T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T operand) => T.Abs(operand);
}

internal readonly struct SignStep<T> : IUnary<T, long>
    where T : unmanaged, INumber<T>
{
    public static long Apply(T operand) => T.IsNaN(operand)
        ? throw new ArithmeticException("what is not a number has no sign")
        : T.IsZero(operand) ? 0 : T.IsNegative(operand) ? -1 : 1;
}

internal readonly struct FloorStep<T> : IUnary<T, T>
    where T : unmanaged, IFloatingPoint<T>
{
    public static T Apply(T operand) => T.Floor(operand);
}

internal readonly struct CeilStep<T> : IUnary<T, T>
    where T : unmanaged, IFloatingPoint<T>
{
    public static T Apply(T operand) => T.Ceiling(operand);
}

// Halves go away from zero, as in PostgreSQL's numeric and at school.
internal readonly struct RoundStep<T> : IUnary<T, T>
    where T : unmanaged, IFloatingPoint<T>
{
    public static T Apply(T operand) => T.Round(operand, MidpointRounding.AwayFromZero);
}

internal readonly struct RoundDecimalStep : IBinary<decimal, long, decimal>
{
    private const int DigitsMax = 28;

    public static decimal Apply(decimal left, long right) => right is >= 0 and <= DigitsMax
        ? decimal.Round(left, (int)right, MidpointRounding.AwayFromZero)
        : throw new ArithmeticException($"a decimal is rounded to 0 to {DigitsMax} digits");
}

internal readonly struct RoundFloatStep : IBinary<double, long, double>
{
    private const int DigitsMax = 15;

    public static double Apply(double left, long right) => right is >= 0 and <= DigitsMax
        ? Math.Round(left, (int)right, MidpointRounding.AwayFromZero)
        : throw new ArithmeticException($"a number is rounded to 0 to {DigitsMax} digits");
}

internal readonly struct SquareRootStep : IUnary<double, double>
{
    public static double Apply(double operand) => Math.Sqrt(operand);
}

/// <summary>Powers by squaring, in an order that is always the same.</summary>
internal readonly struct PowerStep<T> : IBinary<T, long, T>
    where T : unmanaged, INumber<T>
{
    public static T Apply(T left, long right)
    {
        if (right < 0)
        {
            return typeof(T) == typeof(long)
                ? throw new ArithmeticException("an integer has no negative powers; number(x) has")
                : T.One / Apply(left, checked(-right));
        }

        T result = T.One;
        T square = left;
        for (long rest = right; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
            {
                result = checked(result * square);
            }

            // The last square is not needed, and may be out of range.
            square = rest > 1 ? checked(square * square) : square;
        }

        return result;
    }
}

internal readonly struct IntegerToDecimal : IUnary<long, decimal>
{
    public static decimal Apply(long operand) => operand;
}

internal readonly struct IntegerToFloat : IUnary<long, double>
{
    public static double Apply(long operand) => operand;
}

internal readonly struct DecimalToFloat : IUnary<decimal, double>
{
    public static double Apply(decimal operand) => (double)operand;
}

internal readonly struct FloatToDecimal : IUnary<double, decimal>
{
    public static decimal Apply(double operand) => (decimal)operand;
}

internal readonly struct DecimalToInteger : IUnary<decimal, long>
{
    public static long Apply(decimal operand) => (long)operand;
}

internal readonly struct FloatToInteger : IUnary<double, long>
{
    public static long Apply(double operand) => checked((long)operand);
}
