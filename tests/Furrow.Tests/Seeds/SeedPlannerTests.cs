using Furrow.Errors;
using Furrow.Seeds;
using static Furrow.Tests.Seeds.SeedBuilder;

namespace Furrow.Tests.Seeds;

/// <summary>Which seeds run and why: every policy against everything that history may say.</summary>
public sealed class SeedPlannerTests
{
    // policy, version and checksum of the file, of history, forced -> reason and drift
    public static TheoryData<SeedPolicy, string, string, string, bool, SeedReason?, bool> Cases { get; } = new()
    {
        { SeedPolicy.Once, "1.0.0", "same", "Active", false, null, false },
        { SeedPolicy.Once, "1.0.0", "new", "Active", false, null, true },
        { SeedPolicy.Once, "1.1", "new", "Active", false, SeedReason.Upgrade, false },
        { SeedPolicy.Once, "1.1", "same", "Active", false, SeedReason.Upgrade, false },
        { SeedPolicy.Once, "0.9", "same", "Active", false, null, true },
        { SeedPolicy.Once, "1", "same", "Active", false, null, false },
        { SeedPolicy.Once, "1.0.0", "same", "Active", true, SeedReason.Forced, false },
        { SeedPolicy.Once, "1.0.0", "new", "Active", true, SeedReason.Forced, true },
        { SeedPolicy.Once, "1.1", "new", "Active", true, SeedReason.Upgrade, false },
        { SeedPolicy.Once, "1.0.0", "same", "Inactive", false, SeedReason.New, false },
        { SeedPolicy.Once, "1.0.0", "new", "Inactive", false, SeedReason.New, false },
        { SeedPolicy.Once, "0.9", "new", "Orphaned", false, SeedReason.New, false },
        { SeedPolicy.OnChange, "1.0.0", "same", "Active", false, null, false },
        { SeedPolicy.OnChange, "1.0.0", "new", "Active", false, SeedReason.Changed, false },
        { SeedPolicy.OnChange, "0.9", "new", "Active", false, null, true },
        { SeedPolicy.Upsert, "1.0.0", "same", "Active", false, null, false },
        { SeedPolicy.Upsert, "1.0.0", "new", "Active", false, SeedReason.Changed, false },
        { SeedPolicy.Upsert, "2", "new", "Active", false, SeedReason.Upgrade, false },
        { SeedPolicy.Upsert, "0.9", "new", "Active", false, null, true },
        { SeedPolicy.Always, "1.0.0", "same", "Active", false, SeedReason.Always, false },
        { SeedPolicy.Always, "1.0.0", "new", "Active", false, SeedReason.Always, false },
        { SeedPolicy.Always, "2", "same", "Active", false, SeedReason.Upgrade, false },
        { SeedPolicy.Always, "0.9", "same", "Active", false, SeedReason.Always, true },
        { SeedPolicy.Always, "1.0.0", "same", "Inactive", false, SeedReason.New, false },
        { SeedPolicy.Always, "1.0.0", "same", "Active", true, SeedReason.Forced, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_seed_is_judged_by_policy_and_history(
        SeedPolicy policy, string version, string checksum, string status, bool force, SeedReason? reason, bool drifts)
    {
        SeedFile seed = Seed("base/00_a", policy: policy, version: version, checksum: checksum);
        SeedPlan plan = Plan([seed], [Row("base/00_a", status: status)], force: force);
        Assert.Equal(reason is { } why ? [("base/00_a", why)] : [], plan.Runs());
        Assert.Equal(drifts, plan.Drift.Length == 1);
        Assert.Equal(reason is null, plan.Skipped.Length == 1);
        Assert.Equal(status == "Active" ? 1 : 0, plan.AppliedCount);
    }

    [Fact]
    public void What_has_no_history_is_new() =>
        Assert.Equal([("base/00_a", SeedReason.New)], Plan([Seed("base/00_a")]).Runs());

    [Fact]
    public void Only_always_seeds_do_not_count_as_pending()
    {
        SeedPlan plan = Plan(
            [Seed("base/00_a", policy: SeedPolicy.Always), Seed("base/10_b")], [Row("base/00_a")]);
        Assert.Equal(2, plan.ToRun.Length);
        Assert.Equal(["base/10_b"], plan.Pending.Select(planned => planned.Seed.Name));
    }

    [Fact]
    public void Names_take_their_dependencies_along_and_leave_the_rest()
    {
        SeedFile[] seeds = [Seed("base/00_a"), Seed("base/10_b", ["base/00_a"]), Seed("base/20_c"), Seed("base/30_d")];
        SeedPlan plan = Plan(seeds, [Row("base/30_d")], names: ["10_b"]);
        Assert.Equal([("base/00_a", SeedReason.New), ("base/10_b", SeedReason.New)], plan.Runs());
        Assert.Empty(plan.Skipped);
    }

    [Fact]
    public void Force_is_for_the_named_ones_or_for_all()
    {
        SeedFile[] seeds = [Seed("base/00_a"), Seed("base/10_b", ["base/00_a"]), Seed("base/20_c")];
        Furrow.State.SeedRecord[] history = [Row("base/00_a"), Row("base/10_b"), Row("base/20_c")];
        SeedPlan named = Plan(seeds, history, names: ["base/10_b"], force: true);
        Assert.Equal([("base/10_b", SeedReason.Forced)], named.Runs());
        Assert.Equal(["base/00_a"], named.Skipped.Select(seed => seed.Name));
        Assert.Equal(3, Plan(seeds, history, force: true).ToRun.Length);
    }

    [Fact]
    public void Orphans_are_the_applied_ones_whose_file_is_gone_from_every_folder()
    {
        SeedPlan plan = Plan(
            [Seed("base/00_a"), Seed("demo/00_c")],
            [
                Row("base/00_a"), Row("base/10_z"), Row("base/10_b"), Row("demo/00_c"),
                Row("base/20_x", status: "Inactive"), Row("base/30_y", status: "Orphaned"),
            ]);
        Assert.Equal(["base/10_b", "base/10_z"], plan.Orphaned);
    }

    [Fact]
    public void An_upgrade_knows_the_companion_of_the_applied_version()
    {
        SeedFile seed = Seed("base/00_a", version: "2") with
        {
            Upgrades =
            [
                new SeedUpgrade(SeedVersion.Parse("1.5"), "from-1.5", ""),
                new SeedUpgrade(SeedVersion.Parse("1.0.0"), "from-1.0.0", ""),
            ],
        };
        Assert.Equal("from-1.0.0", Plan([seed], [Row("base/00_a", "1")]).ToRun.Single().Upgrade?.DisplayPath);
        Assert.Null(Plan([seed], [Row("base/00_a", "1.1")]).ToRun.Single().Upgrade);
        Assert.Null(Plan([seed]).ToRun.Single().Upgrade);
        Assert.Null(Plan([seed], [Row("base/00_a", "1", status: "Inactive")]).ToRun.Single().Upgrade);
        Assert.Null(Plan([seed], [Row("base/00_a", "2")], force: true).ToRun.Single().Upgrade);
    }

    [Theory]
    [InlineData("nobody", "'nobody' is no seed of this environment.")]
    [InlineData("00_a", "'00_a' could be base/00_a or development/00_a.")]
    [InlineData("demo/00_c", "'demo/00_c' is no seed of this environment.")]
    [InlineData("base/00_A", "'base/00_A' is no seed of this environment.")]
    [InlineData("", "'' is no seed of this environment.")]
    public void A_name_that_means_none_or_several_is_refused(string name, string message)
    {
        SeedFile[] seeds = [Seed("base/00_a"), Seed("development/00_a"), Seed("demo/00_c")];
        FurrowException error = Assert.Throws<FurrowException>(() => Plan(seeds, names: [name]));
        Assert.Equal((ErrorCode.Usage, message), (error.Code, error.Message));
        Assert.Contains("base/00_a, development/00_a", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_names_are_told_at_once()
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Plan([], names: ["x", "y"]));
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'y'", error.Message, StringComparison.Ordinal);
        Assert.Contains("no seeds", error.Hint, StringComparison.Ordinal);
    }
}
