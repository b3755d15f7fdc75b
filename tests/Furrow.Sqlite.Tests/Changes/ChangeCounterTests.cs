using Furrow.Providers;
using Furrow.Specification;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Changes;

public sealed class ChangeCounterTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Tables_without_row_numbers_are_counted_whenever_they_were_made()
    {
        string changes = await ChangesOf(
            ["CREATE TABLE w (a INTEGER PRIMARY KEY, b) WITHOUT ROWID", "INSERT INTO w VALUES (1, 1), (2, 2)"],
            "INSERT INTO w VALUES (3, 3)",
            "UPDATE w SET b = 0 WHERE a < 3",
            "DELETE FROM w",
            "CREATE TABLE w2 (a PRIMARY KEY) WITHOUT ROWID",
            "INSERT INTO w2 VALUES (1), (2)",
            "ALTER TABLE w2 RENAME TO w3",
            "INSERT INTO w3 VALUES (3)",
            "INSERT INTO w VALUES (4, 4) ON CONFLICT DO UPDATE SET b = 1");
        Assert.Equal("w +2 ~2 -3, w2 +2 ~0 -0, w3 +1 ~0 -0", changes);
    }

    [Fact]
    public async Task What_a_savepoint_takes_back_is_not_counted()
    {
        string changes = await ChangesOf(
            ["CREATE TABLE t (a)", "CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID"],
            "INSERT INTO t VALUES (1)",
            "SAVEPOINT a",
            "INSERT INTO t VALUES (2)",
            "INSERT INTO w VALUES (1)",
            "savepoint \"B\"",
            "INSERT INTO t VALUES (3)",
            "/* one */ RELEASE SAVEPOINT b",
            "-- two\nROLLBACK TRANSACTION TO SAVEPOINT a",
            "INSERT INTO w VALUES (1)",
            "RELEASE a",
            "SAVEPOINT c",
            "DELETE FROM t",
            "ROLLBACK TO c",
            "DELETE FROM w",
            "ROLLBACK TO c");
        Assert.Equal("t +1 ~0 -0, w +1 ~0 -0", changes);
    }

    [Fact]
    public async Task The_drivers_savepoints_are_seen_too()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        await session.ReadChangesAsync(None);
        await session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (1)"), None);
        await transaction.Transaction.SaveAsync("here", None);
        await session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (2)"), None);
        await transaction.Transaction.RollbackAsync("here", None);
        await transaction.Transaction.ReleaseAsync("here", None);
        Assert.Equal("t +1 ~0 -0", Show(await session.ReadChangesAsync(None)));
    }

    [Fact]
    public async Task A_statement_that_fails_half_way_counts_nothing()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a UNIQUE)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        await session.ReadChangesAsync(None);
        await session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (9)"), None);
        await Assert.ThrowsAsync<SqliteException>(
            () => session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (1), (2), (9)"), None));
        Assert.Equal("t +1 ~0 -0", Show(await session.ReadChangesAsync(None)));
        Assert.Equal("1", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Dropping_and_rebuilding_tables_works_while_changes_are_counted()
    {
        string changes = await ChangesOf(
            [
                "CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2)", "CREATE TABLE gone (a)",
                "INSERT INTO gone VALUES (1)", "CREATE VIEW v AS SELECT a FROM t",
            ],
            "DROP TABLE gone",
            "DROP VIEW v",
            "CREATE TABLE new_t (a, b)",
            "INSERT INTO new_t SELECT a, 1 FROM t",
            "DROP TABLE t",
            "ALTER TABLE new_t RENAME TO t",
            "DELETE FROM t",
            "CREATE TEMP TABLE scratch (a)",
            "INSERT INTO scratch VALUES (1)",
            "DROP TABLE scratch");
        Assert.Equal("new_t +2 ~0 -0, t +0 ~0 -2", changes);
    }

    [Fact]
    public async Task A_dropped_table_is_gone_afterwards()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE a (x)", "CREATE TABLE b (x)", "CREATE VIRTUAL TABLE f USING fts5(x)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new(TransactionPurpose.SchemaChange), None);
        await session.ReadChangesAsync(None);
        string[] statements =
            ["DROP TABLE a", "DROP TABLE IF EXISTS unknown", "DELETE FROM b", "DROP TABLE b", "DROP TABLE f"];
        foreach (string sql in statements)
        {
            await session.ExecuteAsync(ProviderHarness.Statement(sql), None);
        }

        await transaction.CommitAsync(None);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM sqlite_master"));
    }

    [Fact]
    public async Task Triggers_and_moved_keys_count_and_shadow_tables_do_not()
    {
        string changes = await ChangesOf(
            [
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a)", "CREATE TABLE log (a)", "INSERT INTO t VALUES (1, 1)",
                "CREATE TRIGGER tr AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.id); END",
                "CREATE VIRTUAL TABLE f USING fts5(x)",
            ],
            "UPDATE t SET id = 7",
            "INSERT INTO t VALUES (7, 2) ON CONFLICT DO UPDATE SET a = 2",
            "INSERT INTO f VALUES ('word')");
        Assert.Equal("log +2 ~0 -0, t +0 ~2 -0", changes);
    }

    [Fact]
    public async Task Nothing_of_it_is_left_when_the_transaction_ends()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE w (a PRIMARY KEY) WITHOUT ROWID", "CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2)");
        await using ISession session = await harness.OpenAsync();
        foreach (bool commit in new[] { true, false })
        {
            await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
            await session.ReadChangesAsync(None);
            Assert.Equal("3", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM sqlite_temp_master"));
            if (commit)
            {
                await transaction.CommitAsync(None);
            }
        }

        Assert.Equal("0", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM sqlite_temp_master"));
        Assert.Same(ChangeCounts.None, await session.ReadChangesAsync(None));
        Assert.Equal(2, await session.ExecuteAsync(ProviderHarness.Statement("DELETE FROM t"), None));
        await using ISessionTransaction next = await session.BeginAsync(new(TransactionPurpose.Work), None);
        Assert.Empty((await session.ReadChangesAsync(None)).Tables);
    }

    private static async Task<string> ChangesOf(string[] setup, params string[] statements)
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(setup);
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await session.BeginAsync(new(TransactionPurpose.Work), None);
        ChangeCounts before = await session.ReadChangesAsync(None);
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(ProviderHarness.Statement(statement), None);
        }

        return Show((await session.ReadChangesAsync(None)).Since(before));
    }

    private static string Show(ChangeCounts changes) => string.Join(
        ", ",
        changes.Tables.Select(table => $"{table.Table.Name} +{table.Inserted} ~{table.Updated} -{table.Deleted}"));
}
