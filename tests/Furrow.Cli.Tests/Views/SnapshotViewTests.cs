using System.Runtime.CompilerServices;
using System.Text.Json;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;

namespace Furrow.Cli.Tests.Views;

public sealed class SnapshotViewTests
{
    [Fact]
    public void Snapshot_created() => PageApproval.Verify(
        SnapshotView.Created(SnapshotSamples.Created, Samples.Place, path => path["/srv/pilates/".Length..]));

    [Fact]
    public void Snapshot_list() => PageApproval.Verify(SnapshotView.List(SnapshotSamples.List, Samples.Place));

    [Fact]
    public void Snapshot_list_of_none() => PageApproval.Verify(
        SnapshotView.List(new(SnapshotSamples.None), Samples.Place));

    [Fact]
    public void Snapshot_restored() =>
        PageApproval.Verify(SnapshotView.Restored(SnapshotSamples.Restored, Samples.Place));

    [Fact]
    public void Snapshot_differs() => PageApproval.Verify(
        SnapshotView.Verified(SnapshotSamples.Changed, isAgainstDatabase: true, TableNames.Of("postgres")));

    [Fact]
    public void Snapshot_whole() => PageApproval.Verify(SnapshotView.Verified(
        SnapshotSamples.Changed with { Differences = [] }, isAgainstDatabase: true, TableNames.Of("postgres")));

    [Fact]
    public void Snapshot_undone() => PageApproval.Verify(SnapshotView.Undone(SnapshotSamples.Undone, Samples.Place));

    [Fact]
    public void Snapshot_pruned() => PageApproval.Verify(SnapshotView.Pruned(SnapshotSamples.Pruned));

    [Fact]
    public void Snapshot_pruned_nothing() => PageApproval.Verify(
        SnapshotView.Pruned(SnapshotSamples.Pruned with { Pruned = [], InUse = [] }));

    [Fact]
    public void Plan_with_a_snapshot() => PageApproval.Verify(PlanView.Render(
        SetupGenerationSamples.Plan with { Snapshot = SnapshotSamples.Snapshot.Name },
        TableNames.Of("sqlite"),
        Samples.Place));

    [Fact]
    public void Setup_from_a_snapshot() => PageApproval.Verify(AppliedView.Setup(
        Samples.Setup with { Snapshot = SnapshotSamples.Snapshot.Name, NewSnapshot = SnapshotSamples.Snapshot.Name },
        TableNames.Of("sqlite"),
        Samples.Place));

    [Fact]
    public void Snapshot_document() => Verify(
        "snapshot create", json => SnapshotDocument.Write(json, SnapshotSamples.Snapshot, []));

    [Fact]
    public void Snapshot_list_document() => Verify(
        "snapshot list", json => SnapshotDocument.List(json, SnapshotSamples.List.Snapshots));

    private static void Verify(
        string command, Action<Utf8JsonWriter> writeFields, [CallerMemberName] string name = "") => Approval.Verify(
        DocumentText.Ok(new DocumentHead(command, 12, IsIndented: true, HasUnicode: true), writeFields), name);
}
