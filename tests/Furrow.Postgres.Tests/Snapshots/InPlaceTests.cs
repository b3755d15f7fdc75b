using Furrow.Errors;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>A role that can make no other database restores inside its own, in one transaction.</summary>
public sealed class InPlaceTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Everything_comes_back_in_place_and_undo_brings_back_what_was_replaced()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, options: "");
        await scene.Target.RunAsync(RichSchema.Statements);
        await scene.Target.PrepareStateAsync();
        ISession session = await scene.Target.SessionAsync();
        DatabaseCatalog before = await session.ReadCatalogAsync(None);
        string hashes = await SnapshotScene.HashAsync(session, None);
        StoredDatabase stored = await scene.StoreAsync();
        string? rest = await scene.Target.ValueAsync(RichSchema.Rest);
        await scene.Target.RunAsync(
            "DROP TABLE child CASCADE", "DELETE FROM billing.event", "CREATE TABLE later (a int)",
            "INSERT INTO later VALUES (1)", "CREATE SCHEMA more", "SELECT lo_from_bytea(0, 'x')",
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC");
        string later = await SnapshotScene.HashAsync(session, None);

        string path;
        await using (IRestoration restoration = await scene.Work.RestoreAsync(scene.Restore(stored), None))
        {
            Assert.True(restoration.IsInPlace);
            Assert.NotNull(restoration.Session.Transaction);
            Assert.Equal(hashes, await SnapshotScene.HashAsync(restoration.Session, None));
            Assert.Equal("\"$user\", public", await SearchPathAsync(restoration.Session));
            Replaced replaced = await restoration.CommitAsync(None);
            Assert.Equal(0, replaced.EndedSessions);
            path = replaced.Previous!.Place;
            Assert.True(File.Exists(path));
        }

        Assert.Equal(hashes, await SnapshotScene.HashAsync(session, None));
        Assert.Empty(CatalogDiff.Compare(before, await session.ReadCatalogAsync(None)));
        Assert.Equal(rest, await scene.Target.ValueAsync(RichSchema.Rest));
        Assert.Equal("0", await scene.Target.ValueAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'more'"));
        Assert.Equal(path, (await scene.Work.FindPreviousAsync(None))!.Place);

        await using (IRestoration undo = await scene.Work.UndoAsync(None))
        {
            await undo.CommitAsync(None);
        }

        Assert.Equal(later, await SnapshotScene.HashAsync(session, None));
        Assert.False(File.Exists(path));
        await using (IRestoration again = await scene.Work.UndoAsync(None))
        {
            await again.CommitAsync(None);
        }

        Assert.Equal(hashes, await SnapshotScene.HashAsync(session, None));
        Assert.Empty(await scene.OthersAsync());
    }

    [Fact]
    public async Task Without_a_commit_or_with_an_error_everything_is_as_it_was()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server, options: "");
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("UPDATE t SET a = 2");
        await using (await scene.Work.RestoreAsync(scene.Restore(stored), None))
        {
        }

        Assert.Equal("2", await scene.Target.ValueAsync("SELECT a FROM t"));
        foreach (ReplaceStep step in (ReplaceStep[])[ReplaceStep.Locked, ReplaceStep.Created, ReplaceStep.Loaded])
        {
            ISnapshotWork work = scene.Make(
                reached => reached == step ? throw new InvalidOperationException("stop") : Task.CompletedTask);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => work.RestoreAsync(scene.Restore(stored), None));
            Assert.Equal("2", await scene.Target.ValueAsync("SELECT a FROM t"));
        }

        byte[] bytes = await File.ReadAllBytesAsync(stored.Place, None);
        await File.WriteAllBytesAsync(stored.Place, bytes[..^20], None);
        await Assert.ThrowsAsync<FurrowException>(() => scene.Work.RestoreAsync(scene.Restore(stored), None));
        Assert.Equal("2", await scene.Target.ValueAsync("SELECT a FROM t"));
        Assert.Empty(Directory.EnumerateFiles(scene.Restore(stored).ScratchFolder));
    }

    [Fact]
    public async Task An_extension_that_only_a_superuser_may_create_stays_where_it_is()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.AdministerAsync("CREATE EXTENSION bloom");
        await scene.Target.RunAsync(
            "CREATE TABLE t (a integer)", "CREATE INDEX b ON t USING bloom (a)", "INSERT INTO t VALUES (1)");
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("DROP TABLE t");
        RestoreRequest request =
            scene.Restore(stored) with { Extensions = [new Extension("bloom", "1.0", "public")] };
        Assert.Contains(await scene.Work.InspectAsync(request, None), found =>
            found.Name == "extensions" && !found.IsFatal && found.Found.Contains("in place", StringComparison.Ordinal));
        await using (IRestoration restoration = await scene.Work.RestoreAsync(request, None))
        {
            Assert.True(restoration.IsInPlace);
            await restoration.CommitAsync(None);
        }

        Assert.Equal("1", await scene.Target.ValueAsync("SELECT a FROM t"));
    }

    private static async Task<string?> SearchPathAsync(ISession session)
    {
        await using System.Data.Common.DbCommand command = session.CreateCommand("SHOW search_path");
        return (string?)await command.ExecuteScalarAsync();
    }
}
