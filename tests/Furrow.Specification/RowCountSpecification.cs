using Furrow.Providers;

namespace Furrow.Specification;

/// <summary>Counting rows.</summary>
public abstract class RowCountSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Every_user_table_is_counted_exactly_and_in_order()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        string hostile = "we\"ird; name";
        await harness.RunAsync(
            "CREATE TABLE b (a integer)",
            "CREATE TABLE a (a integer)",
            $"CREATE TABLE {harness.Quote(hostile)} (a integer)",
            "INSERT INTO b VALUES (1), (2), (3)",
            $"INSERT INTO {harness.Quote(hostile)} VALUES (1)");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);

        Assert.Equal(
            [new(harness.Name("a"), 0), new(harness.Name("b"), 3), new(harness.Name(hostile), 1)],
            await session.CountRowsAsync(ProviderHarness.Token));
    }

    [Fact]
    public async Task Uncommitted_rows_of_the_own_transaction_count()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync("CREATE TABLE t (a integer)");
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), ProviderHarness.Token);
        await session.ExecuteAsync(ProviderHarness.Statement("INSERT INTO t VALUES (1)"), ProviderHarness.Token);
        Assert.Equal(1, Assert.Single(await session.CountRowsAsync(ProviderHarness.Token)).Rows);
    }

    [Fact]
    public async Task More_tables_than_fit_into_one_query_are_counted()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        const int tables = 620;
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.SchemaChange), ProviderHarness.Token);
        for (int i = 0; i < tables; i++)
        {
            await session.ExecuteAsync(
                ProviderHarness.Statement($"CREATE TABLE t{i:000} (a integer)"), ProviderHarness.Token);
        }

        Assert.Equal(tables, (await session.CountRowsAsync(ProviderHarness.Token)).Length);
    }

    [Fact]
    public async Task Only_a_users_table_makes_a_database_used()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.CreateStateAsync();
        await using ISession session = await harness.OpenAsync();
        Assert.False(await session.HasUserTablesAsync(ProviderHarness.Token));
        await session.ExecuteAsync(ProviderHarness.Statement("CREATE TABLE t (a integer)"), ProviderHarness.Token);
        Assert.True(await session.HasUserTablesAsync(ProviderHarness.Token));
    }
}
