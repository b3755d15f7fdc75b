using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Checking;

/// <summary>
/// Says which references of a data seed find no row: not in the seed, not in seeds that run before it, not in the
/// database.
/// </summary>
internal sealed class ReferenceCheck(ISession session)
{
    private const int KeysPerLookUpMax = 1000;

    private readonly List<DataSeedPlan> _before = [];

    /// <summary>Adds the rows of a seed to those that later ones may refer to.</summary>
    public void Passed(DataSeedPlan plan) => _before.Add(plan);

    /// <summary>
    /// The references without a row, with what the database said against looking one up; null where it just found none.
    /// </summary>
    public async Task<IReadOnlyList<(ReferenceTarget Target, string? Complaint)>> FindOpenAsync(
        DataSeedPlan plan, CancellationToken cancellationToken)
    {
        List<(ReferenceTarget, string?)> open = [];
        Dictionary<ReferenceTarget, PlannedRow> own = RowsReferredTo.Find(plan);
        IEnumerable<ReferenceTarget> targets = plan.Tables
            .SelectMany(table => table.Rows)
            .SelectMany(row => row.References)
            .Select(reference => reference.Target)
            .Distinct()
            .Where(target => !own.ContainsKey(target));
        foreach (IGrouping<string, ReferenceTarget> alike in targets.GroupBy(t => $"{t.Description}\n{t.Result.Name}"))
        {
            ReferenceTarget first = alike.First();
            List<HashSet<string>> rows =
            [
                .. _before.Select(earlier => RowsReferredTo.Index(earlier, first.Table, first.Key)
                    .Keys.ToHashSet(StringComparer.Ordinal)),
            ];
            ReferenceTarget[] unknown =
            [
                .. alike.Where(target => !rows.Exists(keys => keys.Contains(KeyText.Of(target.Key, target.Values)))),
            ];
            foreach (ReferenceTarget[] chunk in unknown.Chunk(KeysPerLookUpMax))
            {
                open.AddRange(await LookUpAsync(chunk, cancellationToken));
            }
        }

        return open;
    }

    private async Task<IEnumerable<(ReferenceTarget, string?)>> LookUpAsync(
        ReferenceTarget[] targets, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string?> found = await session.LookUpAsync(
                new RowLookUp(
                    targets[0].Table, targets[0].Key, targets[0].Result, [.. targets.Select(target => target.Values)]),
                cancellationToken);
            return targets.Where((_, i) => found[i] is null).Select(target => (target, (string?)null));
        }
        catch (Exception e) when (e is not OperationCanceledException && !session.Explain(e).IsConnectionLost)
        {
            if (targets.Length == 1)
            {
                return [(targets[0], e is FurrowException known ? known.Message : session.Explain(e).Message)];
            }
        }

        // One of them is at fault; asked one by one each answers for itself.
        List<(ReferenceTarget, string?)> open = [];
        foreach (ReferenceTarget target in targets)
        {
            open.AddRange(await LookUpAsync([target], cancellationToken));
        }

        return open;
    }
}
