using Furrow.Data.Cells;

namespace Furrow.Generation.Programs;

/// <summary>
/// For each row of a table, the sum over the rows of another that lead to it: of a value, or of ones, which counts
/// them. Sums are exact decimals, added in the order of the rows.
/// </summary>
public sealed class ChildSums : PlannedWork
{
    private readonly TableProgram _table;
    private readonly TableProgram _children;
    private readonly int? _pick;
    private readonly int? _condition;
    private readonly int? _value;
    private decimal[] _sums = [];

    /// <summary>Creates them.</summary>
    /// <param name="table">The table that the sums are for.</param>
    /// <param name="children">The table that is added up.</param>
    /// <param name="pick">Its slot of the other's row numbers; null where it is the children's parent.</param>
    /// <param name="condition">Its slot of truth values that says which rows count; null for all.</param>
    /// <param name="value">Its slot of decimals to add up; null to count.</param>
    public ChildSums(TableProgram table, TableProgram children, int? pick, int? condition, int? value)
    {
        (_table, _children, _pick, _condition, _value) = (table, children, pick, condition, value);
        Dependencies =
        [
            new Dependency.Rows(table),
            new Dependency.Rows(children),
            .. new[] { pick, condition, value }.OfType<int>().Select(slot => new Dependency.Cells(children, slot)),
        ];
    }

    /// <inheritdoc />
    public override string Description => $"sums over {_children.Name} for {_table.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => 16L * _sums.Length;

    /// <summary>The sum for a row, by its number.</summary>
    public decimal this[long number] => _sums[number - _table.Space.First];

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        decimal[] sums = new decimal[_table.Space.Count];
        long first = _table.Space.First;
        _children.Scan(
            batch =>
            {
                CellVector? picked = _pick is { } pick ? _children.Compute(batch, pick) : null;
                CellVector? counts = _condition is { } condition ? _children.Compute(batch, condition) : null;
                CellVector? value = _value is { } slot ? _children.Compute(batch, slot) : null;
                for (int row = 0; row < batch.Count; row++)
                {
                    bool isLeftOut = picked?.IsNull(row) == true || value?.IsNull(row) == true
                        || (counts is FixedVector<bool> holds && (holds.IsNull(row) || !holds.Values[row]));
                    if (!isLeftOut)
                    {
                        long number = picked is FixedVector<long> numbers ? numbers.Values[row] : batch.Parents[row];
                        sums[number - first] += value is FixedVector<decimal> added ? added.Values[row] : 1;
                    }
                }
            },
            cancellationToken);
        _sums = sums;
    }
}
