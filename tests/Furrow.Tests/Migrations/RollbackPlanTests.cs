using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.State;

namespace Furrow.Tests.Migrations;

/// <summary>What is taken back, as a function of files and history.</summary>
public sealed class RollbackPlanTests
{
    private static readonly Gen<int[]> Applied =
        from versions in Gen.NonEmptyListOf(Gen.Choose(1, 40))
        from shuffled in Gen.Shuffle(versions.Distinct().ToArray())
        select shuffled;

    [Fact]
    public void T2_N_means_the_N_highest_whatever_the_order_they_were_applied_in() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from applied in Applied
             from count in Gen.Choose(1, applied.Length)
             select (applied, count)).ToArbitrary(),
            given => Versions(Plan(given.applied, new() { Count = given.count, Limit = 99 }))
                .SequenceEqual(given.applied.OrderDescending().Take(given.count))));

    [Fact]
    public void Down_to_a_version_leaves_it_and_all_below() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from applied in Applied from to in Gen.Elements(applied) select (applied, to)).ToArbitrary(),
            given => Versions(Plan(given.applied, new() { To = Version(given.to), Limit = 99 }))
                .SequenceEqual(given.applied.Where(version => version > given.to).OrderDescending())));

    [Fact]
    public void More_than_there_are_or_than_the_limit_is_refused_never_less_done() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from applied in Applied
             from count in Gen.Choose(1, 60)
             from limit in Gen.Choose(0, 60)
             select (applied, count, limit)).ToArbitrary(),
            given =>
            {
                bool isPossible = given.count <= given.applied.Length && given.count <= given.limit;
                try
                {
                    RollbackPlan plan = Plan(given.applied, new() { Count = given.count, Limit = given.limit });
                    return isPossible && plan.ToTakeBack.Length == given.count;
                }
                catch (FurrowException e)
                {
                    return !isPossible && e.Code == ErrorCode.Usage;
                }
            }));

    [Fact]
    public void A_half_done_way_down_is_taken_up_again()
    {
        MigrationRecord half = Record(2) with
        {
            Status = "started",
            Progress = new MigrationProgress(MigrationWay.Down, 1, StatementState.Done, "x"),
        };
        RollbackPlan plan = RollbackPlan.Make(Files([1, 2]), History([Record(1), half]), new() { Limit = 9 });
        Assert.Equal([2], Versions(plan));
    }

    private static RollbackPlan Plan(int[] applied, RollbackRequest request) => RollbackPlan.Make(
        Files(applied), History([.. applied.Select(Record)]), request);

    private static IEnumerable<int> Versions(RollbackPlan plan) =>
        plan.ToTakeBack.Select(planned => int.Parse(planned.Record.Version));

    private static AppliedMigrations History(MigrationRecord[] records) =>
        AppliedMigrations.None with { Versioned = records };

    private static MigrationRecord Record(int version) =>
        new($"{version}", "x", "same", "applied", DateTimeOffset.UnixEpoch, 1);

    private static MigrationVersion Version(int version) => MigrationVersion.Parse($"00{version}");

    private static MigrationSet Files(int[] versions) => new(
        MigrationFormat.Pairs,
        [
            .. versions.Order().Select(version => new MigrationFile(
                MigrationVersion.Parse($"{version}"), "x", Script($"{version}.up"), Script($"{version}.down"), "same")),
        ],
        []);

    private static MigrationScript Script(string path) => new(path, "", MigrationTransaction.WherePossible);
}
