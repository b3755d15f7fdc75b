using System.Text;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Expressions;
using Furrow.Generation.Expressions.Binding;
using Furrow.Generation.Expressions.Syntax;
using Furrow.Generation.Keys;

namespace Furrow.Tests.Generation.Expressions;

/// <summary>Columns with values and arguments with values, for expressions to read.</summary>
internal sealed class NamedCells : IExpressionScope
{
    private readonly Dictionary<string, ExpressionSymbol> _symbols = [];
    private readonly List<(CellType Type, object?[] Values)> _columns = [];
    private readonly Dictionary<string, Scalar> _arguments = [];
    private CellBatch? _batch;

    public IEnumerable<string> Names => _symbols.Keys;

    public void Column(string name, CellType type, params object?[] values)
    {
        _symbols.Add(name, new CellSymbol(_columns.Count, type));
        _columns.Add((type, values));
    }

    public void Argument(string name, CellType type, object? value)
    {
        _symbols[name] = new ArgumentSymbol(name, type);
        _arguments[name] = new Scalar(type.Kind, value);
    }

    public void Row() => _symbols.Add("row", new RowSymbol(RowPart.Number));

    public void Unusable(string name, string reason, string? hint) =>
        _symbols.Add(name, new UnusableSymbol(reason, hint));

    public ExpressionSymbol? Resolve(string path) => _symbols.GetValueOrDefault(path);

    public ExpressionSymbol? Count(CallSyntax call, ExpressionText source, ICollection<FurrowException> problems)
    {
        if (call.Arguments is [NameSyntax { Path: "users" }, ..])
        {
            return new ArgumentSymbol($"count {call.Arguments.Length}", new CellType(CellKind.Integer));
        }

        problems.Add(new FurrowException(ErrorCode.ScenarioInvalid, "There is no such table."));
        return null;
    }

    public Scalar ValueOf(ArgumentSymbol symbol) => symbol.Name.StartsWith("count", StringComparison.Ordinal)
        ? new Scalar(CellKind.Integer, 7L)
        : _arguments[symbol.Name];

    public object? Value(string name, int row) => _symbols[name] switch
    {
        CellSymbol cell => _columns[cell.Slot].Values[row],
        RowSymbol => (long)row,
        ArgumentSymbol argument => _arguments[argument.Name].Value,
        _ => throw new InvalidOperationException(name),
    };

    /// <summary>The values of some rows, in batches of a size.</summary>
    public List<Scalar> Compute(BoundExpression bound, int first, int count, int batchSize, long randomSeed = 1)
    {
        ExpressionGenerator generator = bound.ToGenerator(CellKey.FromSeed(randomSeed), ValueOf);
        CellBatch batch = _batch ??= new CellBatch(_columns.Count);
        CellVector target = bound.Type.CreateVector();
        List<Scalar> results = [];
        for (int at = first; at < first + count; at += batchSize)
        {
            Fill(batch, at, Math.Min(batchSize, first + count - at));
            target.Reset(batch.Count);
            generator.Fill(batch, target);
            CellVector one = bound.Type.CreateVector();
            for (int row = 0; row < batch.Count; row++)
            {
                one.Gather(target, [row]);
                results.Add(Scalar.Of(one));
            }
        }

        return results;
    }

    private void Fill(CellBatch batch, int first, int count)
    {
        batch.Reset(count);
        for (int row = 0; row < count; row++)
        {
            batch.Numbers[row] = first + row;
            batch.Addresses[row] = RowAddress.OfRoot(first + row);
        }

        for (int slot = 0; slot < _columns.Count; slot++)
        {
            (CellType type, object?[] values) = _columns[slot];
            CellVector cells = type.CreateVector();
            cells.Reset(count);
            for (int row = 0; row < count; row++)
            {
                Write(cells, row, values[first + row]);
            }

            batch.Set(slot, cells);
        }
    }

    private static void Write(CellVector target, int row, object? value)
    {
        switch (target)
        {
            case FixedVector<bool> cells:
                cells.Values[row] = value is true;
                break;
            case FixedVector<long> cells:
                cells.Values[row] = (long)(value ?? long.MaxValue);
                break;
            case FixedVector<decimal> cells:
                cells.Values[row] = (decimal)(value ?? decimal.MaxValue);
                break;
            case FixedVector<double> cells:
                cells.Values[row] = (double)(value ?? double.NaN);
                break;
            case FixedVector<int> cells:
                cells.Values[row] = (int)(value ?? int.MaxValue);
                break;
            case BytesVector cells:
                cells.Append(Encoding.UTF8.GetBytes((string)(value ?? "what a NULL leaves behind")));
                break;
            default:
                throw new InvalidOperationException($"{target.Kind} is not in these tests");
        }

        if (value is null)
        {
            target.SetNull(row);
        }
    }
}
