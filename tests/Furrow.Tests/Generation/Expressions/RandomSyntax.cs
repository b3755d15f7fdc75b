using Furrow.Data.Cells;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>Writes random expressions: of known types over known columns, or anything the grammar allows.</summary>
internal sealed class RandomSyntax(Random random, params CellKind[] kinds)
{
    private static readonly string[] Binary =
        ["??", "||", "&&", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%"];

    private static readonly string[] Integers = ["0", "1", "2", "7", "-3", "9223372036854775807", "i", "ni", "row"];
    private static readonly string[] Decimals = ["0.5", "2.50", "-1.25", "d", "nd"];
    private static readonly string[] Floats = ["0.5d", "1e2", "-3d", "f"];
    private static readonly string[] Booleans = ["true", "false", "b", "nb ?? false", "i > 1"];
    private static readonly string[] Texts = ["\"\"", "\"a\"", "\"É b\"", "t", "nt"];
    private static readonly string[] Dates = ["date(\"2026-01-31\")", "date(\"1969-12-31\")", "day"];

    /// <summary>An expression of the grammar, of no particular type; comparisons stay out of argument lists.</summary>
    public string Any(int depth)
    {
        if (depth == 0)
        {
            return Pick(random, ["a", "b.c", "1", "2.5m", "1e3", "\"x\"", "true", "null", "0x1F"]);
        }

        return random.Next(10) switch
        {
            < 5 => $"{Any(depth - 1)} {Pick(random, Binary)} {Any(depth - 1)}",
            5 => $"({Any(depth - 1)})",
            6 => Pick(random, ["-", "!", "+"]) + $" {Any(depth - 1)}",
            7 => $"{Any(depth - 1)} ? {Any(depth - 1)} : {Any(depth - 1)}",
            8 => $"f(({Any(depth - 1)}), ({Any(depth - 1)}))",
            _ => $"({Any(depth - 1)}) is {Pattern(2)}",
        };
    }

    public string Of(CellKind kind, int depth) => depth == 0 ? Leaf(kind) : random.Next(6) switch
    {
        0 => $"({Of(CellKind.Boolean, depth - 1)} ? {Of(kind, depth - 1)} : {Of(kind, depth - 1)})",
        1 => $"({Of(kind, depth - 1)} ?? {Of(kind, depth - 1)})",
        2 => Leaf(kind),
        _ => Inner(kind, depth - 1),
    };

    private string Inner(CellKind kind, int depth) => kind switch
    {
        CellKind.Integer => random.Next(8) switch
        {
            0 => $"length({Of(CellKind.Text, depth)})",
            1 => $"-({Of(CellKind.Integer, depth)})",
            2 when kinds.Contains(CellKind.Date) => $"({Of(CellKind.Date, depth)} - {Of(CellKind.Date, depth)})",
            3 => $"max({Of(CellKind.Integer, depth)}, {Of(CellKind.Integer, depth)})",
            _ => Arithmetic(CellKind.Integer, CellKind.Integer, depth),
        },
        CellKind.Decimal => random.Next(2) == 0
            ? Arithmetic(CellKind.Decimal, CellKind.Integer, depth)
            : Arithmetic(CellKind.Decimal, CellKind.Decimal, depth),
        CellKind.Float => Arithmetic(
            CellKind.Float, Pick(random, [CellKind.Integer, CellKind.Decimal, CellKind.Float]), depth),
        CellKind.Boolean => Truth(depth),
        CellKind.Text => random.Next(4) switch
        {
            0 => $"upper({Of(CellKind.Text, depth)})",
            1 => $"substring({Of(CellKind.Text, depth)}, {Of(CellKind.Integer, depth)}, 2)",
            2 => $"({Of(CellKind.Text, depth)} + {Of(Any(), depth)})",
            _ => $"({Of(Any(), depth)} + {Of(CellKind.Text, depth)} + {Of(Any(), depth)})",
        },
        _ => $"({Of(CellKind.Date, depth)} {Pick(random, ["+", "-"])} {Pick(random, ["1", "row", "i", "30"])})",
    };

    private string Truth(int depth)
    {
        CellKind kind = Any();
        return random.Next(6) switch
        {
            0 => $"({Of(CellKind.Boolean, depth)} && {Of(CellKind.Boolean, depth)})",
            1 => $"({Of(CellKind.Boolean, depth)} || {Of(CellKind.Boolean, depth)})",
            2 => $"!({Of(CellKind.Boolean, depth)})",
            3 => $"({Of(CellKind.Integer, depth)} is {Pattern(2)})",
            4 => $"({Of(kind, depth)} {Pick(random, ["==", "!="])} {Of(kind, depth)})",
            _ when kind == CellKind.Boolean => $"({Of(kind, depth)} != {Of(kind, depth)})",
            _ => $"({Of(kind, depth)} {Pick(random, ["<", "<=", ">", ">="])} {Of(kind, depth)})",
        };
    }

    private string Arithmetic(CellKind left, CellKind right, int depth) =>
        $"({Of(left, depth)} {Pick(random, ["+", "-", "*", "/", "%"])} {Of(right, depth)})";

    private string Pattern(int depth) => depth == 0
        // No minus: behind a closing parenthesis and "and" C# takes it for a subtraction.
        ? Pick(random, ["1", "2", "> 0", "<= 2", "null", "0 + 1"])
        : random.Next(4) switch
        {
            0 => $"not {Pattern(depth - 1)}",
            1 => $"({Pattern(depth - 1)} or {Pattern(depth - 1)}) and {Pattern(depth - 1)}",
            2 => $"{Pattern(depth - 1)} or {Pattern(depth - 1)} and {Pattern(depth - 1)}",
            _ => Pattern(0),
        };

    private CellKind Any() => Pick(random, kinds);

    // What may be NULL as a condition is made one that may not.
    private string Leaf(CellKind kind) => kind switch
    {
        CellKind.Integer => Pick(random, Integers),
        CellKind.Decimal => Pick(random, Decimals),
        CellKind.Float => Pick(random, Floats),
        CellKind.Boolean => $"({Pick(random, Booleans)})",
        CellKind.Text => Pick(random, Texts),
        _ => Pick(random, Dates),
    };

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];
}
