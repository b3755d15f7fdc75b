using Furrow.Errors;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Tests;

public sealed class PostgresTransactionTests(PostgresServer server)
{
    private static readonly TransactionRequest Work = new(TransactionPurpose.Work);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_commit_keeps_what_was_done()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        await using (await session.BeginAsync(Work, Token))
        {
            await database.RunAsync("INSERT INTO t VALUES (1)");
        }

        await using (ISessionTransaction rolledBack = await session.BeginAsync(Work, Token))
        {
            await database.RunAsync("INSERT INTO t VALUES (2)");
            await rolledBack.RollbackAsync(Token);
        }

        await using (ISessionTransaction committed = await session.BeginAsync(Work, Token))
        {
            await database.RunAsync("INSERT INTO t VALUES (3)");
            await committed.CommitAsync(Token);
        }

        Assert.Equal("3", await database.ValueAsync("SELECT string_agg(a::text, ',') FROM t"));
    }

    [Fact]
    public async Task The_lock_timeout_ends_with_the_transaction()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        TransactionRequest request = new(TransactionPurpose.SchemaChange, TimeSpan.FromMilliseconds(1500));
        await using (ISessionTransaction transaction = await session.BeginAsync(request, Token))
        {
            Assert.Equal("1500ms", await database.ValueAsync("SHOW lock_timeout"));
            await transaction.CommitAsync(Token);
        }

        Assert.Equal("0", await database.ValueAsync("SHOW lock_timeout"));
    }

    [Fact]
    public async Task Waiting_too_long_for_a_lock_is_told_as_such()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        await using ISession blocker = await database.Database.OpenSessionAsync(SessionAccess.Write, Token);
        await using ISessionTransaction held = await blocker.BeginAsync(Work, Token);
        await blocker.CreateCommand("LOCK TABLE t").ExecuteNonQueryAsync(Token);

        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(
            Work with { LockTimeout = TimeSpan.FromMilliseconds(50) }, Token);
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => database.RunAsync("ALTER TABLE t ADD b int"));
        DatabaseFault fault = session.Explain(error);
        Assert.Equal((true, "55P03", false), (fault.IsLockTimeout, fault.SqlState, fault.IsConnectionLost));
    }

    [Fact]
    public async Task Deferred_violations_are_a_statements_error_before_the_commit()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        await database.RunAsync(
            "CREATE TABLE t (id int PRIMARY KEY, up int CONSTRAINT up_fk REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
        await using ISessionTransaction transaction = await session.BeginAsync(Work, Token);
        await database.RunAsync("INSERT INTO t VALUES (1, 2)");
        PostgresException error =
            await Assert.ThrowsAsync<PostgresException>(() => transaction.CommitAsync(Token));

        Assert.Equal(("23503", "up_fk"), (error.SqlState, error.ConstraintName));
        await transaction.DisposeAsync();
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("COMMIT", null, TransactionPurpose.SchemaChange, ErrorCode.MigrationFailed)]
    [InlineData("ROLLBACK", null, TransactionPurpose.Work, ErrorCode.SeedFailed)]
    [InlineData("COMMIT", "BEGIN", TransactionPurpose.Work, ErrorCode.SeedFailed)]
    [InlineData("ROLLBACK AND CHAIN", null, TransactionPurpose.Work, ErrorCode.SeedFailed)]
    public async Task A_script_that_ends_the_transaction_is_found_out(
        string end, string? begin, TransactionPurpose purpose, string code)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        ISessionTransaction transaction = await session.BeginAsync(new TransactionRequest(purpose), Token);
        await database.RunAsync(end);
        if (begin is not null)
        {
            await database.RunAsync(begin);
        }

        if (begin is not null || end.Contains("CHAIN", StringComparison.Ordinal))
        {
            await database.RunAsync("INSERT INTO t VALUES (1)");
        }

        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => transaction.CommitAsync(Token));
        Assert.Equal(code, error.Code);
        await transaction.DisposeAsync();
        await using ISessionTransaction next = await session.BeginAsync(Work, Token);
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Savepoints_are_the_scripts_own_business()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(Work, Token);
        await database.RunAsync(
            "CREATE TABLE t (a int)", "SAVEPOINT a", "INSERT INTO t VALUES (1)", "ROLLBACK TO a", "RELEASE a");
        await transaction.CommitAsync(Token);
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Furrows_tables_are_created_by_one_process_at_a_time()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        Task[] starts = [.. Enumerable.Range(0, 4).Select(_ => PrepareAsync(database))];
        await Task.WhenAll(starts);
        Assert.Equal("2", await database.ValueAsync("SELECT count(*) FROM furrow.lock"));
    }

    private static async Task PrepareAsync(TestDatabase database)
    {
        await using ISession session = await database.Database.OpenSessionAsync(SessionAccess.Write, Token);
        State.StateStore store = await State.StateStore.OpenAsync(session, database.Database, Token);
        await store.EnsureAsync("test", Token);
    }
}
