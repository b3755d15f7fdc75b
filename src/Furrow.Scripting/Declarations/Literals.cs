using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Scripting.Declarations;

/// <summary>Reads literals from syntax: text, sums of texts, numbers, truth values.</summary>
internal static class Literals
{
    /// <summary>The value of a literal; null for anything else.</summary>
    public static object? ValueOf(ExpressionSyntax syntax) => syntax switch
    {
        ParenthesizedExpressionSyntax inner => ValueOf(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) =>
            ValueOf(sum.Left) is string left && ValueOf(sum.Right) is string right ? left + right : null,
        PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression) =>
            Negated(ValueOf(minus.Operand)),
        LiteralExpressionSyntax literal when !literal.IsKind(SyntaxKind.NullLiteralExpression)
            && !literal.IsKind(SyntaxKind.DefaultLiteralExpression) => literal.Token.Value,
        _ => null,
    };

    private static object? Negated(object? value) => value switch
    {
        int number => -number,
        long number => -number,
        double number => -number,
        float number => -number,
        decimal number => -number,
        _ => null,
    };
}
