using Furrow.Providers;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>What a restore in place allocates, measured while no other test does.</summary>
[Collection(nameof(InPlaceMemoryTests))]
[CollectionDefinition(nameof(InPlaceMemoryTests), DisableParallelization = true)]
public sealed class InPlaceMemoryTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_large_table_does_not_pass_through_memory()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, options: "");
        await scene.Target.RunAsync(
            "CREATE TABLE t (a text)",
            "INSERT INTO t SELECT repeat(md5(g::text), 32) FROM generate_series(1, 40000) g");
        StoredDatabase stored = await scene.StoreAsync();
        long before = GC.GetTotalAllocatedBytes();
        await using (IRestoration restoration = await scene.Work.RestoreAsync(scene.Restore(stored), None))
        {
            Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 20L << 20);
            await restoration.CommitAsync(None);
        }

        Assert.Equal("40000", await scene.Target.ValueAsync("SELECT count(*) FROM t"));
    }
}
