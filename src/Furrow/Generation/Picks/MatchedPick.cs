using Furrow.Data.Cells;
using Furrow.Generation.Keys;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>
/// The number of a row with the same values as this one: a project of the same tenant. NULL where this row has NULL
/// among them, or where there is no such row and NULL may be.
/// </summary>
public sealed class MatchedPick : CellGenerator
{
    private readonly CellKey _key;
    private readonly TableProgram _table;
    private readonly int[] _slots;
    private readonly MatchGroups _groups;

    /// <summary>Creates one.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="table">The table that picks.</param>
    /// <param name="slots">Its slots whose values say the group.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="check">What refuses empty groups; null where NULL may be.</param>
    public MatchedPick(
        CellKey key, TableProgram table, IReadOnlyList<int> slots, MatchGroups groups, MatchCheck? check)
    {
        (_key, _table, _slots, _groups) = (key, table, [.. slots], groups);
        Reads = _slots;
        Dependencies = check is null
            ? [new Dependency.Work(groups)]
            : [new Dependency.Work(groups), new Dependency.Work(check)];
        Type = new CellType(
            CellKind.Integer,
            IsNullable: check is null || _slots.Any(slot => table.Slots[slot].Generator.Type.IsNullable));
    }

    /// <inheritdoc />
    public override CellType Type { get; }

    /// <inheritdoc />
    public override IReadOnlyList<int> Reads { get; }

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; }

    /// <inheritdoc />
    public override void Fill(CellBatch batch, CellVector target)
    {
        CellMatch match = new(_table, _slots);
        Span<long> values = ((FixedVector<long>)target).Values;
        ReadOnlySpan<ulong> addresses = batch.Addresses;
        for (int row = 0; row < values.Length; row++)
        {
            ReadOnlySpan<long> members = match.Of(batch, row) is { } group ? _groups[group] : [];
            if (members.IsEmpty)
            {
                target.SetNull(row);
                continue;
            }

            values[row] = members[(int)Math.BigMul(_key.At(addresses[row]), (ulong)members.Length, out _)];
        }
    }
}
