using Furrow.Data.Cells;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// The candidates of a table by what a slot of theirs leads to: all packages of a user, all members of a cluster. Kept
/// as one list of row numbers in the order of groups, and where each group begins. Rows whose slot is NULL are in none.
/// </summary>
public sealed class RowGroups : PlannedWork
{
    private readonly Candidates _candidates;
    private readonly int _slot;
    private long _least;
    private int[] _starts = [0];
    private long[] _members = [];

    /// <summary>Creates them for a slot of whole numbers, such as another table's row numbers.</summary>
    public RowGroups(Candidates candidates, int slot)
    {
        _candidates = candidates;
        _slot = slot;
        Dependencies = [.. candidates.Dependencies, new Dependency.Cells(candidates.Table, slot)];
    }

    /// <inheritdoc />
    public override string Description =>
        $"{_candidates.Description} by {_candidates.Table.Slots[_slot].Name}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => (4L * _starts.Length) + (8L * _members.Length);

    /// <summary>The first group there is.</summary>
    public long First => _least;

    /// <summary>The number behind the last group's.</summary>
    public long End => _least + _starts.Length - 1;

    /// <summary>The row numbers of a group, in order; none for a group that does not exist.</summary>
    public ReadOnlySpan<long> this[long group]
    {
        get
        {
            long place = group - _least;
            return place < 0 || place >= _starts.Length - 1
                ? []
                : _members.AsSpan(_starts[place].._starts[place + 1]);
        }
    }

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        TableProgram table = _candidates.Table;
        long least = long.MaxValue;
        long greatest = long.MinValue;
        Visit((_, group) =>
        {
            least = Math.Min(least, group);
            greatest = Math.Max(greatest, group);
        });
        if (least > greatest)
        {
            return;
        }

        // Two passes and a counting sort: nothing is kept but the result.
        _least = least;
        _starts = new int[checked((int)(greatest - least + 2))];
        Visit((_, group) => _starts[group - least + 1]++);
        for (int group = 1; group < _starts.Length; group++)
        {
            _starts[group] += _starts[group - 1];
        }

        _members = new long[_starts[^1]];
        int[] next = [.. _starts];
        Visit((number, group) => _members[next[group - least]++] = number);

        void Visit(Action<long, long> visit) => table.Scan(
            batch =>
            {
                CellVector cells = table.Compute(batch, _slot);
                ReadOnlySpan<long> groups = ((FixedVector<long>)cells).Values;
                ReadOnlySpan<long> numbers = batch.Numbers;
                for (int row = 0; row < groups.Length; row++)
                {
                    if (!cells.IsNull(row) && _candidates.RankOf(numbers[row]) >= 0)
                    {
                        visit(numbers[row], groups[row]);
                    }
                }
            },
            cancellationToken);
    }
}
