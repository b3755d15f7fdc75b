using Furrow.Migrations;
using Furrow.State;

namespace Furrow.Tests.Migrations;

/// <summary>Files against history.</summary>
public sealed class MigrationPlanTests
{
    [Fact]
    public void Without_history_everything_is_pending_in_order()
    {
        MigrationPlan plan = MigrationPlan.Make([File("10"), File("9"), File("2")], []);
        Assert.Equal(["2", "9", "10"], Versions(plan.Pending));
        Assert.Empty(plan.OutOfOrder);
        Assert.Equal(0, plan.AppliedCount);
    }

    [Fact]
    public void What_is_applied_is_not_pending_however_it_is_spelled()
    {
        MigrationPlan plan = MigrationPlan.Make([File("001"), File("2")], [Applied("1"), Applied("0002")]);
        Assert.Empty(plan.Pending);
        Assert.Empty(plan.Drift);
        Assert.Equal(2, plan.AppliedCount);
    }

    [Fact]
    public void A_target_is_included_and_what_follows_is_not()
    {
        MigrationFile[] files = [File("1"), File("2"), File("3")];
        Assert.Equal(["1", "2"], Versions(MigrationPlan.Make(files, [], MigrationVersion.Parse("2")).Pending));
        MigrationPlan late = MigrationPlan.Make(files, [Applied("1"), Applied("3")], MigrationVersion.Parse("2"));
        Assert.Equal(["2"], Versions(late.Pending));
    }

    [Fact]
    public void Late_ones_are_told_apart()
    {
        MigrationPlan plan = MigrationPlan.Make(
            [File("1"), File("2"), File("3"), File("4")], [Applied("1"), Applied("3")]);
        Assert.Equal(["2", "4"], Versions(plan.Pending));
        Assert.Equal(["2"], Versions(plan.OutOfOrder));
    }

    [Fact]
    public void Changed_and_missing_files_are_drift_in_order()
    {
        MigrationPlan plan = MigrationPlan.Make(
            [File("10", "changed"), File("2")], [Applied("10"), Applied("9"), Applied("2")]);
        Assert.Equal(
            [("9", MigrationDriftKind.Missing), ("10", MigrationDriftKind.Changed)],
            plan.Drift.Select(drift => (drift.Version, drift.Kind)));
    }

    [Fact]
    public void What_a_baseline_covers_is_neither_pending_nor_drift()
    {
        MigrationPlan plan = MigrationPlan.Make([File("1", "other")], [Applied("1") with { Status = "baseline" }]);
        Assert.Empty(plan.Pending);
        Assert.Empty(plan.Drift);
    }

    private static MigrationFile File(string version, string checksum = "same") =>
        new(MigrationVersion.Parse(version), "x", Script($"/m/{version}_x.up.sql"), null, checksum);

    private static MigrationScript Script(string path) => new(path, "", MigrationTransaction.WherePossible);

    private static MigrationRecord Applied(string version) =>
        new(version, "x", "same", "applied", DateTimeOffset.UnixEpoch, 1);

    private static IEnumerable<string> Versions(IEnumerable<MigrationFile> files) =>
        files.Select(file => file.Version.Text);
}
