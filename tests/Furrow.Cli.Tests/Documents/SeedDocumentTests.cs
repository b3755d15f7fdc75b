using System.Runtime.CompilerServices;
using System.Text.Json;
using Furrow.Cli.Documents;

namespace Furrow.Cli.Tests.Documents;

public sealed class SeedDocumentTests
{
    [Fact]
    public void Seed_rehearsed_document() => Verify(
        "seed",
        json => SeedPreviewDocument.Write(json, SeedSamples.Rehearsed, Cli.Rendering.TableNames.Of("postgres")));

    [Fact]
    public void Seed_sync_document() => Verify("seed-sync", json => SeedSyncDocument.Sync(json, SeedSamples.Synced));

    [Fact]
    public void Seed_clean_document() =>
        Verify("seed-clean", json => SeedSyncDocument.Clean(json, SeedSamples.Cleaned));

    [Fact]
    public void Seed_check_document() =>
        Verify("seed-check", json => SeedCheckDocument.Write(json, SeedSamples.Troubled));

    [Fact]
    public void Seed_watch_document() => Verify(
        "seed-watch", json => SeedWatchDocument.Seen(json, SeedSamples.Watched.ElementAt(3)));

    private static void Verify(
        string command, Action<Utf8JsonWriter> writeFields, [CallerMemberName] string name = "") => Approval.Verify(
        DocumentText.Ok(new DocumentHead(command, 12, IsIndented: true, HasUnicode: true), writeFields), name);
}
