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
        CellBatch batch = new(_columns.Count);
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
            CellVector[] rows = [.. Enumerable.Range(first, count)
                .Select(row => new Scalar(type.Kind, values[row]).ToVector())];
            cells.Reset(count);
            Join(cells, rows);
            batch.Set(slot, cells);
        }
    }

    private static void Join(CellVector target, CellVector[] rows)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            switch (target)
            {
                case FixedVector<bool> values:
                    values.Values[row] = ((FixedVector<bool>)rows[row]).Values[0];
                    break;
                case FixedVector<long> values:
                    values.Values[row] = ((FixedVector<long>)rows[row]).Values[0];
                    break;
                case FixedVector<decimal> values:
                    values.Values[row] = ((FixedVector<decimal>)rows[row]).Values[0];
                    break;
                case FixedVector<double> values:
                    values.Values[row] = ((FixedVector<double>)rows[row]).Values[0];
                    break;
                case FixedVector<int> values:
                    values.Values[row] = ((FixedVector<int>)rows[row]).Values[0];
                    break;
                case BytesVector values:
                    values.Append(((BytesVector)rows[row])[0]);
                    break;
                default:
                    throw new InvalidOperationException($"{target.Kind} is not in these tests");
            }

            if (rows[row].IsNull(0))
            {
                target.SetNull(row);
            }
        }
    }
}
