using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sqlite.Rows;

namespace Furrow.Sqlite.Tests.Rows;

public sealed class SqliteValueTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("12.50", 12.5)]
    [InlineData("10.00", 10L)]
    [InlineData("1e3", 1000L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("100000000000000000000", 1e20)]
    [InlineData("0.1", 0.1)]
    [InlineData("0.12345678901234567890", null)]
    [InlineData("1234567890123456.7", null)]
    [InlineData("9999999999999.99", 9999999999999.99)]
    [InlineData("-0.000001", -0.000001)]
    [InlineData("1e400", null)]
    [InlineData("abc", null)]
    [InlineData("", null)]
    public void Numbers_are_kept_exactly_or_not_at_all(string text, object? expected) =>
        Assert.Equal(expected, ExactNumber.Read(text));

    [Theory]
    [InlineData(12.5, "12.5")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(-1.5e-7, "-0.00000015")]
    [InlineData(1.25e22, "12500000000000000000000")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void Numbers_are_written_without_exponent(double number, string expected) =>
        Assert.Equal(expected, ExactNumber.Write(number));

    [Fact]
    public async Task Values_land_as_the_kind_that_SQLite_has_for_them()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            """
            CREATE TABLE t (
                id INTEGER PRIMARY KEY, b BOOLEAN, n NUMERIC(9,2), x BLOB, ts TIMESTAMP, tz TIMESTAMPTZ, d DATE)
            """);
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        string?[] row = ["1", "true", "2.50", @"\x00ff", "2026-01-05T07:30:00", "2026-01-05T07:30:00Z", "2026-01-05"];
        await session.UpsertAsync(
            new RowBatch(table, table.Columns, [table.Columns[0]], [row]), CancellationToken.None);

        Assert.Equal(
            "1 integer|2.5 real|00FF blob|2026-01-05 07:30:00|2026-01-05 07:30:00Z|2026-01-05",
            await harness.ScalarAsync(
                """
                SELECT b || ' ' || typeof(b) || '|' || n || ' ' || typeof(n) || '|' || hex(x) || ' ' || typeof(x)
                    || '|' || ts || '|' || tz || '|' || d
                FROM t
                """));
    }

    [Theory]
    [InlineData("2026-01-05 07:30:00", "2026-01-05T07:30:00", "2026-01-05T07:30:00Z")]
    [InlineData("2026-01-05T07:30", "2026-01-05T07:30:00", "2026-01-05T07:30:00Z")]
    [InlineData("2026-01-05 07:30:00.500+02:00", "2026-01-05T07:30:00.5", "2026-01-05T05:30:00.5Z")]
    [InlineData("2026-01-05", "2026-01-05", "2026-01-05")]
    [InlineData("yesterday, at noon", "yesterday, at noon", "yesterday, at noon")]
    public void Timestamps_that_others_stored_are_read_too(string stored, string without, string with)
    {
        Assert.Equal(without, SqliteTime.ToCanonical(stored, withZone: false));
        Assert.Equal(with, SqliteTime.ToCanonical(stored, withZone: true));
    }

    [Theory]
    [InlineData("n", "0.12345678901234567890")]
    [InlineData("i", "9223372036854775808")]
    public async Task What_would_lose_digits_is_refused_without_showing_it(string column, string value)
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, n NUMERIC, i BIGINT)");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        FurrowException refused = await Assert.ThrowsAsync<FurrowException>(() => session.UpsertAsync(
            new RowBatch(table, [table.Find("id")!, table.Find(column)!], [table.Find("id")!], [["1", value]]),
            CancellationToken.None));
        Assert.Equal(ErrorCode.SeedInvalid, refused.Code);
        Assert.Contains($"t.{column}", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_case_is_a_change_even_where_the_column_ignores_case()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE)", "INSERT INTO t VALUES (1, 'abc')");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        RowBatch batch = new(table, table.Columns, [table.Columns[0]], [["1", "ABC"]]);
        Assert.Equal(new UpsertCounts(0, 1), await session.UpsertAsync(batch, CancellationToken.None));
        Assert.Equal("ABC", await harness.ScalarAsync("SELECT a FROM t"));
    }

    [Fact]
    public async Task A_computed_column_takes_no_value()
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (id INTEGER PRIMARY KEY, a AS (id + 1))");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => session.UpsertAsync(
            new RowBatch(table, table.Columns, [table.Columns[0]], [["1", "2"]]), CancellationToken.None));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM t"));
    }
}
