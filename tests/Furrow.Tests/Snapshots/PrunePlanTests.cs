using Furrow.Snapshots;

namespace Furrow.Tests.Snapshots;

public sealed class PrunePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 8, 15, 0, TimeSpan.Zero);

    private static readonly PruneLimits Limits = new("development", 3, TimeSpan.FromDays(10), 1_000);

    [Fact]
    public void Within_the_limits_nothing_goes() =>
        Assert.Empty(PrunePlan.Make([Of(1), Of(2), Of(3)], Limits, Now));

    [Fact]
    public void Beyond_the_count_the_oldest_go() => Assert.Equal(
        [("4", PruneReason.Count), ("3", PruneReason.Count)],
        Make([Of(3), Of(4), Of(0), Of(1), Of(2)], Limits));

    [Fact]
    public void Beyond_the_age_they_go() => Assert.Equal(
        [("12", PruneReason.Age), ("11", PruneReason.Age)], Make([Of(1), Of(11), Of(12)], Limits));

    [Fact]
    public void All_sizes_count_and_only_the_environments_own_go() => Assert.Equal(
        [("3", PruneReason.Size)],
        Make([Of(1, 100), Of(2, 100), Of(3, 100), Of(4, 900, "staging"), Of(5, 0, "staging")], Limits with
        {
            MaxSizeBytes = 1_100,
        }));

    [Fact]
    public void The_latest_stays_whatever_the_limits() => Assert.Equal(
        [("99", PruneReason.Age)],
        Make([Of(98, 9_000), Of(99, 9_000)], Limits with { MaxSizeBytes = 1 }));

    [Fact]
    public void Nothing_of_other_environments_goes() =>
        Assert.Empty(PrunePlan.Make([Of(98, 9_000, "staging"), Of(99, 9_000, "staging")], Limits, Now));

    private static IEnumerable<(string Name, PruneReason Reason)> Make(
        PruneCandidate[] all, PruneLimits limits) =>
        PrunePlan.Make(all, limits, Now).Select(pruned => (pruned.Name, pruned.Reason));

    private static PruneCandidate Of(int days, long size = 10, string environment = "development") =>
        new($"{days}", environment, Now.AddDays(-days), size);
}
