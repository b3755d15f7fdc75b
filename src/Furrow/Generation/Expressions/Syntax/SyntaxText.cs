using System.Globalization;
using System.Text;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>Writes an expression down again, with no more parentheses than it needs.</summary>
internal static class SyntaxText
{
    private const int PrimaryLevel = 9;

    public static string Of(ExpressionSyntax syntax) => Write(syntax, 0);

    private static string Write(ExpressionSyntax syntax, int levelMin)
    {
        (string text, int level) = syntax switch
        {
            LiteralSyntax literal => (Literal(literal.Value), PrimaryLevel),
            NameSyntax name => (name.Path, PrimaryLevel),
            UnarySyntax unary => (Unary(unary), Operators.UnaryLevel),
            BinarySyntax binary => (Binary(binary), binary.Operator.Level()),
            ConditionalSyntax choice => (Conditional(choice), 0),
            IsSyntax test => (
                $"{Write(test.Operand, Operators.RelationalLevel)} is {Pattern(test.Pattern, 0)}",
                Operators.RelationalLevel),
            CallSyntax call => (
                $"{call.Name}({string.Join(", ", call.Arguments.Select(Of))})", PrimaryLevel),
            TemplateSyntax template => (string.Join(" + ", template.Parts.Select(part => Write(part, 7))), 6),
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} cannot be written"),
        };
        return level < levelMin ? $"({text})" : text;
    }

    private static string Unary(UnarySyntax unary)
    {
        string operand = Write(unary.Operand, Operators.UnaryLevel);
        string symbol = unary.Operator.Symbol();

        // Two signs in a row would be another operator.
        return operand.StartsWith(symbol, StringComparison.Ordinal) ? $"{symbol} {operand}" : symbol + operand;
    }

    private static string Binary(BinarySyntax binary)
    {
        int level = binary.Operator.Level();
        bool isRight = binary.Operator == BinaryOperator.Coalesce;
        string left = Write(binary.Left, isRight ? level + 1 : level);
        return $"{left} {binary.Operator.Symbol()} {Write(binary.Right, isRight ? level : level + 1)}";
    }

    private static string Conditional(ConditionalSyntax choice) =>
        $"{Write(choice.Condition, Operators.CoalesceLevel)} ? {Of(choice.Then)} : {Of(choice.Otherwise)}";

    private static string Pattern(PatternSyntax pattern, int levelMin)
    {
        (string text, int level) = pattern switch
        {
            ConstantPatternSyntax constant => (PatternValue(constant.Value), 3),
            RelationalPatternSyntax order => ($"{order.Operator.Symbol()} {PatternValue(order.Value)}", 3),
            NotPatternSyntax not => ($"not {Pattern(not.Pattern, 2)}", 2),
            JoinedPatternSyntax { IsOr: true } or => ($"{Pattern(or.Left, 0)} or {Pattern(or.Right, 1)}", 0),
            JoinedPatternSyntax and => ($"{Pattern(and.Left, 1)} and {Pattern(and.Right, 2)}", 1),
            _ => throw new InvalidOperationException($"{pattern.GetType().Name} cannot be written"),
        };
        return level < levelMin ? $"({text})" : text;
    }

    private static string PatternValue(ExpressionSyntax value) => Write(value, Operators.AdditiveLevel);

    private static string Literal(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => Quoted(text),
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        decimal number when number.Scale == 0 => number.ToString(CultureInfo.InvariantCulture) + "m",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no literal"),
    };

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char unit in text)
        {
            quoted.Append(unit switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                _ when char.IsControl(unit) => $"\\u{(int)unit:X4}",
                _ => unit.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
