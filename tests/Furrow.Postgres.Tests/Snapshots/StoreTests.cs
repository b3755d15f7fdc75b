using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Postgres.Diagnosis;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>Storing: one moment, by the right program, and nothing left behind when it fails.</summary>
public sealed class StoreTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(0)]
    public async Task What_is_looked_at_is_what_is_stored_while_others_write(long directorySizeMin)
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE a (id integer)", "CREATE TABLE b (id integer)");
        using CancellationTokenSource stop = new();
        TaskCompletionSource written = new();
        Task writing = WriteAsync(scene, written, stop.Token);
        await written.Task;
        ImmutableArray<TableRowCount> counts = [];
        StoredDatabase stored = await scene.Make(directorySizeMin: directorySizeMin).StoreAsync(
            scene.Store(async (session, token) => counts = await session.CountRowsAsync(token)), None);
        await stop.CancelAsync();
        await writing;
        Assert.Equal(counts[0].Rows, counts[1].Rows);
        Assert.InRange(counts[0].Rows, 1, long.MaxValue);
        await using IRestoration restoration = await scene.Work.RestoreAsync(scene.Restore(stored), None);
        Assert.Equal(counts, await restoration.Session.CountRowsAsync(None));
    }

    [Fact]
    public async Task Rows_are_left_out_of_the_tables_named_and_of_their_partitions()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync(
            "CREATE TABLE \"a*b\" (id integer)", "INSERT INTO \"a*b\" VALUES (1)",
            "CREATE TABLE \"aXb\" (id integer)", "INSERT INTO \"aXb\" VALUES (1)",
            "CREATE TABLE \"q\"\"$.t\" (id integer)", "INSERT INTO \"q\"\"$.t\" VALUES (1)",
            "CREATE TABLE p (id integer) PARTITION BY LIST (id)",
            "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", "INSERT INTO p VALUES (1)");
        StoredDatabase stored = await scene.Work.StoreAsync(
            scene.Store() with
            {
                WithoutRows = [new("public", "a*b"), new("public", "q\"$.t"), new("public", "p")],
            },
            None);
        await scene.RestoreAsync(stored);
        await scene.ReopenAsync();
        ISession session = await scene.Target.SessionAsync();
        Assert.Equal(
            ["public.a*b 0", "public.aXb 1", "public.p 0", "public.q\"$.t 0"],
            (await session.CountRowsAsync(None)).Select(count => $"{count.Table} {count.Rows}"));
    }

    [Fact]
    public async Task All_that_may_not_be_read_is_said_at_once_and_nothing_is_left()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.AdministerAsync("CREATE TABLE secret (a integer)");
        await scene.AdministerAsync("CREATE SCHEMA closed CREATE TABLE t (a integer)");
        await scene.AdministerAsync("SELECT lo_from_bytea(0, 'x')");
        StoreRequest request = scene.Store();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => scene.Work.StoreAsync(request, None));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Equal(3, error.Detail!.Split('\n').Length);
        Assert.False(Path.Exists(request.Path));
    }

    [Fact]
    public async Task When_the_look_fails_or_it_is_cancelled_the_program_ends_and_the_file_is_gone()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        StoreRequest failing = scene.Store((_, _) => throw new InvalidOperationException("seen enough"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => scene.Work.StoreAsync(failing, None));
        Assert.False(Path.Exists(failing.Path));

        // The program waits for a lock, so it is surely running when it is cancelled.
        await scene.Target.RunAsync("BEGIN", "LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
        using CancellationTokenSource cancel = new();
        StoreRequest cancelled = scene.Store(async (_, token) =>
        {
            string waiting = $"SELECT pid FROM pg_stat_activity WHERE datname = {SnapshotScene.Literal(scene.Name)} "
                + "AND wait_event_type = 'Lock'";
            while ((await scene.AskAsync(waiting)).Count == 0)
            {
                await Task.Delay(20, token);
            }

            await cancel.CancelAsync();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Work.StoreAsync(cancelled, cancel.Token));
        Assert.False(Path.Exists(cancelled.Path));
        await scene.Target.RunAsync("ROLLBACK");
    }

    [Fact]
    public async Task Progress_ends_with_the_size_and_the_file_is_for_its_owner_alone()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        Sizes sizes = new();
        StoredDatabase stored = await scene.Work.StoreAsync(scene.Store() with { Progress = sizes }, None);
        Assert.Equal(stored.SizeBytes, sizes.Last);
        Assert.Equal(new FileInfo(stored.Place).Length, stored.SizeBytes);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(stored.Place));
        }

        await Assert.ThrowsAsync<IOException>(
            () => scene.Work.StoreAsync(scene.Store() with { Path = stored.Place }, None));
    }

    private static async Task WriteAsync(SnapshotScene scene, TaskCompletionSource written, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await scene.Target.RunAsync(
                "WITH one AS (INSERT INTO a SELECT generate_series(1, 10)) "
                    + "INSERT INTO b SELECT generate_series(1, 10)");
            written.TrySetResult();
        }
    }

    private sealed class Sizes : IProgress<long>
    {
        public long Last { get; private set; }

        public void Report(long value) => Last = value;
    }
}
