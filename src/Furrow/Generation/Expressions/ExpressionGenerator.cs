using Furrow.Data.Cells;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Kernels;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Expressions;

/// <summary>Computes an expression for each row.</summary>
public sealed class ExpressionGenerator : CellGenerator
{
    private readonly Lazy<Kernel> _kernel;
    private readonly BoundExpression _expression;

    internal ExpressionGenerator(BoundExpression expression, CellKey key, Func<ArgumentSymbol, Scalar> arguments)
    {
        _expression = expression;
        Reads = expression.Reads;
        _kernel = new Lazy<Kernel>(() => expression.Compile(key, arguments));
    }

    /// <inheritdoc />
    public override CellType Type => _expression.Type;

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target) => _kernel.Value.Fill(new Frame(batch), target);
}
