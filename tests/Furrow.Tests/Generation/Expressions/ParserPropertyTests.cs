using Furrow.Errors;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Syntax;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>What is written is read again; whatever is thrown at the parser, it reports problems.</summary>
public sealed class ParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a", "b.c", "1", "2.5", "1e9", "0x", "\"", "'", "\\", "${", "}", "{", "(", ")", ",", ".", "?", ":", "??", "||",
        "&&", "==", "!=", "<", "<=", "+", "-", "*", "/", "%", "!", "is", "not", "and", "or", "null", "true", " ", "\n",
        "é", "😀", "\ud800", "\0", "$$", "_", "max(", "choose(", "is 1 or 2", "9223372036854775808", "--", "#",
    ];

    [Fact]
    public void What_is_written_is_read_again_as_it_was()
    {
        for (int seed = 0; seed < 5000; seed++)
        {
            Random random = new(seed);
            string written = SyntaxText.Of(Formula.Parse(new RandomSyntax(random).Any(random.Next(1, 6))));
            Assert.Equal(written, SyntaxText.Of(Formula.Parse(written)));
            Assert.Equal(Shape(Formula.Parse(written)), Shape(Formula.Parse($"({written})")));
        }
    }

    [Fact]
    public void Parentheses_that_are_not_needed_change_nothing()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            Random random = new(seed);
            ExpressionSyntax parsed = Formula.Parse(new RandomSyntax(random).Any(random.Next(1, 6)));
            Assert.Equal(Shape(parsed), Shape(Formula.Parse(Shape(parsed))));
            Assert.Equal(Shape(parsed), Shape(Formula.Parse(SyntaxText.Of(parsed))));
        }
    }

    [Fact]
    public void Nothing_is_thrown_whatever_is_written()
    {
        int parsed = 0;
        for (int seed = 0; seed < 20_000; seed++)
        {
            Random random = new(seed);
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 20))
                .Select(_ => Pieces[random.Next(Pieces.Length)]));
            List<FurrowException> problems = [];
            ExpressionText source = new(text);
            ExpressionSyntax? whole = ExpressionParser.Parse(source, problems);
            Assert.Equal(whole is null, problems.Count > 0);
            Assert.All(problems, problem => Assert.InRange(problem.Column!.Value, 1, text.Length + 1));
            problems.Clear();
            if ((whole ?? ExpressionParser.ParseScalar(source, problems)) is { } syntax)
            {
                parsed++;
                NamedCells names = RandomColumns.Create(random, 1);
                BoundExpression? bound = BoundExpression.Bind(source, syntax, names, null, problems);
                Assert.Equal(bound is null, problems.Count > 0);
            }
        }

        Assert.True(parsed > 500, $"{parsed} were expressions");
    }

    /// <summary>Everything in parentheses, so that nothing is left to precedence.</summary>
    private static string Shape(ExpressionSyntax syntax) => syntax switch
    {
        UnarySyntax unary => $"({unary.Operator.Symbol()} {Shape(unary.Operand)})",
        BinarySyntax binary => $"({Shape(binary.Left)} {binary.Operator.Symbol()} {Shape(binary.Right)})",
        ConditionalSyntax choice =>
            $"({Shape(choice.Condition)} ? {Shape(choice.Then)} : {Shape(choice.Otherwise)})",
        IsSyntax test => $"({Shape(test.Operand)} is {Shape(test.Pattern)})",
        CallSyntax call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Shape))})",
        _ => SyntaxText.Of(syntax),
    };

    private static string Shape(PatternSyntax pattern) => pattern switch
    {
        NotPatternSyntax not => $"(not {Shape(not.Pattern)})",
        JoinedPatternSyntax joined => $"({Shape(joined.Left)} {(joined.IsOr ? "or" : "and")} {Shape(joined.Right)})",
        RelationalPatternSyntax order => $"{order.Operator.Symbol()} {Shape(order.Value)}",
        ConstantPatternSyntax constant => SyntaxText.Of(constant.Value),
        _ => throw new InvalidOperationException(),
    };
}
