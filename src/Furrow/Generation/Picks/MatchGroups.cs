using System.Runtime.InteropServices;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>The candidates of a table by the values of some of their slots, as row numbers in order.</summary>
public sealed class MatchGroups : PlannedWork
{
    private readonly Candidates _candidates;
    private readonly int[] _slots;
    private readonly Dictionary<long, (int Start, int Count)> _groups = [];
    private long[] _members = [];

    /// <summary>Creates them.</summary>
    public MatchGroups(Candidates candidates, IReadOnlyList<int> slots)
    {
        (_candidates, _slots) = (candidates, [.. slots]);
        Dependencies =
        [
            .. candidates.Dependencies, .. slots.Select(slot => new Dependency.Cells(candidates.Table, slot)),
        ];
    }

    /// <inheritdoc />
    public override string Description =>
        $"{_candidates.Description} by {string.Join(", ", _slots.Select(slot => _candidates.Table.Slots[slot].Name))}";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override long ByteCount => (8L * _members.Length) + (32L * _groups.Count);

    /// <summary>The table chosen from.</summary>
    public TableProgram Table => _candidates.Table;

    /// <summary>How many groups there are.</summary>
    public int Count => _groups.Count;

    /// <summary>The row numbers of a group; none for a group that does not exist.</summary>
    public ReadOnlySpan<long> this[long group] =>
        _groups.TryGetValue(group, out (int Start, int Count) found) ? _members.AsSpan(found.Start, found.Count) : [];

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        Visit((number, group) => CollectionsMarshal.GetValueRefOrAddDefault(_groups, group, out _).Count++);
        int start = 0;
        foreach (long group in _groups.Keys)
        {
            ref (int Start, int Count) found = ref CollectionsMarshal.GetValueRefOrNullRef(_groups, group);
            int count = found.Count;
            found = (start, 0);
            start = checked(start + count);
        }

        _members = new long[start];
        Visit((number, group) =>
        {
            ref (int Start, int Count) found = ref CollectionsMarshal.GetValueRefOrNullRef(_groups, group);
            _members[found.Start + found.Count++] = number;
        });

        void Visit(Action<long, long> visit)
        {
            CellMatch match = new(_candidates.Table, _slots);
            _candidates.Table.Scan(
                batch =>
                {
                    for (int row = 0; row < batch.Count; row++)
                    {
                        if (_candidates.RankOf(batch.Numbers[row]) >= 0 && match.Of(batch, row) is { } group)
                        {
                            visit(batch.Numbers[row], group);
                        }
                    }
                },
                cancellationToken);
        }
    }
}
