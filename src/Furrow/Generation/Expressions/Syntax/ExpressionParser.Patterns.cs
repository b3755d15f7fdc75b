namespace Furrow.Generation.Expressions.Syntax;

/// <content>What stands behind <c>is</c>: <c>not</c> binds before <c>and</c>, and that before <c>or</c>.</content>
public sealed partial class ExpressionParser
{
    private PatternSyntax ParsePattern()
    {
        Enter();
        PatternSyntax left = ParseAndPattern();
        while (TakeWord("or"))
        {
            left = CheckedPattern(new JoinedPatternSyntax(true, left, ParseAndPattern()));
        }

        _depth--;
        return left;
    }

    private PatternSyntax ParseAndPattern()
    {
        PatternSyntax left = ParseNotPattern();
        while (TakeWord("and"))
        {
            left = CheckedPattern(new JoinedPatternSyntax(false, left, ParseNotPattern()));
        }

        return left;
    }

    private PatternSyntax ParseNotPattern()
    {
        Token token = Next;
        if (TakeWord("not"))
        {
            Enter();
            PatternSyntax inner = ParseNotPattern();
            _depth--;
            return CheckedPattern(new NotPatternSyntax(inner, token.Start));
        }

        if (Take("("))
        {
            PatternSyntax inner = ParsePattern();
            Expect(")", "and, or, or a closing )");
            return inner;
        }

        BinaryOperator? found = token.Kind == TokenKind.Symbol ? Operators.FindBinary(token.Text) : null;
        if (found is { } order && order.IsOrder())
        {
            _at++;
            return new RelationalPatternSyntax(order, ParseBinary(Operators.AdditiveLevel), token.Start);
        }

        return new ConstantPatternSyntax(ParseBinary(Operators.AdditiveLevel));
    }

    private bool TakeWord(string word)
    {
        bool isNext = Next.IsWord(word);
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private PatternSyntax CheckedPattern(PatternSyntax parsed) =>
        parsed.Depth <= ExpressionSyntax.DepthMax ? parsed : throw TooDeep(parsed.Start);
}
