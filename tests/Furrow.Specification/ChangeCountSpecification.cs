using Furrow.Providers;

namespace Furrow.Specification;

/// <summary>Counting the rows that statements write.</summary>
public abstract class ChangeCountSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Inserts_updates_and_deletes_are_counted_per_table()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE a (id integer PRIMARY KEY, n integer)",
            "CREATE TABLE b (id integer)",
            "CREATE TABLE c (id integer)");
        TableChanges[] changes = await ChangesOf(
            harness,
            "INSERT INTO b VALUES (1)",
            "INSERT INTO a SELECT 1, 1 UNION ALL SELECT 2, 2 UNION ALL SELECT 3, 3",
            "UPDATE a SET n = n + 1 WHERE id > 1",
            "DELETE FROM a WHERE id = 1");
        Assert.Equal([new(harness.Name("a"), 3, 2, 1), new(harness.Name("b"), 1, 0, 0)], changes);
    }

    [Fact]
    public async Task A_delete_without_condition_counts_every_row()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (id integer)", "INSERT INTO t VALUES (1), (2), (3)");
        Assert.Equal([new(harness.Name("t"), 0, 0, 3)], await ChangesOf(harness, "DELETE FROM t"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Cascades_count_where_they_happen()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE p (id integer PRIMARY KEY)",
            "CREATE TABLE c (id integer PRIMARY KEY, p integer REFERENCES p ON DELETE CASCADE)",
            "INSERT INTO p VALUES (1), (2)",
            "INSERT INTO c VALUES (1, 1), (2, 1), (3, 2)");
        Assert.Equal(
            [new(harness.Name("c"), 0, 0, 2), new(harness.Name("p"), 0, 0, 1)],
            await ChangesOf(harness, "DELETE FROM p WHERE id = 1"));
    }

    [Fact]
    public async Task Rows_in_a_table_created_by_the_same_transaction_count()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        Assert.Equal(
            [new(harness.Name("fresh"), 2, 0, 0)],
            await ChangesOf(harness, "CREATE TABLE fresh (id integer)", "INSERT INTO fresh VALUES (1), (2)"));
    }

    [Fact]
    public async Task Upserts_count_and_unchanged_rows_do_not()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (id integer PRIMARY KEY, a text)", "INSERT INTO t VALUES (1, 'x'), (2, 'x')");
        await using ISession session = await harness.OpenAsync();
        Schema.Table table = await harness.ReadTableAsync("t");
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        ChangeCounts before = await session.ReadChangesAsync(ProviderHarness.Token);
        await session.UpsertAsync(
            new RowBatch(table, table.Columns, [table.Columns[0]], [["1", "x"], ["2", "y"], ["3", "z"]]),
            ProviderHarness.Token);
        ChangeCounts after = await session.ReadChangesAsync(ProviderHarness.Token);
        Assert.Equal([new(harness.Name("t"), 1, 1, 0)], after.Since(before).Tables);
    }

    [Fact]
    public async Task Only_what_came_since_the_first_reading_is_in_the_difference()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (id integer)", "CREATE TABLE u (id integer)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        ChangeCounts first = await session.ReadChangesAsync(ProviderHarness.Token);
        await Run(session, "INSERT INTO t VALUES (1)");
        ChangeCounts second = await session.ReadChangesAsync(ProviderHarness.Token);
        await Run(session, "INSERT INTO u VALUES (1)");
        ChangeCounts third = await session.ReadChangesAsync(ProviderHarness.Token);

        Assert.Equal([new(harness.Name("t"), 1, 0, 0)], second.Since(first).Tables);
        Assert.Equal([new(harness.Name("u"), 1, 0, 0)], third.Since(second).Tables);
        Assert.Empty(third.Since(third).Tables);
    }

    [Fact]
    public async Task Furrows_own_tables_are_left_out()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        State.StateNames names = new(harness.Database.Provider, harness.Database.Options.StateSchema);
        Assert.Empty(await ChangesOf(harness, $"UPDATE {names["lock"]} SET token = token + 1"));
    }

    private static async Task<TableChanges[]> ChangesOf(ProviderHarness harness, params string[] statements)
    {
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        ChangeCounts before = await session.ReadChangesAsync(ProviderHarness.Token);
        foreach (string statement in statements)
        {
            await Run(session, statement);
        }

        ChangeCounts after = await session.ReadChangesAsync(ProviderHarness.Token);
        await transaction.CommitAsync(ProviderHarness.Token);
        return [.. after.Since(before).Tables];
    }

    private static Task<long> Run(ISession session, string sql) =>
        session.ExecuteAsync(ProviderHarness.Statement(sql), ProviderHarness.Token);
}
