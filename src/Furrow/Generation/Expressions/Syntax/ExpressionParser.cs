using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Generation.Expressions.Syntax;

/// <summary>
/// Reads expressions by precedence climbing. Every slip of spelling is reported, and of grammar the first: what follows
/// it is guesswork.
/// </summary>
public sealed partial class ExpressionParser
{
    /// <summary>The most characters that a text with expressions may have.</summary>
    public const int LengthMax = 8192;

    private readonly ExpressionText _source;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at;
    private int _depth;

    private ExpressionParser(ExpressionText source, IReadOnlyList<Token> tokens) =>
        (_source, _tokens) = (source, tokens);

    private Token Next => _tokens[_at];

    /// <summary>Reads a text that is an expression from its first to its last character, without <c>${ }</c>.</summary>
    /// <returns>The expression, or null after problems were added.</returns>
    public static ExpressionSyntax? Parse(ExpressionText source, ICollection<FurrowException> problems)
    {
        if (IsTooLong(source, problems))
        {
            return null;
        }

        ExpressionSyntax? parsed = ParseAt(source, 0, problems, out int end);
        if (parsed is not null && end < source.Text.Length)
        {
            problems.Add(source.Problem(end, "This } closes nothing."));
            return null;
        }

        return parsed;
    }

    /// <summary>
    /// Reads a scalar: exactly one <c>${…}</c> is that expression; text with some among it is a template; text with
    /// none is a literal. <c>$${</c> is <c>${</c> itself.
    /// </summary>
    /// <returns>The expression, or null after problems were added.</returns>
    public static ExpressionSyntax? ParseScalar(ExpressionText source, ICollection<FurrowException> problems) =>
        IsTooLong(source, problems) ? null : new TemplateReader(source, problems).Read();

    /// <summary>Reads one expression from an offset on, to the <c>}</c> at <paramref name="end"/>.</summary>
    internal static ExpressionSyntax? ParseAt(
        ExpressionText source, int start, ICollection<FurrowException> problems, out int end)
    {
        int before = problems.Count;
        IReadOnlyList<Token> tokens = new ExpressionLexer(source, start, problems).Read();
        end = tokens[^1].Start;
        if (problems.Count > before)
        {
            return null;
        }

        try
        {
            ExpressionParser parser = new(source, tokens);
            ExpressionSyntax parsed = parser.ParseExpression();
            return parser.Next.Kind == TokenKind.End
                ? parsed
                : throw parser.Unexpected("an operator or the end of the expression");
        }
        catch (FurrowException problem)
        {
            problems.Add(problem);
            return null;
        }
    }

    private static bool IsTooLong(ExpressionText source, ICollection<FurrowException> problems)
    {
        if (source.Text.Length <= LengthMax)
        {
            return false;
        }

        problems.Add(source.Problem(
            0,
            $"This text has {source.Text.Length} characters; one with expressions may have {LengthMax}.",
            "Give parts of it names under let: and use those."));
        return true;
    }

    private ExpressionSyntax ParseExpression()
    {
        Enter();
        ExpressionSyntax left = ParseCoalesce();
        if (Take("?"))
        {
            ExpressionSyntax then = ParseExpression();
            Expect(":", "the : of ? :");
            left = Checked(new ConditionalSyntax(left, then, ParseExpression()));
        }

        _depth--;
        return left;
    }

    // ?? takes as much as it can on its right; the rest as much as it can on the left.
    private ExpressionSyntax ParseCoalesce()
    {
        Enter();
        ExpressionSyntax left = ParseBinary(Operators.CoalesceLevel + 1);
        int start = Next.Start;
        if (Take("??"))
        {
            left = Checked(new BinarySyntax(BinaryOperator.Coalesce, left, ParseCoalesce(), start));
        }

        _depth--;
        return left;
    }

