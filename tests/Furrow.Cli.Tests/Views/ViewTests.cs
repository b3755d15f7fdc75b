using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Errors;
using Furrow.Integrity;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Views;

public sealed class ViewTests
{
    [Fact]
    public void Setup_first() => PageApproval.Verify(AppliedView.Setup(Samples.Setup, Samples.Place));

    [Fact]
    public void Setup_again() => PageApproval.Verify(AppliedView.Setup(Samples.SetupAgain, Samples.Place));

    [Fact]
    public void Setup_created_only() => PageApproval.Verify(AppliedView.Setup(
        new SetupResult(DatabaseCreated: true, new([]), new([]), []), Samples.Place));

    [Fact]
    public void Migrate_some() => PageApproval.Verify(AppliedView.Migrate(Samples.Migrated, Samples.Place));

    [Fact]
    public void Migrate_nothing() =>
        PageApproval.Verify(AppliedView.Migrate(new([]) { AppliedBefore = 1 }, Samples.Place));

    [Fact]
    public void Migrate_rehearsed() => PageApproval.Verify(PreviewView.Migrate(
        new([]), Samples.Rehearsed, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Migrate_read_only() => PageApproval.Verify(PreviewView.Migrate(
        new([]),
        Samples.Rehearsed with
        {
            IsExecuted = false,
            StoppedBecause = null,
            Migrations = [Samples.Rehearsed.Migrations[1]],
        },
        TableNames.Of("sqlite"),
        Samples.Place));

    [Fact]
    public void Generate_some() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Generated, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_rehearsed() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Rehearsed, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_prepared() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Prepared, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_prepared_again() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.PreparedAgain, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_shard() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Shard, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_shard_again() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.ShardAgain, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_finished() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Finished, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Generate_aborted() => PageApproval.Verify(
        GenerateView.Render(GenerationSamples.Aborted, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Rollback_some() => PageApproval.Verify(RollbackView.Rollback(Samples.RolledBack, Samples.Place));

    [Fact]
    public void Rollback_nothing() => PageApproval.Verify(RollbackView.Rollback(new([]), Samples.Place));

    [Fact]
    public void Baseline_some() => PageApproval.Verify(RollbackView.Baseline(Samples.Baseline, Samples.Place));

    [Fact]
    public void Baseline_nothing() => PageApproval.Verify(RollbackView.Baseline(new([]), Samples.Place));

    [Fact]
    public void Repair_resumes() => PageApproval.Verify(RollbackView.Repair(Samples.Repaired, Samples.Place));

    [Fact]
    public void Repair_done() => PageApproval.Verify(RollbackView.Repair(
        Samples.Repaired with { ResumeAt = null, Direction = MigrationWay.Down }, Samples.Place));

    [Fact]
    public void Seed_some() =>
        PageApproval.Verify(AppliedView.Seed(Samples.Seeded, Samples.Place with { Options = " -C samples/pilates" }));

    [Fact]
    public void Verify_bad() => PageApproval.Verify(VerifyView.Render(Samples.Verified, Samples.Place));

    [Fact]
    public void Verify_good() => PageApproval.Verify(
        VerifyView.Render(Samples.Verified with { Migrations = [Samples.Verified.Migrations[0]] }, Samples.Place));

    [Fact]
    public void Verify_nothing() => PageApproval.Verify(VerifyView.Render(new([], "postgres://x"), Samples.Place));

    [Fact]
    public void SeedTest_bad() => PageApproval.Verify(
        SeedTestView.Render(SeedSamples.Tested, Samples.Place, TableNames.Of("sqlite")));

    [Fact]
    public void SeedTest_good() => PageApproval.Verify(SeedTestView.Render(
        SeedSamples.Tested with { Seeds = [SeedSamples.Tested.Seeds[0]], NotCompared = [] },
        Samples.Place,
        TableNames.Of("sqlite")));

    [Fact]
    public void SeedTest_nothing() =>
        PageApproval.Verify(SeedTestView.Render(new([], "postgres://x"), Samples.Place, TableNames.Of("sqlite")));

    [Fact]
    public void Seed_nothing() => PageApproval.Verify(AppliedView.Seed(Samples.AllSkipped, Samples.Place));

    [Fact]
    public void Export_some() => PageApproval.Verify(ExportView.Render(
        Samples.Exported, TableNames.Of("sqlite"), path => path, Samples.Place));

    [Fact]
    public void Import_some() =>
        PageApproval.Verify(ImportView.Render(Samples.Imported, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Clear_some() =>
        PageApproval.Verify(ClearView.Render(Samples.Cleared, TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Clear_nothing() => PageApproval.Verify(ClearView.Render(
        new([Samples.Tables[1]], []), TableNames.Of("sqlite"), Samples.Place));

    [Fact]
    public void Reset_all() => PageApproval.Verify(ResetView.Render(Samples.Reset, Samples.Place));

    [Fact]
    public void Reset_nothing() => PageApproval.Verify(ResetView.Render(new([], new([]), null, []), Samples.Place));

    [Fact]
    public void Seed_rollback_some() =>
        PageApproval.Verify(SeedRollbackView.Page(Samples.SeedsRolledBack, Samples.Place));

    [Fact]
    public void Seed_rollback_nothing() =>
        PageApproval.Verify(SeedRollbackView.Page(new SeedRollbackResult([]), Samples.Place));

    [Fact]
    public void Status_clean() => PageApproval.Verify(StatusView.Render(Samples.StatusClean, Samples.Place));

    [Fact]
    public void Status_pending() => PageApproval.Verify(StatusView.Render(Samples.StatusPending, Samples.Place));

    [Fact]
    public void Status_troubled() => PageApproval.Verify(StatusView.Render(Samples.StatusTroubled, Samples.Place));

    [Fact]
    public void Plan_fresh() => PageApproval.Verify(PlanView.Render(Samples.PlanFresh, Samples.Place));

    [Fact]
    public void Plan_drift() => PageApproval.Verify(PlanView.Render(Samples.Plan, Samples.Place));

    [Fact]
    public void Plan_nothing() => PageApproval.Verify(PlanView.Render(Samples.PlanNothing, Samples.Place));

    [Fact]
    public void List_all() => PageApproval.Verify(ListView.Render(Samples.List, Samples.Place));

    [Fact]
    public void Doctor_healthy() => PageApproval.Verify(DoctorView.Render(Samples.Healthy));

    [Fact]
    public void Doctor_unhealthy() => PageApproval.Verify(DoctorView.Render(Samples.Unhealthy));

    [Fact]
    public void Doctor_sound() => PageApproval.Verify(
        DoctorView.Render(Samples.Healthy with { Data = new DataReport(1, []) }));

    [Fact]
    public void Doctor_violated() => PageApproval.Verify(DoctorView.Render(Samples.Violated));

    [Fact]
    public void Files_created() => PageApproval.Verify(FilesView.Render(
        Samples.Created, path => Path.GetRelativePath("/srv/pilates", path), "furrow create NAME"));

    [Fact]
    public void Stamp_shown() =>
        PageApproval.Verify(StampView.Show(new StampResult("staging", "staging"), Samples.Place));

    [Fact]
    public void Stamp_none() => PageApproval.Verify(StampView.Show(new StampResult(null, null), Samples.Place));

    [Fact]
    public void Stamp_written() =>
        PageApproval.Verify(StampView.Written(new StampResult("development", "staging"), Samples.Place));

    [Fact]
    public void Lock_free() => PageApproval.Verify(LockView.Show(new LockResult(null, Removed: false), Samples.Place));

    [Fact]
    public void Lock_held() =>
        PageApproval.Verify(LockView.Show(new LockResult(Samples.LiveLock, Removed: false), Samples.Place));

    [Fact]
    public void Lock_left_behind() =>
        PageApproval.Verify(LockView.Show(new LockResult(Samples.DeadLock, Removed: false), Samples.Place));

    [Fact]
    public void Unlock_removed() =>
        PageApproval.Verify(LockView.Unlock(new LockResult(Samples.DeadLock, Removed: true)));

    [Fact]
    public void Unlock_nothing() => PageApproval.Verify(LockView.Unlock(new LockResult(null, Removed: false)));

    [Fact]
    public void Error_with_everything() => PageApproval.Verify(ErrorView.Render(
        new FurrowException(ErrorCode.SeedFailed, "column \"emial\" of users is unknown; expected one of email, name.")
        {
            File = "seeds/base/05_admin.yaml",
            Line = 3,
            Column = 14,
            Detail = "first problem\n"
                + "second problem, which goes on for quite a while so that it has to be wrapped\r\nthird\e[31m",
            Hint = "Correct the column's name, then run the command again.",
        },
        ["3 migrations", "1 seed"]));

    [Fact]
    public void Error_of_several_files() => PageApproval.Verify(ErrorView.Render(
        new FurrowException(ErrorCode.ConfigInvalid, "2 problems in the migrations folder.")
        {
            File = "migrations/1_x.go",
            Detail = "migrations/1_x.go: only SQL can be run as a migration.\n"
                + "migrations/2_y.down.sql: a down file without its up file.",
            Hint = "Rename or remove these files.",
        },
        []));

    [Fact]
    public void Error_bare() =>
        PageApproval.Verify(ErrorView.Render(new FurrowException(ErrorCode.Internal, "It broke."), []));

    [Fact]
    public void Warning_with_hint() =>
        PageApproval.Verify(ErrorView.Warning("`setup` changes pilates (production).", "Look twice."));

    [Theory]
    [InlineData(SeedReason.New, "new")]
    [InlineData(SeedReason.Changed, "its content changed")]
    [InlineData(SeedReason.Upgrade, "higher version")]
    [InlineData(SeedReason.Always, "runs every time")]
    [InlineData(SeedReason.Forced, "forced")]
    public void Every_reason_has_words(SeedReason reason, string words) => Assert.Equal(words, SeedReasons.Say(reason));
}
