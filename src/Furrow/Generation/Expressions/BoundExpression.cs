using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Kernels;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Expressions;

/// <summary>
/// An expression that has been understood: names are known and types fit. It is the same whatever the values of its
/// arguments. Immutable.
/// </summary>
public sealed class BoundExpression
{
    private readonly ExpressionText _source;

    private BoundExpression(ExpressionText source, BoundNode root)
    {
        _source = source;
        Root = root;
        BoundNode[] all = [.. root.All];
        Reads = [.. all.OfType<CellNode>().Select(cell => cell.Slot).Distinct().Order()];
        Arguments = [.. all.OfType<ArgumentNode>().Select(argument => argument.Symbol).Distinct()];
        IsRowBound = all.Any(node => node is CellNode or RowNode or DrawNode);
    }

    /// <summary>What its values are.</summary>
    public CellType Type => Root.Type;

    /// <summary>The slots that it reads, ascending.</summary>
    public ImmutableArray<int> Reads { get; }

    /// <summary>The arguments that it needs.</summary>
    public ImmutableArray<ArgumentSymbol> Arguments { get; }

    /// <summary>Whether it may differ from row to row: it reads cells or the row's number, or draws.</summary>
    public bool IsRowBound { get; }

    internal BoundNode Root { get; }

    /// <summary>Finds out what an expression means.</summary>
    /// <param name="source">The text that it stands in.</param>
    /// <param name="syntax">The expression, read from that text.</param>
    /// <param name="scope">What names mean.</param>
    /// <param name="expected">What it has to yield; null for whatever it is.</param>
    /// <param name="problems">Where problems are added, with code <c>scenario.invalid</c>.</param>
    /// <returns>The expression, or null after problems were added.</returns>
    public static BoundExpression? Bind(
        ExpressionText source,
        ExpressionSyntax syntax,
        IExpressionScope scope,
        CellType? expected,
        ICollection<FurrowException> problems)
    {
        if (new Binder(source, scope, problems).Bind(syntax) is not { } root)
        {
            return null;
        }

        if (expected is null)
        {
            return new BoundExpression(source, Typed(root));
        }

        if (Misfit(root, expected) is { } misfit)
        {
            problems.Add(source.Problem(syntax.Start, misfit.Message, misfit.Hint));
            return null;
        }

        return new BoundExpression(source, Overloads.Convert(root, expected.Kind));
    }

    /// <summary>What computes it for the rows of batches.</summary>
    /// <param name="key">The key that its draws are made with; its own, so that no other's are the same.</param>
    /// <param name="arguments">The values of <see cref="Arguments"/>; asked for when the first row is computed.</param>
    public ExpressionGenerator ToGenerator(CellKey key, Func<ArgumentSymbol, Scalar> arguments) =>
        new(this, key, arguments);

    /// <summary>Its value, where it depends on no row.</summary>
    /// <exception cref="InvalidOperationException">It does: see <see cref="IsRowBound"/>.</exception>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: its arithmetic fails.</exception>
    public Scalar Evaluate(Func<ArgumentSymbol, Scalar> arguments)
    {
        if (IsRowBound)
        {
            throw new InvalidOperationException("an expression that depends on rows has no value without one");
        }

        CellBatch batch = new(0);
        batch.Reset(1);
        CellVector value = Type.CreateVector();
        value.Reset(1);
        Compile(default, arguments).Fill(new Frame(batch), value);
        return Scalar.Of(value);
    }

    internal Kernel Compile(CellKey key, Func<ArgumentSymbol, Scalar> arguments) =>
        new KernelCompiler(_source, key, arguments).Compile(Root);

    private static BoundNode Typed(BoundNode root) =>
        root is ConstantNode { IsUntyped: true } ? Overloads.Convert(root, CellKind.Text) : root;

    private static (string Message, string? Hint)? Misfit(BoundNode root, CellType expected)
    {
        bool isNull = root is ConstantNode { IsUntyped: true };
        if (root.Type.IsNullable && !expected.IsNullable)
        {
            return ($"Expected {KindText.Of(expected)}, but this may be NULL.", isNull
                ? null
                : "Say what stands there instead: … ?? default.");
        }

        if (!Overloads.CanConvert(root, expected.Kind))
        {
            string? function = Conversions.Explicit(root.Type.Kind, expected.Kind);
            return (
                $"Expected {KindText.Of(expected)}, but this is {KindText.Of(root.Type.Kind)}.",
                function is null ? null : $"Convert it: {function}.");
        }

        return expected.Kind == CellKind.List && root.Type.Item != expected.Item
            ? ("This is a list of other values than are expected.", null)
            : null;
    }
}
