using Furrow.Providers;
using Furrow.Schema;
using Furrow.Specification;

namespace Furrow.Postgres.Tests.Rows;

/// <summary>Sampling where a table's rows lie in other tables.</summary>
public sealed class SampleTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_partitioned_table_gives_rows_of_all_its_partitions()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (id integer, note text) PARTITION BY RANGE (id)",
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (20000)",
            "CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (20000) TO (40000)",
            "INSERT INTO t SELECT n, 'row ' || n FROM generate_series(0, 39999) AS n");
        IReadOnlyList<string?[]> rows = await SampleAsync(harness, "t", "id");
        Assert.Contains(rows, row => int.Parse(row[0]!) < 20_000);
        Assert.Contains(rows, row => int.Parse(row[0]!) >= 20_000);
    }

    [Fact]
    public async Task Rows_of_tables_that_inherit_are_their_own()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (note text)", "CREATE TABLE u () INHERITS (t)", "INSERT INTO u VALUES ('u')",
            "INSERT INTO t VALUES ('t')");
        Assert.Equal("t", Assert.Single(await SampleAsync(harness, "t", "note"))[0]);
    }

    private static async Task<IReadOnlyList<string?[]>> SampleAsync(ProviderHarness harness, string name, string column)
    {
        Table table = await harness.ReadTableAsync(name);
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        return await session.SampleAsync(new RowSample(table, [table.Find(column)!], 200), ProviderHarness.Token);
    }
}
