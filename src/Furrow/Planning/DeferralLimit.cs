namespace Furrow.Planning;

/// <summary>Keeps the deferred checks of a whole plan within a limit.</summary>
internal static class DeferralLimit
{
    /// <summary>
    /// Has the keys with the most rows taken off, as many as needed, until the checks of the remaining ones fit.
    /// What cannot be taken off stays deferred.
    /// </summary>
    public static ComponentPlan[] Apply(ComponentPlan[] plans, BreakRules rules, long checkCountMax)
    {
        (JudgedKey Key, long RowCount)[] deferred =
        [
            .. plans.SelectMany(plan => plan.Broken)
                .Where(key => key.Verdict.Rank is BreakRank.Defer or BreakRank.MakeDeferrable)
                .Select(key => (key, rules.RowCount(key.Reference)))
                .OrderByDescending(static key => key.Item2)
                .ThenBy(static key => key.key.Reference.Table)
                .ThenBy(static key => key.key.Reference.Key.Name, StringComparer.Ordinal),
        ];

        var dropped = new HashSet<KeyReference>(ReferenceEqualityComparer.Instance);
        Int128 checkCount = deferred.Aggregate(Int128.Zero, static (sum, key) => sum + key.RowCount);
        foreach ((JudgedKey key, long rowCount) in deferred)
        {
            if (checkCount > checkCountMax && rowCount > 0 && rules.CanDrop(key.Reference))
            {
                dropped.Add(key.Reference);
                checkCount -= rowCount;
            }
        }

        return dropped.Count == 0 ? plans : Array.ConvertAll(plans, plan => plan with
        {
            Broken = Array.ConvertAll(plan.Broken, key => dropped.Contains(key.Reference)
                ? key with { Verdict = key.Verdict with { Rank = BreakRank.DropAndRestore } }
                : key),
        });
    }
}
