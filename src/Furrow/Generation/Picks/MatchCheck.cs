using Furrow.Errors;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Picks;

/// <summary>Refuses rows that would have to pick where there is nothing to pick.</summary>
/// <param name="table">The table that picks.</param>
/// <param name="column">Its column.</param>
/// <param name="slots">The slots whose values say the group.</param>
/// <param name="groups">The groups.</param>
public sealed class MatchCheck(
    TableProgram table, string column, IReadOnlyList<int> slots, MatchGroups groups) : PlannedWork
{
    /// <inheritdoc />
    public override string Description => $"what {table.Name}.{column} can pick";

    /// <inheritdoc />
    public override IReadOnlyList<Dependency> Dependencies { get; } =
    [
        new Dependency.Rows(table), new Dependency.Work(groups),
        .. slots.Select(slot => new Dependency.Cells(table, slot)),
    ];

    /// <inheritdoc />
    public override void Run(CancellationToken cancellationToken)
    {
        CellMatch match = new(table, slots);
        long count = 0;
        string first = "";
        table.Scan(
            batch =>
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    if (match.Of(batch, row) is { } group && groups[group].IsEmpty && count++ == 0)
                    {
                        first = FormattableString.Invariant(
                            $"row {batch.Numbers[row]} has {match.TextOf(batch, row)}");
                    }
                }
            },
            cancellationToken);
        if (count == 0)
        {
            return;
        }

        string names = string.Join(", ", slots.Select(slot => table.Slots[slot].Name));
        throw new FurrowException(
            ErrorCode.GenerateCapacity,
            $"{table.Name}.{column} refers to a row of {groups.Table.Name} with the same {names}, and for {count} of "
                + $"{table.Space.Count} rows there is none: {first}. There are {groups.Count} groups.")
        {
            Hint = $"Give every {names} rows in {groups.Table.Name}, or choose {names} among those that have some.",
        };
    }
}
