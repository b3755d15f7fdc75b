using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Tests.Generation.Expressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using CSharp = Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Scripting.Tests;

/// <summary>Expressions of scenarios are C#'s: its compiler reads them alike, and they yield the same.</summary>
public sealed class ExpressionSyntaxTests
{
    private const string Names = """
        public static class Names
        {
            public static long i = 3, row = 4;
            public static long? ni;
            public static decimal d = -1.25m;
            public static decimal? nd = 0.30m;
            public static double f = 0.75;
            public static bool b = true;
            public static bool? nb;
            public static string t = "É b";
            public static string? nt = null;

            public static long? length(string? x) => x?.Length;
            public static string? upper(string? x) => x?.ToUpperInvariant();
            public static long? max(long? x, long? y) => x > y ? x : y is null ? null : x is null ? null : y;

            public static string? substring(string? x, long? from, long n)
            {
                if (x is null || from is null) return null;
                int start = (int)System.Math.Clamp(from.Value, 0, x.Length);
                return x.Substring(start, (int)System.Math.Min(n, x.Length - start));
            }
        }
        """;

    [Fact]
    public void The_compiler_reads_the_same_tree()
    {
        int compared = 0;
        for (int seed = 0; seed < 4000; seed++)
        {
            Random random = new(seed);
            string text = new RandomSyntax(random).Any(random.Next(1, 6));
            CSharp.ExpressionSyntax theirs = SyntaxFactory.ParseExpression(text);
            if (theirs.DescendantNodesAndSelf().OfType<CSharp.GenericNameSyntax>().Any())
            {
                // a < b > (c) is a generic call to C#, which has types to call.
                continue;
            }

            Assert.True(!theirs.ContainsDiagnostics, text);
            Assert.Equal(Shape(theirs), Shape(Parse(text)));
            compared++;
        }

        Assert.True(compared > 3000, $"{compared} were compared");
    }

    [Fact]
    public void What_the_compiler_makes_of_it_has_the_same_value()
    {
        CellKind[] kinds = [CellKind.Integer, CellKind.Decimal, CellKind.Float, CellKind.Boolean, CellKind.Text];
        List<string> texts = [.. Enumerable.Range(0, 1500).Select(seed =>
        {
            Random random = new(seed);
            return new RandomSyntax(random, kinds).Of(kinds[seed % kinds.Length], random.Next(1, 4));
        })];
        Dictionary<string, Func<object?>> compiled = Compile([.. texts.Distinct(StringComparer.Ordinal)]);
        int values = 0;
        int faults = 0;
        foreach ((string text, Func<object?> compute) in compiled)
        {
            string expected = Try(compute);
            string found = Try(() => Ours(text));

            // C# writes True, expressions write true.
            Assert.True(
                string.Equals(expected, found, StringComparison.OrdinalIgnoreCase), $"{text}: {expected}, {found}");
            values += expected == "fault" ? 0 : 1;
            faults += expected == "fault" ? 1 : 0;
        }

        Assert.True(values > 300 && faults > 5, $"{values} had values and {faults} had none");
    }

    private static ExpressionSyntax Parse(string text)
    {
        List<FurrowException> problems = [];
        ExpressionSyntax? parsed = ExpressionParser.Parse(new ExpressionText(text), problems);
        Assert.True(parsed is not null, text);
        return parsed;
    }

    private static object? Ours(string text)
    {
        List<FurrowException> problems = [];
        BoundExpression? bound = BoundExpression.Bind(
            new ExpressionText(text), Parse(text), new FieldScope(), expected: null, problems);
        Assert.True(bound is not null, $"{text}: {problems.FirstOrDefault()?.Message}");
        return bound.Evaluate(symbol => FieldScope.Values[symbol.Name]).Value;
    }

    private static string Try(Func<object?> compute)
    {
        try
        {
            return compute() switch
            {
                null => "null",
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                var other => other.ToString()!,
            };
        }
        catch (ArithmeticException)
        {
            return "fault";
        }
        catch (FurrowException)
        {
            return "fault";
        }
    }