    private ExpressionSyntax ParseBinary(int levelMin)
    {
        ExpressionSyntax left = ParseUnary();
        while (true)
        {
            if (levelMin <= Operators.RelationalLevel && Next.IsWord("is"))
            {
                _at++;
                left = Checked(new IsSyntax(left, ParsePattern()));
                continue;
            }

            Token token = Next;
            BinaryOperator? found = token.Kind == TokenKind.Symbol ? Operators.FindBinary(token.Text) : null;
            if (found is not { } binary || binary.Level() < levelMin)
            {
                return left;
            }

            _at++;
            left = Checked(new BinarySyntax(binary, left, ParseBinary(binary.Level() + 1), token.Start));
        }
    }

    private ExpressionSyntax ParseUnary()
    {
        Token token = Next;
        if (token.Kind != TokenKind.Symbol || Operators.FindUnary(token.Text) is not { } unary)
        {
            return ParsePrimary();
        }

        Enter();
        _at++;
        ExpressionSyntax operand = ParseUnary();
        _depth--;
        return Checked(new UnarySyntax(unary, operand, token.Start));
    }

    private ExpressionSyntax ParsePrimary()
    {
        Token token = Next;
        if (token.Kind == TokenKind.Literal)
        {
            _at++;
            return new LiteralSyntax(token.Value, token.Start, token.End);
        }

        if (token.Kind == TokenKind.Name && token.Text != "is")
        {
            return ParseNameOrCall();
        }

        if (!Take("("))
        {
            throw Unexpected("a value");
        }

        ExpressionSyntax inner = ParseExpression();
        int end = Next.End;
        Expect(")", "a closing )");
        return inner with { Start = token.Start, End = end };
    }

    private ExpressionSyntax ParseNameOrCall()
    {
        Token first = Next;
        _at++;
        if (Take("("))
        {
            return ParseCall(first);
        }

        string path = first.Text;
        int end = first.End;
        while (Take("."))
        {
            Token part = Next;
            if (part.Kind != TokenKind.Name)
            {
                throw Unexpected("a name behind the point");
            }

            _at++;
            path += "." + part.Text;
            end = part.End;
            if (Next.Is("("))
            {
                throw _source.Problem(
                    part.Start,
                    $"'{part.Text}' is called on a value.",
                    $"Functions stand before what they are given: {part.Text}({path[..^(part.Text.Length + 1)]}, …).");
            }
        }

        return new NameSyntax(path, first.Start, end);
    }

    private CallSyntax ParseCall(Token name)
    {
        ImmutableArray<ExpressionSyntax>.Builder arguments = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        if (!Next.Is(")"))
        {
            do
            {
                arguments.Add(ParseExpression());
            }
            while (Take(","));
        }

        int end = Next.End;
        Expect(")", "a , or a closing )");
        return Checked(new CallSyntax(name.Text, arguments.ToImmutable(), name.Start, end));
    }

    private bool Take(string symbol)
    {
        bool isNext = Next.Is(symbol);
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string symbol, string expected)
    {
        if (!Take(symbol))
        {
            throw Unexpected(expected);
        }
    }

    private void Enter()
    {
        if (++_depth > 2 * ExpressionSyntax.DepthMax)
        {
            throw TooDeep(Next.Start);
        }
    }

    private T Checked<T>(T parsed)
        where T : ExpressionSyntax => parsed.Depth <= ExpressionSyntax.DepthMax ? parsed : throw TooDeep(parsed.Start);

    private FurrowException TooDeep(int offset) => _source.Problem(
        offset,
        $"This expression has more than {ExpressionSyntax.DepthMax} levels.",
        "Give parts of it names under let: and use those.");

    private FurrowException Unexpected(string expected)
    {
        Token token = Next;
        string found = token.Kind == TokenKind.End
            ? "the expression ends here"
            : $"found '{_source.Excerpt(token.Start, token.End)}'";
        return _source.Problem(token.Start, $"Expected {expected}, but {found}.");
    }
}
