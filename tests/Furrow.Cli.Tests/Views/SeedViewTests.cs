using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Views;

public sealed class SeedViewTests
{
    [Fact]
    public void Seed_rehearsed() => PageApproval.Verify(
        SeedPreviewView.Render(SeedSamples.Rehearsed, TableNames.Of("postgres"), Samples.Place));

    [Fact]
    public void Status_with_past_runs() => PageApproval.Verify(StatusView.Render(
        Samples.StatusClean with { SeedMetrics = SeedSamples.Metrics }, Samples.Place, isVerbose: true));

    [Fact]
    public void Past_runs_are_shown_to_those_who_ask() => Assert.DoesNotContain(
        "Seed runs",
        PageRenderer.Draw(StatusView.Render(
            Samples.StatusClean with { SeedMetrics = SeedSamples.Metrics }, Samples.Place), Screen.Pipe),
        StringComparison.Ordinal);

    [Fact]
    public void Seed_sync_some() => PageApproval.Verify(SeedSyncView.Sync(SeedSamples.Synced, path => path[13..]));

    [Fact]
    public void Seed_sync_nothing() =>
        PageApproval.Verify(SeedSyncView.Sync(SeedSamples.SyncedAlready, path => path[13..]));

    [Fact]
    public void Seed_clean_some() => PageApproval.Verify(SeedSyncView.Clean(SeedSamples.Cleaned, Samples.Place));

    [Fact]
    public void Seed_clean_nothing() =>
        PageApproval.Verify(SeedSyncView.Clean(new SeedCleanResult([], []), Samples.Place));

    [Fact]
    public void Seed_check_valid() => PageApproval.Verify(SeedCheckView.Render(SeedSamples.Valid, Samples.Place));

    [Fact]
    public void Seed_check_troubled() => PageApproval.Verify(SeedCheckView.Render(SeedSamples.Troubled, Samples.Place));

    [Fact]
    public void Seed_check_before_migrating() =>
        PageApproval.Verify(SeedCheckView.Render(SeedSamples.BeforeMigrating, Samples.Place));

    [Fact]
    public void Seed_watch_seen()
    {
        PageBuilder page = new();
        foreach (Page seen in SeedSamples.Watched.Select(SeedWatchView.Seen))
        {
            page.Add(seen);
        }

        PageApproval.Verify(page.Add(SeedWatchView.Ended(new SeedWatchResult(18, 1))).Build());
    }
}
