using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Tests.Generation.Expressions;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/expressions.md against the code.</summary>
public sealed class ExpressionsPageTests
{
    private static readonly DocPage Page = DocPage.Read("expressions.md");

    private static IEnumerable<string[]> Functions => Page.Tables
        .Where(table => table.Header[0] == "function").SelectMany(table => table.Rows);

    [Fact]
    public void Every_function_is_on_the_page() => Assert.Equal(
        FunctionTable.Names.Order(StringComparer.Ordinal),
        Functions.Select(row => DocPage.Codes(row[0]).Single().Split('(')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_example_has_the_value_that_it_says()
    {
        string[][] rows = [.. Functions.Where(row => row.Length == 4)];
        Assert.True(rows.Length > 40);
        Assert.All(rows, row =>
        {
            string example = DocPage.Codes(row[2]).Single();
            Assert.StartsWith(DocPage.Codes(row[0]).Single().Split('(')[0] + "(", example, StringComparison.Ordinal);
            BoundExpression bound = Formula.Bind(example);
            Assert.Equal(DocPage.Codes(row[3]).Single(), Formula.Show(bound.Evaluate(Formula.Nothing.ValueOf)));
        });
    }

    [Fact]
    public void Draws_and_counts_are_understood() => Assert.All(
        Functions.Where(row => row.Length == 2).SelectMany(row => DocPage.Codes(row[1])),
        example => Formula.Bind(example));

    [Fact]
    public void Values_and_sentences_are_understood()
    {
        Assert.All(
            Page.Table("type", "written", "").Column("written").SelectMany(DocPage.Codes),
            example => Formula.Bind(example));
        Assert.Equal("timestamp 2026-02-28T00:00:00", Formula.Show("timestamp(\"2026-01-31\") + months(1)"));
        Assert.Equal("boolean NULL", Formula.Show("null && true"));
        Assert.Equal("boolean false", Formula.Show("null && false"));
    }

    [Fact]
    public void The_limits_are_those_of_the_code() => Assert.Contains(
        $"at most {ExpressionParser.LengthMax} characters, an expression at most {ExpressionSyntax.DepthMax} levels",
        Page.Text,
        StringComparison.Ordinal);
}
