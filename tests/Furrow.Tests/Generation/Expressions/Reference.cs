using System.Globalization;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>
/// A slow interpreter, a row at a time over what was parsed, in C#'s own arithmetic: what the kernels are compared
/// with. Dates are <see cref="DateOnly"/>.
/// </summary>
internal sealed class Reference(Func<string, object?> names)
{
    public object? Value(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax { Value: ulong } => throw new OverflowException(),
        LiteralSyntax literal => literal.Value,
        NameSyntax name => names(name.Path),
        UnarySyntax { Operator: UnaryOperator.Minus, Operand: LiteralSyntax { Value: ulong } } => long.MinValue,
        UnarySyntax unary => Unary(unary.Operator, Value(unary.Operand)),
        BinarySyntax binary => Binary(binary),
        ConditionalSyntax choice => (bool)Value(choice.Condition)! ? Value(choice.Then) : Value(choice.Otherwise),
        IsSyntax test => Matches(test.Pattern, Value(test.Operand)),
        CallSyntax call => Call(call.Name, [.. call.Arguments.Select(Value)]),
        _ => throw new InvalidOperationException(syntax.GetType().Name),
    };

    public static string Text(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static object? Unary(UnaryOperator unary, object? value) => (unary, value) switch
    {
        (_, null) => null,
        (UnaryOperator.Minus, long number) => checked(-number),
        (UnaryOperator.Minus, decimal number) => -number,
        (UnaryOperator.Minus, double number) => -number,
        (UnaryOperator.Not, bool truth) => !truth,
        _ => value,
    };

    private object? Binary(BinarySyntax binary)
    {
        object? left = Value(binary.Left);
        switch (binary.Operator)
        {
            case BinaryOperator.Coalesce:
                return left ?? Value(binary.Right);
            case BinaryOperator.And:
                return left is false ? false : (bool?)left & (bool?)Value(binary.Right);
            case BinaryOperator.Or:
                return left is true ? true : (bool?)left | (bool?)Value(binary.Right);
        }

        object? right = Value(binary.Right);
        if (binary.Operator == BinaryOperator.Equal || binary.Operator == BinaryOperator.NotEqual)
        {
            bool isEqual = left is null || right is null ? left == right : AreEqual(left, right);
            return isEqual == (binary.Operator == BinaryOperator.Equal);
        }

        if (binary.Operator.IsOrder())
        {
            return left is not null && right is not null && IsInOrder(binary.Operator, left, right);
        }

        return binary.Operator == BinaryOperator.Add && (left is string || right is string || IsText(binary))
            ? Text(left) + Text(right)
            : left is null || right is null ? null : Arithmetic(binary.Operator, left, right);
    }

    // What is NULL is text all the same if it was written as such.
    private static bool IsText(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => literal.Value is string,
        NameSyntax name => name.Path is "t" or "nt",
        CallSyntax call => call.Name is "upper" or "substring",
        ConditionalSyntax choice => IsText(choice.Then) || IsText(choice.Otherwise),
        BinarySyntax { Operator: BinaryOperator.Add or BinaryOperator.Coalesce } binary =>
            IsText(binary.Left) || IsText(binary.Right),
        _ => false,
    };

    private static object Arithmetic(BinaryOperator binary, object left, object right)
    {
        if (left is DateOnly date)
        {
            return right is DateOnly other
                ? (long)(date.DayNumber - other.DayNumber)
                : date.AddDays((int)(binary == BinaryOperator.Add ? (long)right : -(long)right));
        }

        if (left is double || right is double)
        {
            (double x, double y) = (Convert.ToDouble(left), Convert.ToDouble(right));
            return binary switch
            {
                BinaryOperator.Add => x + y,
                BinaryOperator.Subtract => x - y,
                BinaryOperator.Multiply => x * y,
                BinaryOperator.Divide => x / y,
                _ => x % y,
            };
        }

        if (left is decimal || right is decimal)
        {
            (decimal x, decimal y) = (Convert.ToDecimal(left), Convert.ToDecimal(right));
            return binary switch
            {
                BinaryOperator.Add => x + y,
                BinaryOperator.Subtract => x - y,
                BinaryOperator.Multiply => x * y,
                BinaryOperator.Divide => x / y,
                _ => x % y,
            };
        }

        (long a, long b) = ((long)left, (long)right);
        return binary switch
        {
            BinaryOperator.Add => checked(a + b),
            BinaryOperator.Subtract => checked(a - b),
            BinaryOperator.Multiply => checked(a * b),
            BinaryOperator.Divide => a / b,
            _ => a % b,
        };
    }

    private static bool AreEqual(object left, object right) => left is string || left is bool || left is DateOnly
        ? left.Equals(right)
        : left is double || right is double ? Convert.ToDouble(left) == Convert.ToDouble(right)
        : Convert.ToDecimal(left) == Convert.ToDecimal(right);

    private static bool IsInOrder(BinaryOperator binary, object left, object right)
    {
        if (left is double x && right is double y)
        {
            return binary switch
            {
                BinaryOperator.Less => x < y,
                BinaryOperator.LessOrEqual => x <= y,
                BinaryOperator.Greater => x > y,
                _ => x >= y,
            };
        }

        int order = left is string text
            ? Encoding.UTF8.GetBytes(text).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes((string)right))
            : left is DateOnly date ? date.CompareTo((DateOnly)right)
            : Convert.ToDecimal(left).CompareTo(Convert.ToDecimal(right));
        return binary switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private bool Matches(PatternSyntax pattern, object? value) => pattern switch
    {
        ConstantPatternSyntax constant => Value(constant.Value) is { } known
            ? value is not null && AreEqual(value, known)
            : value is null,
        RelationalPatternSyntax order => value is not null
            && IsInOrder(order.Operator, value, Value(order.Value)!),
        NotPatternSyntax not => !Matches(not.Pattern, value),
        JoinedPatternSyntax { IsOr: true } or => Matches(or.Left, value) || Matches(or.Right, value),
        JoinedPatternSyntax and => Matches(and.Left, value) && Matches(and.Right, value),
        _ => throw new InvalidOperationException(),
    };

    private static object? Call(string name, object?[] values) => values.Contains(null) ? null : name switch
    {
        "length" => (long)((string)values[0]!).EnumerateRunes().Count(),
        "max" => Math.Max((long)values[0]!, (long)values[1]!),
        "upper" => ((string)values[0]!).ToUpperInvariant(),
        "substring" => string.Concat(((string)values[0]!).EnumerateRunes()
            .Skip((int)Math.Clamp((long)values[1]!, 0, int.MaxValue)).Take((int)(long)values[2]!)),
        "date" => DateOnly.ParseExact((string)values[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(name),
    };
}
