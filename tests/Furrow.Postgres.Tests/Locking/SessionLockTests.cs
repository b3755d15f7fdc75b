using Furrow.Errors;
using Furrow.Postgres.Locking;
using Furrow.Providers;
using Npgsql;
using static Furrow.Postgres.Tests.Locking.LockTesting;

namespace Furrow.Postgres.Tests.Locking;

public sealed class SessionLockTests(PostgresServer server)
{
    private static readonly LockTiming Fast = new(
        TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_holds_it_until_it_is_given_back()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase other = test.Open(PostgresServer.Quick);
        await using (IDatabaseLock held = await test.Database.LockAsync(Ann))
        {
            Assert.Equal(LockKind.Session, held.Kind);
            Assert.Null(await other.TryLockAsync(Bob, Token));
            LockState state = (await other.ReadLockAsync(Token))!;
            Assert.Equal((Ann.Holder, true), (state.Holder, state.Alive));
            Assert.InRange(state.Since, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
            await test.Database.WriteAsync(held, "CREATE TABLE t (a int)");
        }

        Assert.Null(await other.ReadLockAsync(Token));
        await using IDatabaseLock next = await other.LockAsync(Bob);
        Assert.Equal("2", await test.ValueAsync("SELECT token FROM furrow.lock WHERE id = 1"));
        Assert.Equal("0", await test.ValueAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' "
            + "AND datname = current_database()"));
    }

    [Fact]
    public async Task Databases_and_schemas_of_furrow_lock_apart()
    {
        await using TestDatabase one = await PrepareAsync();
        await using TestDatabase two = await PrepareAsync();
        await using TestDatabase third = await server.CreateDatabaseAsync(
            PostgresServer.Quick with { StateSchema = "other" });
        await third.PrepareStateAsync();
        await using IDatabaseLock first = await one.Database.LockAsync(Ann);
        await using IDatabaseLock second = await two.Database.LockAsync(Ann);
        await using IDatabaseLock other = await third.Database.LockAsync(Ann);

        Assert.NotEqual(AdvisoryKey.Work("furrow"), AdvisoryKey.Work("other"));
        Assert.NotEqual(AdvisoryKey.Work("furrow"), AdvisoryKey.Bootstrap("furrow"));
    }

    [Fact]
    public void The_keys_never_change() => Assert.Equal(
        (-6963199735178469364L, 6631601356182583195L), (AdvisoryKey.Work("furrow"), AdvisoryKey.Bootstrap("furrow")));

    [Fact]
    public async Task A_holder_that_dies_leaves_a_dead_claim()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase holder = test.Open(PostgresServer.Quick, Fast);
        await using IDatabaseLock held = await holder.LockAsync(Ann);
        await EndHolderAsync(test);
        await held.LostAsync();

