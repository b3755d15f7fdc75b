using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>Which rows of a table a condition holds for.</summary>
public sealed class QualifyingRows : PlannedWork
{
    private readonly TableProgram _table;
    private readonly int _condition;
    private RowSet? _rows;

    /// <summary>Creates it for a slot of truth values; NULL counts as false.</summary>
    public QualifyingRows(TableProgram table, int condition)
    {
        _table = table;
        _condition = condition;
        Dependencies = [new Dependency.Rows(table), new Dependency.Cells(table, condition)];
    }

    /// <inheritdoc />
    public override string Description => $"the rows of {_table.Name} with {_table.Slots[_condition].Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => _rows?.ByteCount ?? 0;

    /// <summary>The rows.</summary>
    public RowSet Rows => _rows ?? throw new InvalidOperationException($"{Description} are not known yet");

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        RowSet.Builder rows = RowSet.For(_table.Space.First, _table.Space.Count);
        _table.Scan(
            batch =>
            {
                CellVector holds = _table.Compute(batch, _condition);
                ReadOnlySpan<bool> values = ((FixedVector<bool>)holds).Values;
                ReadOnlySpan<long> numbers = batch.Numbers;
                for (int row = 0; row < values.Length; row++)
                {
                    if (values[row] && !holds.IsNull(row))
                    {
                        rows.Add(numbers[row]);
                    }
                }
            },
            cancellationToken);
        _rows = rows.Build();
    }
}
