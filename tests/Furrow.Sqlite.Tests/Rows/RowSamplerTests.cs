using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Sqlite.Tests.Rows;

/// <summary>Sampling tables whose row numbers have another name, or none.</summary>
public sealed class RowSamplerTests
{
    [Theory]
    [InlineData("(id INTEGER PRIMARY KEY, note TEXT) WITHOUT ROWID", false)]
    [InlineData("(id INTEGER PRIMARY KEY, rowid TEXT, oid TEXT, _rowid_ TEXT, note TEXT)", false)]
    [InlineData("(id INTEGER PRIMARY KEY, rowid TEXT, note TEXT)", true)]
    public async Task Rows_are_spread_where_there_are_numbers_to_find_them_by(string columns, bool isSpread)
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            $"CREATE TABLE t {columns}",
            """
            INSERT INTO t (id, note) WITH RECURSIVE numbers (n) AS (
                SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10000) SELECT n, 'note' FROM numbers
            """);
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        IReadOnlyList<string?[]> rows = await session.SampleAsync(
            new RowSample(table, [table.Find("id")!, table.Find("note")!], 100), CancellationToken.None);
        Assert.InRange(rows.Count, 90, 100);
        Assert.Equal(isSpread, rows.Max(row => int.Parse(row[0]!)) > 5000);
    }
}
