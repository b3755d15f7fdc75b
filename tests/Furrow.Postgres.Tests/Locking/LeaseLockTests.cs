using Furrow.Errors;
using Furrow.Postgres.Locking;
using Furrow.Postgres.Tests.Connecting;
using Furrow.Providers;
using static Furrow.Postgres.Tests.Locking.LockTesting;

namespace Furrow.Postgres.Tests.Locking;

public sealed class LeaseLockTests(PostgresServer server)
{
    private static readonly DatabaseOptions Lease = PostgresServer.Quick with { LockKind = LockKind.Lease };

    private static readonly LockTiming Fast = new(
        TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(5));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_holds_it_until_it_is_given_back()
    {
        await using TestDatabase test = await PrepareAsync();
        await using (IDatabaseLock held = await test.Database.LockAsync(Ann))
        {
            Assert.Equal(LockKind.Lease, held.Kind);
            Assert.Null(await test.Database.TryLockAsync(Bob, Token));
            LockState state = (await test.Database.ReadLockAsync(Token))!;
            Assert.Equal((Ann.Holder, true), (state.Holder, state.Alive));
            await test.Database.WriteAsync(held, "CREATE TABLE t (a int)");
            Assert.False(await test.Database.BreakLockAsync(false, Token));
        }

        Assert.Null(await test.Database.ReadLockAsync(Token));
        await using IDatabaseLock next = await test.Database.LockAsync(Bob);
        Assert.Equal("2", await test.ValueAsync("SELECT token FROM furrow.lock WHERE id = 1"));
    }

    [Fact]
    public async Task The_heart_beats_in_a_row_of_its_own()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase holder = test.Open(Lease, Fast);
        await using IDatabaseLock held = await holder.LockAsync(Ann);
        await using ISession session = await holder.OpenSessionAsync(SessionAccess.Write, Token);
        await using ISessionTransaction open =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        await held.GuardAsync(session, open.Transaction, Token);

        string? before = await test.ValueAsync("SELECT heartbeat_at::text FROM furrow.lock WHERE id = 2");
        string? claim = await test.ValueAsync("SELECT xmin::text FROM furrow.lock WHERE id = 1");
        await Task.Delay(500, Token);
        Assert.NotEqual(before, await test.ValueAsync("SELECT heartbeat_at::text FROM furrow.lock WHERE id = 2"));
        Assert.Equal(claim, await test.ValueAsync("SELECT xmin::text FROM furrow.lock WHERE id = 1"));
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_silent_holder_is_taken_over_and_writes_nothing_more()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock old = await test.Database.LockAsync(Ann);
        await SilenceAsync(test);
        Assert.False((await test.Database.ReadLockAsync(Token))!.Alive);

