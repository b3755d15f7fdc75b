using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Functions;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Generation.Keys;

namespace Furrow.Generation.Expressions.Kernels;

/// <summary>
/// Makes kernels of a bound expression once its arguments are known. What then depends on no row is computed here,
/// once, unless it fails: then it fails for the first row that needs it.
/// </summary>
internal sealed class KernelCompiler(
    ExpressionText source, CellKey key, Func<ArgumentSymbol, Scalar>? arguments)
{
    private static readonly CellType Truth = new(CellKind.Boolean);

    private CellBatch? _single;

    /// <summary>The value of what depends on no row and no argument; null for anything else.</summary>
    public static ConstantNode? ConstantOf(ExpressionText source, BoundNode node)
    {
        if (node is ConstantNode known)
        {
            return known;
        }

        bool isConstant = node.All.All(part => part is not (CellNode or RowNode or ArgumentNode or DrawNode));
        return isConstant && new KernelCompiler(source, default, null).Compile(node) is ConstantKernel kernel
            ? new ConstantNode(node.Type, kernel.Value.Value, node.Start, node.End)
            : null;
    }

    /// <summary>The kernel of an expression.</summary>
    public Kernel Compile(BoundNode node)
    {
        switch (node)
        {
            case ConstantNode constant:
                return new ConstantKernel(node.Type, new Scalar(node.Type.Kind, constant.Value).ToVector());
            case ArgumentNode argument:
                return new ConstantKernel(node.Type, ValueOf(argument.Symbol).ToVector());
            case CellNode cell:
                return new CellKernel(node.Type, cell.Slot);
            case RowNode row:
                return new RowKernel(node.Type, row.Part);
            case PatternNode pattern:
                return CompilePattern(pattern);
        }

        Kernel[] operands = [.. node.Operands.Select(Compile)];
        Kernel kernel = Create(node, operands);
        return node is not DrawNode && Array.TrueForAll(operands, operand => operand.IsConstant)
            ? Fold(kernel)
            : kernel;
    }

    private Kernel Create(BoundNode node, Kernel[] operands)
    {
        Fault fault = new(source, node.Start, node.End, node.Type.Kind);
        return node switch
        {
            StepNode step => step.Step.Create(node.Type, operands, fault),
            ConcatenationNode => new ConcatenationKernel(node.Type, operands),
            ConditionalNode => operands[0] is ConstantKernel { Value.Value: var value }
                ? operands[value is true ? 1 : 2]
                : new ConditionalKernel(node.Type, operands[0], operands[1], operands[2]),
            CoalesceNode => new CoalesceKernel(node.Type, operands[0], operands[1]),
            LogicalNode logical => new LogicalKernel(node.Type, logical.IsOr, operands[0], operands[1]),
            NullTestNode test => new NullTestKernel(node.Type, operands[0], test.IsNegated),
            DrawNode draw => CreateDraw(draw, operands, fault),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no kernel"),
        };
    }

    private Kernel CreateDraw(DrawNode draw, Kernel[] operands, Fault fault)
    {
        CellKey own = key.Fold((ulong)draw.Ordinal);
        CellType type = draw.Type;
        return (draw.Draw, type.Kind) switch
        {
            (DrawKind.Chance, _) => new ChanceKernel(type, operands[0], own, fault),
            (DrawKind.Choose, _) => new ChooseKernel(type, operands, own),
            (_, CellKind.Decimal) => new UniformKernel<UniformDecimal, decimal>(
                type, operands[0], operands[1], own, fault),
            (_, CellKind.Float) => new UniformKernel<UniformFloat, double>(
                type, operands[0], operands[1], own, fault),
            (_, CellKind.Date) => new UniformKernel<UniformDate, int>(type, operands[0], operands[1], own, fault),
            _ => new UniformKernel<UniformInteger, long>(type, operands[0], operands[1], own, fault),
        };
    }

    private Kernel CompilePattern(PatternNode node)
    {
        Kernel operand = Compile(node.Operand);
        Kernel Test(Kernel tested) => CompileTest(node.Pattern, tested, node);
        return operand switch
        {
            ConstantKernel => Fold(Test(operand)),
            CellKernel { } => Test(operand),
            _ => new PatternKernel(node.Type, operand, Test),
        };
    }

    // Tests cannot fail, so both sides of and and or are computed for all rows.
    private Kernel CompileTest(BoundPattern pattern, Kernel operand, PatternNode node)
    {
        Fault fault = new(source, node.Start, node.End, CellKind.Boolean);
        switch (pattern)
        {
            case NullPattern:
                return new NullTestKernel(Truth, operand, isNegated: false);
            case ComparisonPattern comparison:
                return comparison.Step.Create(Truth, [operand, Compile(comparison.Value)], fault);
            case NotPattern not:
                return new UnaryKernel<NotStep, bool, bool>(Truth, CompileTest(not.Pattern, operand, node), fault);
            case JoinedPattern joined:
                Kernel left = CompileTest(joined.Left, operand, node);
                Kernel right = CompileTest(joined.Right, operand, node);
                return joined.IsOr
                    ? new BinaryKernel<OrStep, bool, bool, bool>(Truth, left, right, fault)
                    : new BinaryKernel<AndStep, bool, bool, bool>(Truth, left, right, fault);
            default:
                throw new InvalidOperationException($"{pattern.GetType().Name} has no kernel");
        }
    }

    private Scalar ValueOf(ArgumentSymbol symbol)
    {
        Scalar value = arguments?.Invoke(symbol)
            ?? throw new InvalidOperationException($"no value was given for {symbol.Name}");
        bool fits = value.Kind == symbol.Type.Kind && (value.Value is not null || symbol.Type.IsNullable);
        return fits ? value : throw new InvalidOperationException($"{symbol.Name} was given what is not of its type");
    }

    private Kernel Fold(Kernel kernel)
    {
        if (kernel.IsConstant)
        {
            return kernel;
        }

        if (_single is null)
        {
            _single = new CellBatch(0);
            _single.Reset(1);
        }

        CellVector value = kernel.Type.CreateVector();
        value.Reset(1);
        try
        {
            kernel.Fill(new Frame(_single), value);
            return new ConstantKernel(kernel.Type, value);
        }
        catch (FurrowException)
        {
            // It may stand where no row ever needs it.
            return kernel;
        }
    }
}
