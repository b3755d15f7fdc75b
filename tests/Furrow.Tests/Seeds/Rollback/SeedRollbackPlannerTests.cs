using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.State;

namespace Furrow.Tests.Seeds.Rollback;

/// <summary>What is taken back and in which order, from history and files alone.</summary>
public sealed class SeedRollbackPlannerTests
{
    private static readonly SeedSelection All = new(null, null, All: true);

    [Fact]
    public void Attempts_go_back_newest_first_across_seeds()
    {
        SeedRollbackPlan plan = Plan([Applied("b/1", 1, 3), Applied("b/2", 2, 4)], All);
        Assert.Equal(
            [("b/2", 4L, false), ("b/1", 3L, false), ("b/2", 2L, true), ("b/1", 1L, true)],
            plan.Steps.Select(step => (step.Seed, step.HistoryId ?? 0, step.IsLast)));
    }

    [Fact]
    public void A_seed_with_its_own_way_back_goes_once_in_the_place_where_it_came()
    {
        SeedRollbackPlan plan = Plan([Applied("b/1", 1, 5), Applied("b/2", 2)], All, withDown: ["b/1"]);
        Assert.Equal([("b/2", 2L), ("b/1", 0L)], plan.Steps.Select(step => (step.Seed, step.HistoryId ?? 0)));
    }

    [Fact]
    public void The_default_is_the_seed_applied_last()
    {
        SeedRollbackPlan plan = Plan([Applied("b/1", 1), Applied("b/2", 2)], new(null, null, All: false));
        Assert.Equal(["b/2"], plan.Steps.Select(step => step.Seed));
    }

    [Fact]
    public void The_file_says_what_a_seed_depends_on_and_history_where_the_file_is_gone()
    {
        AppliedSeed recorded = Applied("b/2", 2) with { Depends = ["b/1"] };
        SeedSelection first = new("b/1", null, All: false);
        Assert.Single(Plan([Applied("b/1", 1), recorded], first, [SeedBuilder.Seed("b/2")]).Steps);
        Refuses(() => Plan([Applied("b/1", 1), recorded], first), "b/2 depends on it");
        Refuses(
            () => Plan([Applied("b/1", 1), Applied("b/2", 2)], first, [SeedBuilder.Seed("b/2", ["b/1"])]),
            "b/2 depends on it");
    }

    [Fact]
    public void All_problems_are_told_at_once()
    {
        AppliedSeed lost = new("b/1", [], [new SeedCapture(1, "it is volatile"), new SeedCapture(2, null)]);
        FurrowException error = Refuses(
            () => Plan([lost, Applied("b/2", 3) with { Depends = ["b/1"] }, Applied("b/3", 4)], new("1", null, false)),
            "2 problems");
        Assert.Contains("b/2 depends on it", error.Detail, StringComparison.Ordinal);
        Assert.Contains("because it is volatile", error.Detail, StringComparison.Ordinal);
        Assert.Single(Plan([lost], All, withDown: ["b/1"]).Steps);
    }

    [Fact]
    public void Whatever_is_applied_the_last_ones_go_back_in_reverse_or_are_refused_for_a_dependent()
    {
        Gen<(AppliedSeed[] Seeds, int Last)> histories =
            from count in Gen.Choose(1, 8)
            from attempts in Gen.Choose(1, 3).ArrayOf(count)
            from links in Gen.Choose(-4, 8).ArrayOf(count)
            from last in Gen.Choose(1, count)
            select (Arrange(attempts, links), last);
        Prop.ForAll(histories.ToArbitrary(), history =>
        {
            (AppliedSeed[] seeds, int last) = history;
            HashSet<string> chosen = [.. seeds.TakeLast(last).Select(seed => seed.Name)];
            bool isBlocked = seeds.Take(seeds.Length - last).Any(seed => seed.Depends.Any(chosen.Contains));
            try
            {
                SeedRollbackPlan plan = Plan(seeds, new(null, last, All: false));
                Assert.False(isBlocked);
                long[] ids = [.. plan.Steps.Select(step => step.HistoryId!.Value)];
                Assert.Equal(ids.OrderDescending(), ids);
                Assert.Equal(
                    seeds.TakeLast(last).SelectMany(seed => seed.Attempts).Select(attempt => attempt.HistoryId).Order(),
                    ids.Order());
                Assert.Equal(last, plan.Steps.Count(step => step.IsLast));
                Assert.All(
                    plan.Steps.GroupBy(step => step.Seed),
                    group => Assert.Equal(group.Last(), group.Single(step => step.IsLast)));
            }
            catch (FurrowException e)
            {
                Assert.Equal(ErrorCode.Refused, e.Code);
                Assert.True(isBlocked);
            }
        }).QuickCheckThrowOnFailure();
    }

    // Attempts are dealt out in turns, so that those of several seeds lie between one another.
    private static AppliedSeed[] Arrange(int[] attempts, int[] links)
    {
        List<long>[] ids = [.. attempts.Select(_ => new List<long>())];
        long next = 1;
        for (int turn = 0; turn < attempts.Max(); turn++)
        {
            for (int seed = 0; seed < attempts.Length; seed++)
            {
                if (turn < attempts[seed])
                {
                    ids[seed].Add(next++);
                }
            }
        }

        return
        [
            .. ids.Select((own, place) => Applied($"b/{place}", [.. own]) with
            {
                Depends = links[place] >= 0 && links[place] < attempts.Length && links[place] != place
                    ? [$"b/{links[place]}"]
                    : [],
            }).OrderBy(seed => seed.Attempts[^1].HistoryId),
        ];
    }

    private static AppliedSeed Applied(string name, params long[] ids) =>
        new(name, [], [.. ids.Select(id => new SeedCapture(id, null))]);

    private static SeedRollbackPlan Plan(
        IReadOnlyList<AppliedSeed> applied,
        SeedSelection selection,
        IReadOnlyList<SeedFile>? files = null,
        params ImmutableArray<string> withDown) =>
        SeedRollbackPlanner.Plan(new SeedRollbackRequest
        {
            Applied = applied,
            Files = files ?? [],
            WithDown = withDown.ToHashSet(StringComparer.Ordinal),
            Selection = selection,
        });

    private static FurrowException Refuses(Action plan, string words)
    {
        FurrowException error = Assert.Throws<FurrowException>(plan);
        Assert.Equal(ErrorCode.Refused, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        return error;
    }
}