        await using IDatabaseLock next = await test.Database.LockAsync(Bob);
        Assert.Equal(Bob.Holder, (await test.Database.ReadLockAsync(Token))!.Holder);
        FurrowException refused = await test.Database.RefusedAsync(old);
        Assert.Equal(ErrorCode.Locked, refused.Code);
        Assert.True(old.Lost.IsCancellationRequested);
        await old.DisposeAsync();
        Assert.Equal(Bob.Holder, (await test.Database.ReadLockAsync(Token))!.Holder);
        await test.Database.WriteAsync(next, "CREATE TABLE t (a int)");
        Assert.Equal("0", await test.ValueAsync("SELECT count(*) FROM pg_class WHERE relname = 'never'"));
    }

    [Fact]
    public async Task A_take_over_waits_for_what_the_old_holder_has_under_way()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock old = await test.Database.LockAsync(Ann);
        await using ISession session = await test.Database.OpenSessionAsync(SessionAccess.Write, Token);
        ISessionTransaction open = await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        await old.GuardAsync(session, open.Transaction, Token);
        await SilenceAsync(test);
        Assert.Null(await test.Database.TryLockAsync(Bob, Token));

        await session.CreateCommand("CREATE TABLE finished (a int)").ExecuteNonQueryAsync(Token);
        await open.CommitAsync(Token);
        await open.DisposeAsync();
        await using IDatabaseLock next = await test.Database.LockAsync(Bob);
        Assert.Equal("1", await test.ValueAsync("SELECT count(*) FROM pg_class WHERE relname = 'finished'"));
    }

    [Fact]
    public async Task The_old_holders_watch_notices_the_take_over()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase slow = test.Open(Lease, Fast);
        await using IDatabaseLock old = await slow.LockAsync(Ann);
        await test.RunAsync("UPDATE furrow.lock SET token = token + 1 WHERE id = 1");
        await old.LostAsync();
        Assert.True(old.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Force_takes_it_from_a_live_holder()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        Assert.True(await test.Database.BreakLockAsync(true, Token));
        Assert.Null(await test.Database.ReadLockAsync(Token));
        await test.Database.RefusedAsync(held);
        Assert.False(await test.Database.BreakLockAsync(true, Token));
    }

    [Fact]
    public async Task Force_says_so_when_a_transaction_of_the_holder_does_not_end()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock held = await test.Database.LockAsync(Ann);
        await using ISession session = await test.Database.OpenSessionAsync(SessionAccess.Write, Token);
        await using ISessionTransaction open =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        await held.GuardAsync(session, open.Transaction, Token);
        FurrowException busy =
            await Assert.ThrowsAsync<FurrowException>(() => test.Database.BreakLockAsync(true, Token));
        Assert.Equal(ErrorCode.Locked, busy.Code);
        Assert.True((await test.Database.ReadLockAsync(Token))!.Alive);
    }

    [Fact]
    public async Task Of_many_that_take_over_at_once_one_does()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabaseLock old = await test.Database.LockAsync(Ann);
        await SilenceAsync(test);
        IDatabaseLock?[] taken = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => test.Database.TryLockAsync(Bob, Token)));
        Assert.Single(taken, one => one is not null);
        await taken.Single(one => one is not null)!.DisposeAsync();
    }

    [Fact]
    public async Task Leases_and_session_locks_keep_each_other_out()
    {
        await using TestDatabase test = await PrepareAsync();
        await using IDatabase direct = test.Open(PostgresServer.Quick with { LockKind = LockKind.Session });
        await using (IDatabaseLock lease = await test.Database.LockAsync(Ann))
        {
            Assert.Null(await direct.TryLockAsync(Bob, Token));
        }

        await using (IDatabaseLock session = await direct.LockAsync(Bob))
        {
            Assert.Null(await test.Database.TryLockAsync(Ann, Token));
        }

        // A dead lease does not keep a session lock out, and its holder finds itself without it.
        await using IDatabaseLock dead = await test.Database.LockAsync(Ann);
        await SilenceAsync(test);
        await using IDatabaseLock next = await direct.LockAsync(Bob);
        await test.Database.RefusedAsync(dead);
    }

    [Fact]
    public async Task A_lost_connection_is_made_again_and_a_long_silence_is_a_loss()
    {
        await using TestDatabase test = await PrepareAsync();
        TcpForwarder network = TcpForwarder.Start(0, new System.Net.DnsEndPoint(server.Host, server.Port));
        int port = network.Port;
        LockTiming timing = Fast with { Lifetime = TimeSpan.FromSeconds(3) };
        await using IDatabase behind = new PostgresDatabase(
            new PostgresProvider(), PostgresServer.Reference(test.Name, test.Role, "127.0.0.1", port), Lease, timing);
        await using IDatabaseLock held = await behind.LockAsync(Ann);
        network.Cut();
        await Task.Delay(700, Token);
        Assert.False(held.Lost.IsCancellationRequested);
        await behind.WriteAsync(held, "CREATE TABLE t (a int)");

        await network.DisposeAsync();
        await held.LostAsync();
        Assert.True(held.Lost.IsCancellationRequested);
    }

    private async Task<TestDatabase> PrepareAsync()
    {
        TestDatabase test = await server.CreateDatabaseAsync(Lease);
        await test.PrepareStateAsync();
        return test;
    }

    // What the row looks like when the holder has not been heard of for as long as a lease lives.
    private static Task SilenceAsync(TestDatabase test) =>
        test.RunAsync("UPDATE furrow.lock SET heartbeat_at = clock_timestamp() - interval '16 s' WHERE id = 2");
}