    /// <summary>Those that C# takes too: it adds no decimal to a double, and wants ?? to have a reason.</summary>
    private static Dictionary<string, Func<object?>> Compile(List<string> texts)
    {
        Literals literals = new();
        string Class(int index) => $"public static class C{index} {{ public static object? M() => "
            + literals.Visit(SyntaxFactory.ParseExpression(texts[index])).ToFullString() + "; }";
        SyntaxTree names = CSharpSyntaxTree.ParseText("#nullable enable\n" + Names);
        List<SyntaxTree> trees = [.. Enumerable.Range(0, texts.Count).Select(index =>
            CSharpSyntaxTree.ParseText("#nullable enable\nusing static Names;\n" + Class(index)))];
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "expressions",
            [names, .. trees],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true));
        HashSet<SyntaxTree?> refused = [.. compilation.GetDiagnostics()
            .Where(problem => problem.Severity == DiagnosticSeverity.Error)
            .Select(problem => problem.Location.SourceTree)];
        Assert.DoesNotContain(names, refused);
        using MemoryStream assembly = new();
        Assert.True(compilation.RemoveSyntaxTrees(refused!).Emit(assembly).Success);
        System.Reflection.Assembly loaded = System.Reflection.Assembly.Load(assembly.ToArray());
        return Enumerable.Range(0, texts.Count).Where(index => !refused.Contains(trees[index])).ToDictionary(
            index => texts[index],
            index => loaded.GetType($"C{index}")!.GetMethod("M")!.CreateDelegate<Func<object?>>());
    }

    private static string Shape(ExpressionSyntax syntax) => syntax switch
    {
        LiteralSyntax literal => Convert.ToString(literal.Value ?? "null", null)!,
        NameSyntax name => name.Path,
        UnarySyntax unary => $"({unary.Operator.Symbol()} {Shape(unary.Operand)})",
        BinarySyntax binary => $"({Shape(binary.Left)} {binary.Operator.Symbol()} {Shape(binary.Right)})",
        ConditionalSyntax choice =>
            $"({Shape(choice.Condition)} ? {Shape(choice.Then)} : {Shape(choice.Otherwise)})",
        IsSyntax test => $"({Shape(test.Operand)} is {Shape(test.Pattern)})",
        CallSyntax call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Shape))})",
        _ => throw new InvalidOperationException(),
    };

    private static string Shape(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => Shape(constant.Value),
        RelationalPatternSyntax order => $"({order.Operator.Symbol()} {Shape(order.Value)})",
        NotPatternSyntax not => $"(not {Shape(not.Pattern)})",
        JoinedPatternSyntax joined => $"({Shape(joined.Left)} {(joined.IsOr ? "or" : "and")} {Shape(joined.Right)})",
        _ => throw new InvalidOperationException(),
    };

    private static string Shape(SyntaxNode node) => node switch
    {
        CSharp.ParenthesizedExpressionSyntax inner => Shape(inner.Expression),
        CSharp.ParenthesizedPatternSyntax inner => Shape(inner.Pattern),
        CSharp.LiteralExpressionSyntax literal => Convert.ToString(literal.Token.Value ?? "null", null)!,
        CSharp.IdentifierNameSyntax name => name.Identifier.Text,
        CSharp.MemberAccessExpressionSyntax member => $"{Shape(member.Expression)}.{member.Name.Identifier.Text}",
        CSharp.PrefixUnaryExpressionSyntax unary => $"({unary.OperatorToken.Text} {Shape(unary.Operand)})",
        CSharp.BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test =>
            $"({Shape(test.Left)} is {Shape(test.Right)})",
        CSharp.BinaryExpressionSyntax binary =>
            $"({Shape(binary.Left)} {binary.OperatorToken.Text} {Shape(binary.Right)})",
        CSharp.ConditionalExpressionSyntax choice =>
            $"({Shape(choice.Condition)} ? {Shape(choice.WhenTrue)} : {Shape(choice.WhenFalse)})",
        CSharp.IsPatternExpressionSyntax test => $"({Shape(test.Expression)} is {Shape(test.Pattern)})",
        CSharp.InvocationExpressionSyntax call =>
            $"{Shape(call.Expression)}({Shape(call.ArgumentList)})",
        CSharp.ArgumentListSyntax list =>
            string.Join(", ", list.Arguments.Select(argument => Shape(argument.Expression))),
        CSharp.ConstantPatternSyntax constant => Shape(constant.Expression),
        CSharp.RelationalPatternSyntax order => $"({order.OperatorToken.Text} {Shape(order.Expression)})",
        CSharp.UnaryPatternSyntax not => $"(not {Shape(not.Pattern)})",
        CSharp.BinaryPatternSyntax joined =>
            $"({Shape(joined.Left)} {joined.OperatorToken.Text} {Shape(joined.Right)})",
        _ => throw new InvalidOperationException($"{node.Kind()}: {node}"),
    };

    /// <summary>Integers have 64 bits here, and what has a point is exact.</summary>
    private sealed class Literals : CSharpSyntaxRewriter
    {
        public override SyntaxToken VisitToken(SyntaxToken token) => token.Value switch
        {
            int number => SyntaxFactory.Literal(
                token.LeadingTrivia, token.Text + "L", (long)number, token.TrailingTrivia),
            double number when token.Text.All(c => char.IsAsciiDigit(c) || c == '.') => SyntaxFactory.Literal(
                token.LeadingTrivia, token.Text + "m", (decimal)number, token.TrailingTrivia),
            _ => base.VisitToken(token),
        };
    }

    private sealed class FieldScope : IExpressionScope
    {
        public static readonly Dictionary<string, Scalar> Values = new(StringComparer.Ordinal)
        {
            ["i"] = new Scalar(CellKind.Integer, 3L),
            ["row"] = new Scalar(CellKind.Integer, 4L),
            ["ni"] = new Scalar(CellKind.Integer, null),
            ["d"] = new Scalar(CellKind.Decimal, -1.25m),
            ["nd"] = new Scalar(CellKind.Decimal, 0.30m),
            ["f"] = new Scalar(CellKind.Float, 0.75),
            ["b"] = new Scalar(CellKind.Boolean, true),
            ["nb"] = new Scalar(CellKind.Boolean, null),
            ["t"] = new Scalar(CellKind.Text, "É b"),
            ["nt"] = new Scalar(CellKind.Text, null),
        };

        public IEnumerable<string> Names => Values.Keys;

        public ExpressionSymbol? Resolve(string path) => Values.TryGetValue(path, out Scalar? value)
            ? new ArgumentSymbol(path, new CellType(value.Kind, path[0] == 'n'))
            : null;

        public ExpressionSymbol? Count(CallSyntax call, ExpressionText source, ICollection<FurrowException> problems) =>
            null;
    }
}
