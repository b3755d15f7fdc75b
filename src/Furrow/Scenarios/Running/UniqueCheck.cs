using Furrow.Errors;
using Furrow.Providers;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Finds keys that would come twice before the first row is written: among the rows to come, and with those that are
/// there. Keys that are unique by the way they are made cost nothing; others a hash of 16 bytes a row.
/// </summary>
internal sealed class UniqueCheck(ISession session)
{
    /// <summary>Tables with more rows are left to the database, which says the same later.</summary>
    public const int RowCountMax = 5_000_000;

    /// <summary>Looks at every key of every table.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>generate.capacity</c> or <c>generate.conflict</c>, with how many rows and an example.
    /// </exception>
    public async Task RunAsync(GenerationPlan plan, CancellationToken cancellationToken)
    {
        foreach (PlannedKey key in plan.Tables.Where(IsLookedAt).SelectMany(PlannedKey.Of))
        {
            if (!key.IsUniqueByItself)
            {
                RefuseRepeated(key, cancellationToken);
            }

            if (!key.IsNew)
            {
                await RefuseTakenAsync(key, cancellationToken);
            }
        }
    }

    private static bool IsLookedAt(PlannedTable table) => table.Program.Space.Count is > 0 and <= RowCountMax;

    private static void RefuseRepeated(PlannedKey key, CancellationToken cancellationToken)
    {
        List<UInt128> hashes = new((int)key.Table.Program.Space.Count);
        key.Scan((_, hash) => hashes.Add(hash), cancellationToken);
        hashes.Sort();
        HashSet<UInt128> repeated = [];
        int count = 0;
        for (int place = 1; place < hashes.Count; place++)
        {
            if (hashes[place] == hashes[place - 1])
            {
                repeated.Add(hashes[place]);
                count++;
            }
        }

        if (count == 0 || FindPair(key, repeated, cancellationToken) is not var (first, second))
        {
            return;
        }

        throw new FurrowException(
            ErrorCode.GenerateCapacity,
            $"{key.Table.Table.Name.Name}: {key.Key.Name} wants another {key.Names} in every row, and {count} of "
                + $"{key.Table.Program.Space.Count} rows repeat one: rows {first} and {second} both have "
                + $"{key.TextOf(first)}.")
        {
            Hint = HintOf(key),
        };
    }

    private static string HintOf(PlannedKey key) =>
        key.Columns.Any(column => key.Table.Table.ForeignKeys.Any(to => to.Columns.Contains(column.Column.Name)))
            ? "Pair rows with `pairs`, let children of one parent `{ pick: …, distinct: true }`, or make fewer rows."
            : "Make it `{ template: …, unique: true }`, put ${row} into it, or make fewer rows.";

    // The first two rows that really are alike, and not only their hashes.
    private static (long First, long Second)? FindPair(
        PlannedKey key, HashSet<UInt128> repeated, CancellationToken cancellationToken)
    {
        Dictionary<UInt128, long> seen = [];
        (long First, long Second)? found = null;
        key.Scan(
            (number, hash) =>
            {
                if (found is not null || !repeated.Contains(hash) || seen.TryAdd(hash, number))
                {
                    return;
                }

                if (key.TextOf(seen[hash]) == key.TextOf(number))
                {
                    found = (seen[hash], number);
                }
            },
            cancellationToken);
        return found;
    }

    private async Task RefuseTakenAsync(PlannedKey key, CancellationToken cancellationToken)
    {
        RowSearch all = new(key.Table.Table, [], [])
        {
            Columns = [.. key.Columns.Select(column => column.Column)],
            RowCountMax = RowCountMax,
        };
        HashSet<UInt128> taken =
            [.. (await session.FindAsync(all, cancellationToken)).Select(row => key.HashOf(row)).OfType<UInt128>()];
        if (taken.Count == 0)
        {
            return;
        }

        long count = 0;
        long first = 0;
        key.Scan(
            (number, hash) =>
            {
                if (taken.Contains(hash))
                {
                    first = count++ == 0 ? number : first;
                }
            },
            cancellationToken);
        if (count > 0)
        {
            throw new FurrowException(
                ErrorCode.GenerateConflict,
                $"{key.Table.Table.Name.Name}: {count} of {key.Table.Program.Space.Count} rows would have the "
                    + $"{key.Names} of a row that is there already ({key.Key.Name}): {key.TextOf(first)}.")
            {
                Hint = "Give these rows other values, remove the ones that are there, or begin with --clear-first.",
            };
        }
    }
}
