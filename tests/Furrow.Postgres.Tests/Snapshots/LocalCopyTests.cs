using Furrow.Errors;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>Copies that the server makes and keeps.</summary>
public sealed class LocalCopyTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_copy_is_listed_restored_undone_and_dropped()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1)");
        string name = PostgresServer.Quote(scene.Name);
        await scene.Target.RunAsync(
            $"ALTER DATABASE {name} SET work_mem TO '5MB'", $"COMMENT ON DATABASE {name} IS 'x'");
        string hashes = await SnapshotScene.HashAsync(await scene.Target.SessionAsync(), None);
        await scene.ReopenAsync();
        string seen = "";
        StoredDatabase stored = await scene.Work.StoreAsync(
            scene.Store(async (session, token) => seen = await SnapshotScene.HashAsync(session, token), isLocal: true),
            None);
        Assert.Equal(hashes, seen);
        Assert.True(stored.SizeBytes > 1 << 20);
        Assert.Equal([stored.Place], await scene.Work.ListLocalAsync(None));

        await scene.Target.RunAsync("UPDATE t SET a = 2");
        Replaced replaced = await scene.RestoreAsync(stored, isLocal: true);
        Assert.Equal(1, replaced.EndedSessions);
        Assert.Equal("1", await scene.ValueAsync("SELECT a FROM t"));
        Assert.Equal("5MB", await scene.Target.ValueAsync("SHOW work_mem"));
        Assert.Equal("x", await scene.Target.ValueAsync(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"));
        Assert.Equal([stored.Place], await scene.Work.ListLocalAsync(None));
        await using (IRestoration undo = await scene.Work.UndoAsync(None))
        {
            await undo.CommitAsync(None);
        }

        Assert.Equal("2", await scene.ValueAsync("SELECT a FROM t"));
        await scene.Work.DropLocalAsync(stored.Place, None);
        await scene.Work.DropLocalAsync(stored.Place, None);
        Assert.Empty(await scene.Work.ListLocalAsync(None));
        FurrowException missing =
            await Assert.ThrowsAsync<FurrowException>(() => scene.RestoreAsync(stored, isLocal: true));
        Assert.Equal(ErrorCode.SnapshotMissing, missing.Code);
        Assert.Equal(
            ErrorCode.SnapshotMissing,
            (await Assert.ThrowsAsync<FurrowException>(() => scene.Work.DropLocalAsync(scene.Name, None))).Code);
    }

    [Fact]
    public async Task Whoever_is_connected_is_named_and_not_ended()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => scene.Work.StoreAsync(scene.Store(isLocal: true), None));
        Assert.Equal(ErrorCode.Locked, error.Code);
        Assert.Contains(scene.Role.Name, error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await scene.Target.ValueAsync("SELECT count(*) FROM t"));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public async Task When_the_look_fails_no_copy_is_left()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        StoreRequest request = scene.Store((_, _) => throw new InvalidOperationException("seen enough"), isLocal: true);
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Work.StoreAsync(request, None));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public void A_mark_reads_back_whatever_the_names_hold()
    {
        DatabaseMark mark = new("it's \"{odd}\" \\ ü", new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), "{a}");
        Assert.Equal(mark, DatabaseMark.Read(mark.Write()));
        Assert.Equal(mark with { Comment = null }, DatabaseMark.Read((mark with { Comment = null }).Write()));
        Assert.Null(DatabaseMark.Read("{ not json"));
        Assert.Null(DatabaseMark.Read("{\"furrow keeps this for\": 1}"));
        Assert.Null(DatabaseMark.Read("a comment"));
    }
}
