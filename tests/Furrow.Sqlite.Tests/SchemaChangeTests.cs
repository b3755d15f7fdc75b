using Furrow.Errors;
using Furrow.Providers;
using Furrow.Specification;
using Furrow.Sql;

namespace Furrow.Sqlite.Tests;

public sealed class SchemaChangeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Rebuilding_a_table_cascades_to_nobody()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1), (2)",
            "INSERT INTO c VALUES (1), (2), (2)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await BeginChangeAsync(session))
        {
            await Run(session, "CREATE TABLE new_p (id INTEGER PRIMARY KEY, name TEXT)");
            await Run(session, "INSERT INTO new_p (id) SELECT id FROM p");
            await Run(session, "DROP TABLE p");
            await Run(session, "ALTER TABLE new_p RENAME TO p");
            await transaction.CommitAsync(None);
        }

        Assert.Equal("3", await harness.ScalarAsync("SELECT count(*) FROM c"));
        Assert.Equal("p", Assert.Single((await harness.ReadTableAsync("c")).ForeignKeys).ReferencedTable.Name);
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task Every_broken_reference_is_named_with_its_rows()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE q (id INTEGER PRIMARY KEY)",
            "CREATE TABLE c (p REFERENCES p, q REFERENCES q)", "CREATE TABLE d (p REFERENCES p)",
            "INSERT INTO p VALUES (4711)", "INSERT INTO q VALUES (4712)",
            "INSERT INTO c VALUES (4711, 4712), (4711, NULL)",
            "INSERT INTO d VALUES (4711)");
        await using ISession session = await harness.OpenAsync();
        await using (ISessionTransaction transaction = await BeginChangeAsync(session))
        {
            await Run(session, "DELETE FROM p");
            await Run(session, "DELETE FROM q");
            FurrowException refused = await Assert.ThrowsAsync<FurrowException>(() => transaction.CommitAsync(None));
            Assert.Equal(ErrorCode.MigrationFailed, refused.Code);
            Assert.Contains("2 rows of c refer to p", refused.Message, StringComparison.Ordinal);
            Assert.Contains("1 row of c refers to q", refused.Message, StringComparison.Ordinal);
            Assert.Contains("1 row of d refers to p", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("471", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM p"));
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task A_commit_that_deferred_keys_forbid_says_which()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE p (id INTEGER PRIMARY KEY)", "CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        await Run(session, "INSERT INTO c VALUES (1), (2)");
        Exception failed = await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(None));
        Assert.StartsWith("2 rows of c refer to p", session.Explain(failed).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_inside_another_is_a_mistake()
    {
        await using SqliteHarness harness = new();
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => session.BeginAsync(new(TransactionPurpose.Work), None));
    }

    [Fact]
    public async Task A_scripts_own_rollback_is_survived()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a)");
        await using ISession session = await harness.OpenAsync();
        await using (await session.BeginAsync(new(TransactionPurpose.SchemaChange), None))
        {
            await Run(session, "INSERT INTO t VALUES (1)");
            await Run(session, "ROLLBACK");
        }

        await using ISessionTransaction next = await session.BeginAsync(new(TransactionPurpose.Work), None);
        Assert.Equal("0", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM t"));
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task COPY_is_refused_with_its_place()
    {
        await using SqliteHarness harness = new();
        await using ISession session = await harness.OpenAsync();
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(
            () => session.ExecuteAsync(new SqlStatement("COPY t FROM stdin", 7, 3, SqlStatementKind.Copy), None));
        Assert.Equal((ErrorCode.SeedInvalid, 7, 3), (refused.Code, refused.Line, refused.Column));
        Assert.Contains("csv", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_statement_can_be_cancelled()
    {
        await using SqliteHarness harness = new();
        await using ISession session = await harness.OpenAsync();
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => session.ExecuteAsync(
            ProviderHarness.Statement(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"),
            source.Token)));
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "SELECT 1"));
    }

    private static Task<ISessionTransaction> BeginChangeAsync(ISession session) =>
        session.BeginAsync(new(TransactionPurpose.SchemaChange), None);

    private static Task<long> Run(ISession session, string sql) =>
        session.ExecuteAsync(ProviderHarness.Statement(sql), None);
}
