using System.Diagnostics.CodeAnalysis;
using Furrow.Sql;

namespace Furrow.Scenarios.Checks;

/// <summary>
/// Reads the condition of a check: PostgreSQL's as <c>pg_get_expr</c> writes it, SQLite's as somebody wrote it. Total
/// and linear: what it does not know is unknown as far as the parentheses around it, all of it where there are none.
/// </summary>
internal sealed class CheckParser
{
    private const int DepthMax = 100;

    private static readonly string[] Reserved =
        ["case", "cast", "select", "exists", "array", "not", "and", "or", "in", "is", "between", "null", "row"];

    private readonly CheckTokens _tokens;
    private int _depth;

    private CheckParser(string text, SqlDialect dialect) => _tokens = new CheckTokens(text, dialect);

    /// <summary>The condition; <see cref="CheckNode.Unknown"/> where nothing can be said of it.</summary>
    public static CheckNode Parse(string text, SqlDialect dialect)
    {
        CheckParser parser = new(text, dialect);
        CheckNode? read = parser.Or();
        return read is not null && parser._tokens.IsAtEnd && Condition(read) is { } condition
            ? condition
            : new CheckNode.Unknown();
    }

    private CheckNode? Or()
    {
        CheckNode? left = And();
        while (left is not null && _tokens.TakeWord("or"))
        {
            left = Condition(left) is { } first && And() is { } next && Condition(next) is { } second
                ? new CheckNode.Any(first, second)
                : null;
        }

        return left;
    }

    private CheckNode? And()
    {
        CheckNode? left = Not();
        while (left is not null && _tokens.TakeWord("and"))
        {
            left = Condition(left) is { } first && Not() is { } next && Condition(next) is { } second
                ? new CheckNode.All(first, second)
                : null;
        }

        return left;
    }

    private CheckNode? Not()
    {
        int count = 0;
        while (_tokens.TakeWord("not"))
        {
            count++;
        }

        CheckNode? read = Comparison();
        CheckNode? condition = count == 0 || read is null ? read : Condition(read);
        return condition is null || count % 2 == 0 ? condition : Negated(condition);
    }

    private CheckNode? Comparison()
    {
        if (Primary() is not { } left)
        {
            return null;
        }

        if (_tokens.TakeWord("is"))
        {
            bool isNotNull = _tokens.TakeWord("not");
            return _tokens.TakeWord("null") ? Negated(OfOperands(new CheckNode.IsNull(left), left), isNotNull) : null;
        }

        bool isNegated = _tokens.TakeWord("not");
        if (_tokens.TakeWord("in"))
        {
            return _tokens.TakeGroup(Constants, out List<CheckNode.Constant>? values)
                ? Negated(OneOf(left, values), isNegated)
                : null;
        }

        if (_tokens.TakeWord("between"))
        {
            return Between(left) is { } between ? Negated(between, isNegated) : null;
        }

        return isNegated ? null : _tokens.TakeComparison() is { } comparison ? Compared(left, comparison) : left;
    }

    private CheckNode? Between(CheckNode left) =>
        Primary() is { } min && _tokens.TakeWord("and") && Primary() is { } max
            ? OfOperands(
                new CheckNode.All(
                    new CheckNode.Compare(left, CheckComparison.GreaterOrEqual, min),
                    new CheckNode.Compare(left, CheckComparison.LessOrEqual, max)),
                left, min, max)
            : null;

    private CheckNode? Compared(CheckNode left, CheckComparison comparison)
    {
        if (_tokens.TakeWord("any") || _tokens.TakeWord("all"))
        {
            // Any equal one is IN, all different ones are NOT IN; their other combinations nobody writes.
            return !_tokens.TakeGroup(Array, out List<CheckNode.Constant>? values) ? null
                : comparison == CheckComparison.Equal ? OneOf(left, values)
                : comparison == CheckComparison.NotEqual ? Negated(OneOf(left, values))
                : new CheckNode.Unknown();
        }

        return Primary() is { } right
            ? OfOperands(new CheckNode.Compare(left, comparison, right), left, right)
            : null;
    }

    private CheckNode? Primary()
    {
        CheckNode? node = Atom();
        while (node is not null && _tokens.TakeCast() is { } cast)
        {
            node = cast.Of(node);
        }

        return node;
    }

