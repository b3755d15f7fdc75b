using System.Collections.Immutable;

namespace Furrow.Scenarios.Checks;

/// <summary>How two operands are compared.</summary>
internal enum CheckComparison
{
    /// <summary><c>=</c>.</summary>
    Equal,

    /// <summary><c>&lt;&gt;</c>.</summary>
    NotEqual,

    /// <summary><c>&lt;</c>.</summary>
    Less,

    /// <summary><c>&lt;=</c>.</summary>
    LessOrEqual,

    /// <summary><c>&gt;</c>.</summary>
    Greater,

    /// <summary><c>&gt;=</c>.</summary>
    GreaterOrEqual,
}

/// <summary>
/// What a check constraint says, as far as it can be judged without the database. Operands are <see cref="Column"/>,
/// <see cref="Length"/> and <see cref="Constant"/>; what cannot be judged is <see cref="Unknown"/>,
/// operand or condition.
/// </summary>
internal abstract record CheckNode
{
    private CheckNode()
    {
    }

    /// <summary>Whether it is a value that can be compared.</summary>
    public bool IsOperand => this is Column or Length or Constant;

    /// <summary>The conditions that all have to hold.</summary>
    public IEnumerable<CheckNode> Parts => this is All all ? all.Left.Parts.Concat(all.Right.Parts) : [this];

    /// <summary>A column's value; <paramref name="Cast"/> names the type it is cast to, or is null.</summary>
    public sealed record Column(string Name, string? Cast = null) : CheckNode;

    /// <summary>The number of characters, or bytes, of a column's value.</summary>
    public sealed record Length(Column Of) : CheckNode;

    /// <summary>A <see cref="string"/>, <see cref="decimal"/> or <see cref="bool"/>.</summary>
    public sealed record Constant(object Value) : CheckNode;

    /// <summary>What only the database can tell.</summary>
    public sealed record Unknown : CheckNode;

    /// <summary>Both hold.</summary>
    public sealed record All(CheckNode Left, CheckNode Right) : CheckNode;

    /// <summary>One of both holds.</summary>
    public sealed record Any(CheckNode Left, CheckNode Right) : CheckNode;

    /// <summary>It does not hold.</summary>
    public sealed record Not(CheckNode Inner) : CheckNode;

    /// <summary>Two operands compared.</summary>
    public sealed record Compare(CheckNode Left, CheckComparison Comparison, CheckNode Right) : CheckNode;

    /// <summary>An operand is one of several constants.</summary>
    public sealed record OneOf(CheckNode Operand, ImmutableArray<Constant> Values) : CheckNode;

    /// <summary>An operand is NULL.</summary>
    public sealed record IsNull(CheckNode Operand) : CheckNode;
}
