using Furrow.Postgres.Snapshots;
using Furrow.Providers;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>
/// A restore that ends at any step leaves what was there usable, and nothing that the next one does not clear away.
/// </summary>
public sealed class KilledRestoreTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<int> Steps => [.. Enum.GetValues<ReplaceStep>().Select(step => (int)step)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_error_at_any_step_puts_everything_back(int step)
    {
        await using SnapshotScene scene = await PrepareAsync();
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("UPDATE t SET a = 2");
        ISnapshotWork work = scene.Make(
            reached => (int)reached == step ? throw new InvalidOperationException("stop") : Task.CompletedTask);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReplaceAsync(work, scene.Restore(stored), None));

        // Once the names are swapped it is done, whatever comes after.
        bool isDone = (ReplaceStep)step == ReplaceStep.Swapped;
        Assert.Equal(isDone ? "1" : "2", await scene.ValueAsync("SELECT a FROM t"));
        Assert.Equal(isDone ? 1 : 0, (await scene.OthersAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task When_its_connections_are_killed_the_next_one_finds_what_was_left(int step)
    {
        await using SnapshotScene scene = await PrepareAsync();
        StoredDatabase stored = await scene.StoreAsync();
        await scene.Target.RunAsync("UPDATE t SET a = 2");
        ISnapshotWork work = scene.Make(
            reached => (int)reached == step ? KillAsync(scene) : Task.CompletedTask);
        await Assert.ThrowsAnyAsync<Exception>(() => ReplaceAsync(work, scene.Restore(stored), None));
        bool isDone = (ReplaceStep)step == ReplaceStep.Swapped;
        Assert.Equal(isDone ? "1" : "2", await scene.ValueAsync("SELECT a FROM t"));

        await scene.Target.RunAsync("UPDATE t SET a = 3");
        await scene.RestoreAsync(stored);
        Assert.Equal("1", await scene.ValueAsync("SELECT a FROM t"));
        Assert.Single(await scene.OthersAsync());
    }

    [Fact]
    public async Task Cancelled_at_any_time_it_is_either_done_or_never_was()
    {
        await using SnapshotScene scene = await PrepareAsync();
        StoredDatabase stored = await scene.StoreAsync();
        int value = 1;
        for (int delayMs = 10; delayMs < 900; delayMs += 60)
        {
            value++;
            await scene.ReopenAsync();
            await scene.Target.RunAsync($"UPDATE t SET a = {value}");
            using CancellationTokenSource cancel = new(delayMs);
            bool isDone = true;
            try
            {
                await ReplaceAsync(scene.Work, scene.Restore(stored), cancel.Token);
            }
            catch (OperationCanceledException)
            {
                isDone = (await scene.ValueAsync("SELECT a FROM t")) == "1";
            }

            Assert.Equal(isDone ? "1" : $"{value}", await scene.ValueAsync("SELECT a FROM t"));
            Assert.DoesNotContain(
                await scene.OthersAsync(), name => name.StartsWith("furrow_restore_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_database_of_a_similar_name_and_one_being_made_are_left_alone()
    {
        await using SnapshotScene scene = await PrepareAsync();
        StoredDatabase stored = await scene.StoreAsync();
        string dead = KeptDatabases.Side.For("dead");
        string deadCopy = KeptDatabases.Copy.For("dead");
        string similar = "furrow_restore_" + Path.GetRandomFileName();
        foreach (string name in (string[])[dead, deadCopy, similar])
        {
            await server.AdministerAsync(
                $"CREATE DATABASE {PostgresServer.Quote(name)} OWNER {PostgresServer.Quote(scene.Role.Name)}");
        }

        await using SnapshotScene other = await SnapshotScene.CreateAsync(server);
        await server.AdministerAsync(
            $"GRANT {PostgresServer.Quote(scene.Role.Name)} TO {PostgresServer.Quote(other.Role.Name)}");
        await using IRestoration living = await scene.Work.RestoreAsync(scene.Restore(stored), None);
        StoredDatabase others = await other.StoreAsync();
        await other.RestoreAsync(others);
        List<string> left = await scene.OthersAsync();
        Assert.Contains(similar, left);
        Assert.DoesNotContain(dead, left);
        Assert.DoesNotContain(deadCopy, left);
        await living.CommitAsync(None);
    }

    private async Task<SnapshotScene> PrepareAsync()
    {
        SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)", "INSERT INTO t VALUES (1)");
        return scene;
    }

    private static async Task ReplaceAsync(ISnapshotWork work, RestoreRequest request, CancellationToken token)
    {
        await using IRestoration restoration = await work.RestoreAsync(request, token);
        await restoration.CommitAsync(token);
    }

    // As if the machine of the restore were gone: the server ends all that it had open.
    private static async Task KillAsync(SnapshotScene scene)
    {
        await scene.AdministerAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                + $"WHERE usename = {SnapshotScene.Literal(scene.Role.Name)}",
            "postgres");
        throw new InvalidOperationException("killed");
    }
}
