using Furrow.Providers;

namespace Furrow.Specification;

/// <summary>All or nothing.</summary>
public abstract class TransactionSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Theory]
    [InlineData(TransactionPurpose.Work)]
    [InlineData(TransactionPurpose.SchemaChange)]
    [InlineData(TransactionPurpose.Bootstrap)]
    public async Task A_commit_keeps_definitions_and_rows(TransactionPurpose purpose)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session, purpose))
        {
            await Run(session, "CREATE TABLE t (a integer)");
            Assert.Equal(1, await Run(session, "INSERT INTO t VALUES (1)"));
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData(TransactionPurpose.Work)]
    [InlineData(TransactionPurpose.SchemaChange)]
    [InlineData(TransactionPurpose.Bootstrap)]
    public async Task A_rollback_or_nothing_at_all_leaves_nothing(TransactionPurpose purpose)
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session, purpose))
        {
            await Run(session, "INSERT INTO t VALUES (1)");
            await Run(session, "CREATE TABLE gone (a integer)");
            await transaction.RollbackAsync(ProviderHarness.Token);
        }

        await using (await Begin(session, purpose))
        {
            await Run(session, "INSERT INTO t VALUES (2)");
        }

        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
        Assert.Equal([harness.Name("t")], (await harness.ReadSchemaAsync()).Tables.Select(table => table.Name));
    }

    [Fact]
    public async Task A_session_goes_on_after_a_failed_statement_was_rolled_back()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer PRIMARY KEY)");
        await using ISession session = await harness.OpenAsync();
        await using (await Begin(session, TransactionPurpose.Work))
        {
            await Run(session, "INSERT INTO t VALUES (1)");
            await Assert.ThrowsAnyAsync<Exception>(() => Run(session, "INSERT INTO t VALUES (1)"));
        }

        await using (ISessionTransaction transaction = await Begin(session, TransactionPurpose.Work))
        {
            await Run(session, "INSERT INTO t VALUES (2)");
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        Assert.Equal("2", await harness.ScalarAsync("SELECT sum(a) FROM t"));
    }

    [Fact]
    public async Task Savepoints_take_back_what_came_after_them()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session, TransactionPurpose.Work))
        {
            await Run(session, "INSERT INTO t VALUES (1)");
            await transaction.Transaction.SaveAsync("here", ProviderHarness.Token);
            await Run(session, "INSERT INTO t VALUES (10)");
            await transaction.Transaction.RollbackAsync("here", ProviderHarness.Token);
            await Run(session, "INSERT INTO t VALUES (100)");
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        Assert.Equal("101", await harness.ScalarAsync("SELECT sum(a) FROM t"));
    }

    [Fact]
    public async Task Deferred_keys_are_checked_by_the_commit()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE p (id integer PRIMARY KEY)",
            "CREATE TABLE c (p integer REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session, TransactionPurpose.Work))
        {
            await Run(session, "INSERT INTO c VALUES (1)");
            await Run(session, "INSERT INTO p VALUES (1)");
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        await using (ISessionTransaction transaction = await Begin(session, TransactionPurpose.Work))
        {
            await Run(session, "INSERT INTO c VALUES (2)");
            Exception failed =
                await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(ProviderHarness.Token));
            Assert.Contains("foreign key", session.Explain(failed).Message, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM c"));
    }

    [Fact]
    public async Task Foreign_keys_hold_outside_of_schema_changes()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE p (id integer PRIMARY KEY)", "CREATE TABLE c (p integer REFERENCES p)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await Begin(session, TransactionPurpose.SchemaChange))
        {
            await Run(session, "CREATE TABLE other (a integer)");
            await transaction.CommitAsync(ProviderHarness.Token);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Run(session, "INSERT INTO c VALUES (7)"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM c"));
    }

    [Fact]
    public async Task A_schema_change_that_breaks_a_foreign_key_is_not_kept()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE p (id integer PRIMARY KEY)", "CREATE TABLE c (p integer REFERENCES p)");
        await using ISession session = await harness.OpenAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using ISessionTransaction transaction = await Begin(session, TransactionPurpose.SchemaChange);
            await Run(session, "INSERT INTO c VALUES (7)");
            await transaction.CommitAsync(ProviderHarness.Token);
        });
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM c"));
        await Assert.ThrowsAnyAsync<Exception>(() => Run(session, "INSERT INTO c VALUES (7)"));
    }

    [Fact]
    public async Task Statements_say_how_many_rows_they_wrote()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await using ISession session = await harness.OpenAsync();
        Assert.Equal(-1, await Run(session, "CREATE TABLE t (a integer)"));
        Assert.Equal(3, await Run(session, "INSERT INTO t VALUES (1), (2), (3)"));
        Assert.Equal(2, await Run(session, "UPDATE t SET a = 0 WHERE a > 1"));
        Assert.Equal(-1, await Run(session, "CREATE TABLE u (a integer)"));
        Assert.Equal(3, await Run(session, "DELETE FROM t"));
    }

    private static Task<ISessionTransaction> Begin(ISession session, TransactionPurpose purpose) =>
        session.BeginAsync(new TransactionRequest(purpose), ProviderHarness.Token);

    private static Task<long> Run(ISession session, string sql) =>
        session.ExecuteAsync(ProviderHarness.Statement(sql), ProviderHarness.Token);
}
