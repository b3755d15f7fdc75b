using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// The number of a row out of the group that a slot of this row names: a package of the same user. NULL where the group
/// is empty; whoever may not have NULL checks that beforehand.
/// </summary>
public sealed class GroupedPick : CellGenerator
{
    private readonly CellKey _key;
    private readonly RowGroups _groups;
    private readonly int _slot;

    /// <summary>Creates one.</summary>
    public GroupedPick(CellKey key, RowGroups groups, int slot)
    {
        _key = key;
        _groups = groups;
        _slot = slot;
        Reads = [slot];
        Dependencies = [new Dependency.Work(groups)];
    }

    /// <inheritdoc />
    public override CellType Type { get; } = new(CellKind.Integer, IsNullable: true);

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        Span<long> values = ((FixedVector<long>)target).Values;
        CellVector group = batch.Cells(_slot);
        ReadOnlySpan<long> groups = ((FixedVector<long>)group).Values;
        ReadOnlySpan<ulong> addresses = batch.Addresses;
        for (int row = 0; row < values.Length; row++)
        {
            ReadOnlySpan<long> members = group.IsNull(row) ? [] : _groups[groups[row]];
            if (members.IsEmpty)
            {
                target.SetNull(row);
                continue;
            }

            values[row] = members[(int)Math.BigMul(_key.At(addresses[row]), (ulong)members.Length, out _)];
        }
    }
}
