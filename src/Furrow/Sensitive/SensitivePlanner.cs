using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Sensitive.Planning;
using Furrow.Sensitive.Replacement;

namespace Furrow.Sensitive;

/// <summary>Decides what happens to sensitive columns on their way out. Pure.</summary>
public static class SensitivePlanner
{
    /// <summary>
    /// Holds furrow.yaml against the catalog and what looks sensitive. What is said of a column spreads along foreign
    /// keys: a replaced value is replaced in the same way wherever it is referred to, a kept one is kept.
    /// </summary>
    /// <exception cref="FurrowException">
    /// <see cref="ErrorCode.ConfigInvalid"/>: everything in <c>sensitive</c> that cannot be done, all at once.
    /// </exception>
    public static SensitivePlan Plan(SensitiveRequest request)
    {
        ColumnMap map = new(request.Schema);
        List<FurrowException> problems = [];
        Dictionary<ColumnId, ColumnWish> wishes = SettingMatch.Match(map, request.Settings, problems);
        Dictionary<ColumnId, SensitiveFinding> findings = [];
        foreach (SensitiveFinding finding in request.Findings)
        {
            ObjectName root = map.Roots.GetValueOrDefault(finding.Table, finding.Table);
            findings.TryAdd(new ColumnId(root, finding.Column), finding);
        }

        WishSpread.ToHeirs(map, wishes);
        WishSpread.AlongKeys(map, wishes, findings.Keys, problems);
        ReplacementRules rules = new(map, request.RowCounts);
        ImmutableArray<SensitiveColumnPlan> columns =
        [
            .. wishes.Keys.Union(findings.Keys).Order(Comparer<ColumnId>.Create(map.Compare))
                .Select(id => Decide(
                    map, id, wishes.GetValueOrDefault(id), findings.GetValueOrDefault(id), rules, problems)),
        ];
        Problems.Throw(problems, "furrow.yaml settles sensitive columns in ways that the database does not allow.");
        return new SensitivePlan
        {
            Columns = columns,
            Roots = map.Roots,
            Snippet = new Suggestions(map, wishes, rules).Snippet(
                [.. columns.Where(column => column.Outcome == SensitiveOutcome.Undecided)]),
        };
    }

    private static SensitiveColumnPlan Decide(
        ColumnMap map,
        ColumnId id,
        ColumnWish? wish,
        SensitiveFinding? finding,
        ReplacementRules rules,
        List<FurrowException> problems)
    {
        SensitiveColumnPlan plan = new()
        {
            Table = id.Table,
            Column = id.Column,
            Kind = finding?.Kind,
            Outcome = wish?.Outcome ?? SensitiveOutcome.Undecided,
            Reason = wish?.Reason ?? finding!.Reason,
        };
        string? problem = null;
        switch (wish)
        {
            case { Outcome: SensitiveOutcome.Null }:
                problem = WishRules.Null(map, id);
                break;
            case { Outcome: SensitiveOutcome.Exclude }:
                problem = WishRules.Exclude(map, id);
                break;
            case { Outcome: SensitiveOutcome.Generate, Generator: { } name }:
                (ColumnReplacement? replacement, problem) =
                    rules.Judge(id, [.. map.GroupOf(id)], Generators.Find(name)!);
                plan = plan with { Replacement = replacement, Notes = Checks(map, id) };
                break;
        }

        if (problem is not null)
        {
            problems.Add(SettingMatch.Problem(
                $"{id} cannot be {wish!.Text}: {problem}.",
                "Change its entry under 'sensitive' in furrow.yaml; docs/sensitive-data.md says what fits where."));
        }

        return plan;
    }

    private static ImmutableArray<string> Checks(ColumnMap map, ColumnId id)
    {
        string checks = string.Join(", ", KeyUse.ChecksWith(map.Table(id), map.Column(id)));
        return checks.Length == 0 ? [] : [$"replaced values may fail checks that mention the column: {checks}"];
    }
}
