using Furrow.Errors;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>How expressions are read, and what is said of those that are none.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData("((a))", "a")]
    [InlineData("a + (b * c)", "a + b * c")]
    [InlineData("(a + b) * c", "(a + b) * c")]
    [InlineData("a - (b - c)", "a - (b - c)")]
    [InlineData("(a ?? b) ?? c", "(a ?? b) ?? c")]
    [InlineData("a ?? (b ?? c)", "a ?? b ?? c")]
    [InlineData("a ? b : (c ? d : e)", "a ? b : c ? d : e")]
    [InlineData("(a ? b : c) ? d : e", "(a ? b : c) ? d : e")]
    [InlineData("a || (b && c)", "a || b && c")]
    [InlineData("a < b is true", "a < b is true")]
    [InlineData("a is ((1 or 2) and not 3)", "a is (1 or 2) and not 3")]
    [InlineData("a is 1 or (2 and > 3)", "a is 1 or 2 and > 3")]
    [InlineData("- -a", "- -a")]
    [InlineData("!(a == b)", "!(a == b)")]
    [InlineData("f( a ,g( ) ).x", null)]
    [InlineData("f(a, g(), a.b.c)", "f(a, g(), a.b.c)")]
    [InlineData("'a\\'\\u00e9\\x41'", "\"a'éA\"")]
    [InlineData("\"\\U0001F600\\n\"", "\"😀\\u000A\"")]
    [InlineData(".5 + 1_0.2_5", "0.5 + 10.25")]
    [InlineData("0x_1f", "31")]
    public void It_reads_what_it_writes(string text, string? written)
    {
        List<FurrowException> problems = [];
        ExpressionSyntax? parsed = ExpressionParser.Parse(new ExpressionText(text), problems);
        Assert.Equal(written, parsed is null ? null : SyntaxText.Of(parsed));
        Assert.Equal(written is null, problems.Count > 0);
    }

    [Theory]
    [InlineData("", 1, "Expected a value, but the expression ends here.")]
    [InlineData("1 +", 4, "Expected a value, but the expression ends here.")]
    [InlineData("1 2", 3, "Expected an operator or the end of the expression, but found '2'.")]
    [InlineData("(1", 3, "Expected a closing ), but the expression ends here.")]
    [InlineData("f(1 2)", 5, "Expected a , or a closing ), but found '2'.")]
    [InlineData("a ? b", 6, "Expected the : of ? :, but the expression ends here.")]
    [InlineData("a = b", 3, "'=' has no meaning in an expression.")]
    [InlineData("a & b", 3, "'&' has no meaning in an expression.")]
    [InlineData("a--b", 2, "Expected an operator or the end of the expression, but found '--'.")]
    [InlineData("a.1", 2, "Expected an operator or the end of the expression, but found '.1'.")]
    [InlineData("name.lower()", 6, "'lower' is called on a value.")]
    [InlineData("'abc", 1, "This text has no closing '.")]
    [InlineData("'a\\q'", 3, "'\\q' is no escape.")]
    [InlineData("'\\ud800'", 1, "This text holds a NUL or half a character, which no database keeps.")]
    [InlineData("12x", 1, "'12x' is no number that can be used here.")]
    [InlineData("1__", 1, "'1__' is no number that can be used here.")]
    [InlineData("0x", 1, "'0x' is no number that can be used here.")]
    [InlineData("99999999999999999999", 1, "'99999999999999999999' is no number that can be used here.")]
    [InlineData("1.00000000000000000000000000001", 1,
        "'1.00000000000000000000000000001' is no number that can be used here.")]
    [InlineData("1e999", 1, "'1e999' is no number that can be used here.")]
    [InlineData("a }", 3, "This } closes nothing.")]
    [InlineData("a is", 5, "Expected a value, but the expression ends here.")]
    [InlineData("é + 😀", 5, "'😀' has no meaning in an expression.")]
    public void A_slip_is_shown_where_it_is(string text, int column, string message)
    {
        List<FurrowException> problems = [];
        Assert.Null(ExpressionParser.Parse(new ExpressionText(text, "a.yaml"), problems));
        FurrowException problem = Assert.Single(problems);
        Assert.Equal((message, "a.yaml", 1, column), (problem.Message, problem.File, problem.Line, problem.Column));
        Assert.Equal(ErrorCode.ScenarioInvalid, problem.Code);
    }

    [Fact]
    public void Every_slip_of_spelling_is_reported()
    {
        List<FurrowException> problems = [];
        Assert.Null(ExpressionParser.Parse(new ExpressionText("1x + # + '\\q' = 2"), problems));
        Assert.Equal([1, 6, 11, 15], problems.Select(problem => problem.Column!.Value));
    }

    [Fact]
    public void Places_are_those_of_the_file()
    {
        ExpressionText text = new("a +\nb ? c", "a.yaml", new TextStart(0, 10, 7), new TextStart(4, 11, 9));
        List<FurrowException> problems = [];
        Assert.Null(ExpressionParser.Parse(text, problems));
        Assert.Equal((11, 14), (problems[0].Line, problems[0].Column));
        Assert.Equal((10, 9), text.PlaceOf(2));
        Assert.Equal((2, 2), new ExpressionText("ab\ncd").PlaceOf(4));
    }

    [Theory]
    [InlineData("${a + 1}", "a + 1")]
    [InlineData("Class ${row + 1} on ${day}", "\"Class \" + (row + 1) + \" on \" + day")]
    [InlineData("${a}${b}", "a + b")]
    [InlineData("${a} ", "a + \" \"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("$${a} costs $5", "\"${a} costs $5\"")]
    [InlineData("${'}' + \"{\"}", "\"}\" + \"{\"")]
    [InlineData("${'only'}", "\"only\"")]
    public void A_scalar_is_an_expression_or_text_with_some(string text, string written)
    {
        List<FurrowException> problems = [];
        ExpressionSyntax? parsed = ExpressionParser.ParseScalar(new ExpressionText(text), problems);
        Assert.Empty(problems);
        Assert.Equal(written, SyntaxText.Of(parsed!));
    }

    [Theory]
    [InlineData("a ${b", new[] { 3 })]
    [InlineData("${}", new[] { 3 })]
    [InlineData("${1 +} and ${ 2 * }", new[] { 6, 19 })]
    public void Each_expression_of_a_scalar_is_looked_at(string text, int[] columns)
    {
        List<FurrowException> problems = [];
        Assert.Null(ExpressionParser.ParseScalar(new ExpressionText(text), problems));
        Assert.Equal(columns, problems.Select(problem => problem.Column!.Value));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("f(")]
    [InlineData("1 + (")]
    [InlineData("a ? ")]
    [InlineData("a ?? ")]
    [InlineData("a is not ")]
    [InlineData("a is (")]
    [InlineData("1 + ")]
    [InlineData("a is 1 or ")]
    public void Depth_and_length_have_limits(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, ExpressionParser.LengthMax / piece.Length));
        List<FurrowException> problems = [];
        Assert.Null(ExpressionParser.Parse(new ExpressionText(text), problems));
        Assert.Single(problems);
        problems.Clear();
        Assert.Null(ExpressionParser.ParseScalar(new ExpressionText(new string('a', 8193)), problems));
        Assert.Equal("This text has 8193 characters; one with expressions may have 8192.", problems[0].Message);
    }
}