        LockState state = (await test.Database.ReadLockAsync(Token))!;
        Assert.Equal((Ann.Holder, false), (state.Holder, state.Alive));
        FurrowException refused = await holder.RefusedAsync(held);
        Assert.Equal(ErrorCode.Locked, refused.Code);
        Assert.True(await test.Database.BreakLockAsync(false, Token));
        Assert.Null(await test.Database.ReadLockAsync(Token));
        Assert.False(await test.Database.BreakLockAsync(true, Token));
    }

    [Fact]
    public async Task A_dead_claim_does_not_keep_the_next_one_out()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        await EndHolderAsync(test);
        await using IDatabaseLock next = await test.Database.LockAsync(Bob);
        Assert.Equal(Bob.Holder, (await test.Database.ReadLockAsync(Token))!.Holder);

        // The old holder gives back what it no longer has, and takes nothing from the new one.
        await held.DisposeAsync();
        Assert.Equal((Bob.Holder, true), (await test.Database.ReadLockAsync(Token)) is { } now
            ? (now.Holder, now.Alive) : ("", false));
    }

    [Fact]
    public async Task The_guard_notices_before_the_watch_does()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        await EndHolderAsync(test);
        FurrowException refused = await test.Database.RefusedAsync(held);
        Assert.Equal(ErrorCode.Locked, refused.Code);
        Assert.True(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_live_holder_is_only_ended_by_force()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase holder = test.Open(PostgresServer.Quick, Fast);
        await using IDatabaseLock held = await holder.LockAsync(Ann);
        Assert.False(await test.Database.BreakLockAsync(false, Token));
        Assert.True((await test.Database.ReadLockAsync(Token))!.Alive);

        Assert.True(await test.Database.BreakLockAsync(true, Token));
        await held.LostAsync();
        Assert.Null(await test.Database.ReadLockAsync(Token));
        await using IDatabaseLock next = await test.Database.LockAsync(Bob);
        Assert.False(next.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Another_roles_session_cannot_be_ended()
    {
        await using TestDatabase test = await PrepareAsync();
        TestRole other = await server.CreateRoleAsync("other");
        string role = PostgresServer.Quote(other.Name);
        await test.RunAsync(
            $"GRANT USAGE ON SCHEMA furrow TO {role}", $"GRANT SELECT, UPDATE ON furrow.lock TO {role}");
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        await using IDatabase stranger = test.Open(PostgresServer.Quick, other);

        Assert.True((await stranger.ReadLockAsync(Token))!.Alive);
        FurrowException error =
            await Assert.ThrowsAsync<FurrowException>(() => stranger.BreakLockAsync(true, Token));
        Assert.Equal(ErrorCode.DatabasePermission, error.Code);
        Assert.Contains("pg_terminate_backend", error.Hint, StringComparison.Ordinal);
        Assert.True((await test.Database.ReadLockAsync(Token))!.Alive);
    }

    [Fact]
    public async Task A_lock_without_a_claim_is_still_a_lock()
    {
        await using TestDatabase test = await PrepareAsync();
        await test.RunAsync($"SELECT pg_advisory_lock({AdvisoryKey.Work("furrow")})");
        Assert.Null(await test.Database.TryLockAsync(Ann, Token));
        LockState state = (await test.Database.ReadLockAsync(Token))!;
        Assert.True(state.Alive);
        Assert.StartsWith("server process ", state.Holder, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LockKind.Session)]
    [InlineData(LockKind.Lease)]
    public async Task What_was_given_back_guards_nothing(LockKind kind)
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase database = test.Open(PostgresServer.Quick with { LockKind = kind });
        IDatabaseLock held = await database.LockAsync(Ann);
        await held.DisposeAsync();
        await held.DisposeAsync();
        Assert.Equal(ErrorCode.Locked, (await database.RefusedAsync(held)).Code);
    }

    [Fact]
    public async Task A_lock_table_without_rows_is_no_lock_to_wait_for()
    {
        await using TestDatabase test = await PrepareAsync();
        await test.RunAsync("DELETE FROM furrow.lock");
        FurrowException error =
            await Assert.ThrowsAsync<FurrowException>(() => test.Database.TryLockAsync(Ann, Token));
        Assert.Contains("INSERT INTO \"furrow\".\"lock\"", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_furrows_tables_nobody_holds_it()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        Assert.Null(await test.Database.ReadLockAsync(Token));
        Assert.False(await test.Database.BreakLockAsync(true, Token));
    }

    [Fact]
    public async Task A_held_lock_does_not_block_building_an_index_concurrently()
    {
        await using TestDatabase test = await PrepareAsync();
        await test.RunAsync("CREATE TABLE t (a int)");
        await using IDatabase other = test.Open(PostgresServer.Quick);
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        using CancellationTokenSource stop = new();
        Task polling = PollAsync(other, stop.Token);
        await test.RunAsync("SET lock_timeout = '5s'", "CREATE INDEX CONCURRENTLY i ON t (a)");
        await stop.CancelAsync();
        await polling;
        Assert.Equal("t", await test.ValueAsync(
            "SELECT indisvalid::text::char(1) FROM pg_index WHERE indexrelid = 'i'::regclass"));
    }

    private static async Task PollAsync(IDatabase database, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Assert.Null(await database.TryLockAsync(Bob, Token));
            await Task.Delay(20, Token);
        }
    }

    private async Task<TestDatabase> PrepareAsync()
    {
        TestDatabase test = await server.CreateDatabaseAsync();
        await test.PrepareStateAsync();
        return test;
    }

    private static async Task EndHolderAsync(TestDatabase test)
    {
        await test.RunAsync("SELECT pg_terminate_backend(session_id::int) FROM furrow.lock WHERE id = 1");
        for (int look = 0; look < 100; look++)
        {
            if (await test.ValueAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                + "(SELECT oid FROM pg_database WHERE datname = current_database())") == "0")
            {
                return;
            }

            await Task.Delay(20, Token);
        }

        throw new PostgresException("The session did not end.", "ERROR", "ERROR", "XX000");
    }
}
