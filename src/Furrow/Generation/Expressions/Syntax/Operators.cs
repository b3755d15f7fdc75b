namespace Furrow.Generation.Expressions.Syntax;

/// <summary>What stands before its operand.</summary>
public enum UnaryOperator
{
    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>!</c></summary>
    Not,
}

/// <summary>What stands between two operands.</summary>
public enum BinaryOperator
{
    /// <summary><c>??</c></summary>
    Coalesce,

    /// <summary><c>||</c></summary>
    Or,

    /// <summary><c>&amp;&amp;</c></summary>
    And,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>%</c></summary>
    Remainder,
}

/// <summary>How operators are written, and how strongly they bind: as C#'s do.</summary>
public static class Operators
{
    internal const int CoalesceLevel = 1;
    internal const int RelationalLevel = 5;
    internal const int AdditiveLevel = 6;
    internal const int UnaryLevel = 8;

    private static readonly (string Symbol, int Level)[] Binary =
    [
        ("??", CoalesceLevel), ("||", 2), ("&&", 3), ("==", 4), ("!=", 4), ("<", RelationalLevel),
        ("<=", RelationalLevel), (">", RelationalLevel), (">=", RelationalLevel), ("+", AdditiveLevel),
        ("-", AdditiveLevel), ("*", 7), ("/", 7), ("%", 7),
    ];

    private static readonly string[] Unary = ["-", "+", "!"];

    /// <summary>How it is written.</summary>
    public static string Symbol(this BinaryOperator binary) => Binary[(int)binary].Symbol;

    /// <summary>How it is written.</summary>
    public static string Symbol(this UnaryOperator unary) => Unary[(int)unary];

    internal static int Level(this BinaryOperator binary) => Binary[(int)binary].Level;

    internal static bool IsOrder(this BinaryOperator binary) => binary.Level() == RelationalLevel;

    internal static BinaryOperator? FindBinary(string symbol)
    {
        int index = Array.FindIndex(Binary, binary => binary.Symbol == symbol);
        return index < 0 ? null : (BinaryOperator)index;
    }

    internal static UnaryOperator? FindUnary(string symbol)
    {
        int index = Array.IndexOf(Unary, symbol);
        return index < 0 ? null : (UnaryOperator)index;
    }
}
