using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>Short ways to read, bind and compute expressions.</summary>
internal static class Formula
{
    public static readonly NamedCells Nothing = new();

    public static ExpressionSyntax Parse(string text)
    {
        List<FurrowException> problems = [];
        ExpressionSyntax? parsed = ExpressionParser.Parse(new ExpressionText(text), problems);
        Assert.Empty(problems);
        return parsed!;
    }

    public static BoundExpression Bind(string text, IExpressionScope? scope = null, CellType? expected = null)
    {
        (BoundExpression? bound, List<FurrowException> problems) = TryBind(text, scope, expected);
        Assert.True(problems.Count == 0, $"{text}: {string.Join(' ', problems.Select(problem => problem.Message))}");
        return bound!;
    }

    public static (BoundExpression? Bound, List<FurrowException> Problems) TryBind(
        string text, IExpressionScope? scope = null, CellType? expected = null)
    {
        List<FurrowException> problems = [];
        ExpressionText source = new(text, "scenarios/studio.yaml");
        ExpressionSyntax? parsed = ExpressionParser.Parse(source, problems);
        BoundExpression? bound = parsed is null
            ? null
            : BoundExpression.Bind(source, parsed, scope ?? Nothing, expected, problems);
        Assert.Equal(bound is null, problems.Count > 0);
        return (bound, problems);
    }

    /// <summary>The value with its kind in front, NULL as such: <c>integer 3</c>.</summary>
    public static string Show(string text, NamedCells? scope = null)
    {
        NamedCells names = scope ?? Nothing;
        BoundExpression bound = Bind(text, names);
        Scalar value = bound.Evaluate(names.ValueOf);
        return $"{KindText.Of(bound.Type.Kind)} {Show(value)}";
    }

    public static string Show(Scalar value)
    {
        if (value.Value is null)
        {
            return "NULL";
        }

        NamedCells one = new();
        one.Argument("x", new CellType(value.Kind), value.Value);
        return (string)Bind("text(x)", one).Evaluate(one.ValueOf).Value!;
    }

    public static FurrowException Fault(string text, NamedCells? scope = null)
    {
        NamedCells names = scope ?? Nothing;
        return Assert.Throws<FurrowException>(() => Bind(text, names).Evaluate(names.ValueOf));
    }
}
