using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation.Spaces;

namespace Furrow.Generation.Programs;

/// <summary>How many rows a table has with each row of its parent, as a slot of the parent says.</summary>
public sealed class ChildRows : PlannedWork
{
    private readonly TableProgram _table;
    private readonly TableProgram _parent;
    private readonly int _count;
    private readonly long _first;

    /// <summary>Creates it; NULL counts as 0.</summary>
    /// <param name="table">The table, whose rows are then known.</param>
    /// <param name="parent">The table whose rows bring them.</param>
    /// <param name="count">The parent's slot of whole numbers.</param>
    /// <param name="first">The first row's number.</param>
    public ChildRows(TableProgram table, TableProgram parent, int count, long first = 0)
    {
        _first = first;
        _table = table;
        _parent = parent;
        _count = count;
        Dependencies = [new Dependency.Rows(parent), new Dependency.Cells(parent, count)];
    }

    /// <inheritdoc />
    public override string Description => $"the rows of {_table.Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => _table.Space.ByteCount;

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        ChildCounts.Builder counts = ChildCounts.For(_parent.Space.Count);
        _parent.Scan(
            batch =>
            {
                CellVector cells = _parent.Compute(batch, _count);
                ReadOnlySpan<long> values = ((FixedVector<long>)cells).Values;
                for (int row = 0; row < values.Length; row++)
                {
                    long count = cells.IsNull(row) ? 0 : values[row];
                    if (count is < 0 or > int.MaxValue)
                    {
                        throw new FurrowException(
                            ErrorCode.ScenarioInvalid,
                            $"The count of {_table.Name} for a row of {_parent.Name} is {count}; expected 0 or more"
                                + (count < 0 ? "." : $", and at most {int.MaxValue}."))
                        {
                            Hint = count < 0
                                ? "Bound it: `${max(0, …)}`."
                                : "Make fewer rows with each, or more parents.",
                        };
                    }

                    counts.Add((int)count);
                }
            },
            cancellationToken);
        _table.Space = new ChildSpace(_parent.Space, counts.Build(), _first);
    }
}
