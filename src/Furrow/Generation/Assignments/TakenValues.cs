using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Assignments;

/// <summary>
/// A value of the rows that another table has with each parent: who has a place in a class already, and therefore does
/// not wait for one. Kept in the order of the parents, and where each one's begin.
/// </summary>
public sealed class TakenValues : PlannedWork
{
    private readonly TableProgram _parent;
    private readonly TableProgram _table;
    private readonly int _slot;
    private int[] _starts = [0];
    private long[] _values = [];

    /// <summary>Creates them.</summary>
    /// <param name="parent">The table whose rows both have.</param>
    /// <param name="table">The other table, whose rows come with a parent.</param>
    /// <param name="slot">Its slot of whole numbers; rows where it is NULL take nothing.</param>
    public TakenValues(TableProgram parent, TableProgram table, int slot)
    {
        (_parent, _table, _slot) = (parent, table, slot);
        Dependencies = [new Dependency.Rows(parent), new Dependency.Rows(table), new Dependency.Cells(table, slot)];
    }

    /// <inheritdoc />
    public override string Description => $"what {_table.Name} have of each of {_parent.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => (4L * _starts.Length) + (8L * _values.Length);

    /// <summary>The values with a parent, by its row number.</summary>
    public ReadOnlySpan<long> this[long parent]
    {
        get
        {
            long place = parent - _parent.Space.First;
            return _values.AsSpan(_starts[place].._starts[place + 1]);
        }
    }

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        int[] starts = new int[checked((int)_parent.Space.Count + 1)];
        List<long> values = [];
        long first = _parent.Space.First;
        _table.Scan(
            batch =>
            {
                CellVector cells = _table.Compute(batch, _slot);
                for (int row = 0; row < batch.Count; row++)
                {
                    if (!cells.IsNull(row))
                    {
                        // Rows come in the order of their parents.
                        starts[batch.Parents[row] - first + 1]++;
                        values.Add(((FixedVector<long>)cells).Values[row]);
                    }
                }
            },
            cancellationToken);
        for (int place = 1; place < starts.Length; place++)
        {
            starts[place] += starts[place - 1];
        }

        (_starts, _values) = (starts, [.. values]);
    }
}
