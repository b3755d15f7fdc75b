using Furrow.Errors;
using Furrow.Providers;
using static Furrow.Postgres.Tests.Locking.LockTesting;

namespace Furrow.Postgres.Tests.Locking;

public sealed class ProxyTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("transaction")]
    [InlineData("session")]
    public async Task Behind_a_proxy_the_lock_is_a_lease(string poolMode)
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        await test.PrepareStateAsync();
        await using PgBouncer proxy = await PgBouncer.StartAsync(server, test, poolMode);
        await using IDatabase behind = Open(test, proxy, LockKind.Auto);
        await using IDatabaseLock held = await behind.LockAsync(Ann);

        Assert.Equal(LockKind.Lease, held.Kind);
        Assert.Null(await behind.TryLockAsync(Bob, Token));
        Assert.Null(await test.Database.TryLockAsync(Bob, Token));
        await behind.WriteAsync(held, "CREATE TABLE t (a int)");
        Assert.True(await test.Database.BreakLockAsync(true, Token));
        FurrowException refused = await behind.RefusedAsync(held);
        Assert.Equal(ErrorCode.Locked, refused.Code);
    }

    [Fact]
    public async Task A_session_lock_through_shared_sessions_is_refused()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        await test.PrepareStateAsync();
        await using PgBouncer proxy = await PgBouncer.StartAsync(server, test, "transaction");
        await using IDatabase behind = Open(test, proxy, LockKind.Session);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => behind.TryLockAsync(Ann, Token));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
    }

    [Fact]
    public async Task A_session_that_reads_leaves_no_setting_behind_in_a_shared_one()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        await using PgBouncer proxy = await PgBouncer.StartAsync(server, test, "transaction");
        await using IDatabase behind = Open(test, proxy, LockKind.Auto);
        await using ISession reader = await behind.OpenSessionAsync(SessionAccess.Read, Token);
        await using ISession writer = await behind.OpenSessionAsync(SessionAccess.Write, Token);

        await writer.CreateCommand("CREATE TABLE t (a int PRIMARY KEY)").ExecuteNonQueryAsync(Token);
        await using ISessionTransaction reading =
            await reader.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        Npgsql.PostgresException refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => reader.CreateCommand("INSERT INTO t VALUES (1)").ExecuteNonQueryAsync(Token));
        Assert.Equal("25006", refused.SqlState);
        await reading.RollbackAsync(Token);
        Assert.Single((await reader.ReadSchemaAsync(Token)).Tables);
        Assert.Single(await reader.CountRowsAsync(Token));
    }

    [Fact]
    public async Task A_database_that_the_proxy_cannot_find_is_missing()
    {
        await using TestDatabase test = await server.CreateDatabaseAsync();
        await using PgBouncer proxy = await PgBouncer.StartAsync(server, test, "transaction");
        DatabaseReference reference =
            PostgresServer.Reference("furrow not there", test.Role, "127.0.0.1", proxy.Port);
        await using IDatabase behind = new PostgresProvider().Open(reference, PostgresServer.Quick);
        Assert.False(await behind.ExistsAsync(Token));
    }

    private static IDatabase Open(TestDatabase test, PgBouncer proxy, LockKind kind) => new PostgresProvider().Open(
        PostgresServer.Reference(test.Name, test.Role, "127.0.0.1", proxy.Port),
        PostgresServer.Quick with { LockKind = kind });
}