    private CheckNode? Atom()
    {
        if (_tokens.IsGroup)
        {
            return Group(Or, out CheckNode? inner) ? inner : null;
        }

        bool isNegative = _tokens.TakeSymbol('-');
        if (_tokens.TakeNumber() is { } number)
        {
            return new CheckNode.Constant(isNegative ? -number : number);
        }

        if (isNegative)
        {
            return null;
        }

        if (_tokens.TakeString(out string? text))
        {
            return text is null ? new CheckNode.Unknown() : new CheckNode.Constant(text);
        }

        return _tokens.TakeWord("true") ? new CheckNode.Constant(true)
            : _tokens.TakeWord("false") ? new CheckNode.Constant(false)
            : System.Array.Exists(Reserved, _tokens.TakeWord) ? null
            : _tokens.TakeName() is { } name ? Named(name)
            : null;
    }

    private CheckNode? Named(string name)
    {
        bool isQualified = false;
        while (_tokens.TakeSymbol('.'))
        {
            isQualified = true;
            if (_tokens.TakeName() is null)
            {
                return null;
            }
        }

        if (!_tokens.IsGroup)
        {
            return isQualified ? new CheckNode.Unknown() : new CheckNode.Column(name);
        }

        if (!Group(Or, out CheckNode? inner))
        {
            return null;
        }

        bool isLength = !isQualified && name.ToLowerInvariant() is "length" or "char_length" or "character_length";
        return isLength && inner is CheckNode.Column column ? new CheckNode.Length(column) : new CheckNode.Unknown();
    }

    // What cannot be read inside is unknown; deeper than anybody nests, nothing is read.
    private bool Group(Func<CheckNode?> read, [NotNullWhen(true)] out CheckNode? inner)
    {
        _depth++;
        bool isGroup = _tokens.TakeGroup(() => _depth > DepthMax ? null : read(), out CheckNode? found);
        _depth--;
        inner = isGroup ? found ?? new CheckNode.Unknown() : null;
        return isGroup;
    }

    private List<CheckNode.Constant>? Constants()
    {
        List<CheckNode.Constant> values = [];
        do
        {
            if (Primary() is not CheckNode.Constant value)
            {
                return null;
            }

            values.Add(value);
        }
        while (_tokens.TakeSymbol(','));
        return values;
    }

    // (ARRAY['a'::character varying, 'b'::character varying])::text[]
    private List<CheckNode.Constant>? Array()
    {
        List<CheckNode.Constant>? values = null;
        if (_tokens.IsGroup)
        {
            _depth++;
            _tokens.TakeGroup(() => _depth > DepthMax ? null : Array(), out values);
            _depth--;
        }
        else if (_tokens.TakeWord("array") && _tokens.TakeSymbol('['))
        {
            values = Constants();
            values = _tokens.TakeSymbol(']') ? values : null;
        }

        while (values is not null && _tokens.TakeCast() is { } cast)
        {
            CheckNode[] items = [.. values.Select((cast with { IsArray = !cast.IsArray }).Of)];
            values = System.Array.TrueForAll(items, item => item is CheckNode.Constant)
                ? [.. items.Cast<CheckNode.Constant>()] : null;
        }

        return values;
    }

    // A condition: of a column alone that it is true.
    private static CheckNode? Condition(CheckNode node) => node switch
    {
        CheckNode.Column { Cast: null } =>
            new CheckNode.Compare(node, CheckComparison.Equal, new CheckNode.Constant(true)),
        { IsOperand: true } => null,
        _ => node,
    };

    private static CheckNode OneOf(CheckNode operand, List<CheckNode.Constant>? values) =>
        values is null || !operand.IsOperand
            ? new CheckNode.Unknown()
            : new CheckNode.OneOf(operand, [.. values]);

    private static CheckNode OfOperands(CheckNode node, params ReadOnlySpan<CheckNode> operands)
    {
        foreach (CheckNode operand in operands)
        {
            if (!operand.IsOperand)
            {
                return new CheckNode.Unknown();
            }
        }

        return node;
    }

    private static CheckNode Negated(CheckNode node, bool isNegated = true) =>
        !isNegated || node is CheckNode.Unknown ? node : new CheckNode.Not(node);
}
