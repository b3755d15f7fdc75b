using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sensitive;

namespace Furrow.Specification;

/// <summary>Some rows of a table, and what sensitive columns they show.</summary>
public abstract class SampleSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task A_small_table_is_read_whole()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (id integer PRIMARY KEY, note text)", "INSERT INTO t VALUES (1, 'a'), (2, NULL), (3, '')");
        Assert.Equal(["a", null, ""], await SampleAsync(harness, "t", "note", 10));
        await harness.RunAsync("DELETE FROM t");
        Assert.Empty(await SampleAsync(harness, "t", "note", 10));
    }

    [Fact]
    public async Task A_large_table_gives_its_first_rows_and_others_and_no_more_than_were_asked_for()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await FillAsync(harness, 60_000, "'row ' || n");
        IReadOnlyList<string?> ids = await SampleAsync(harness, "t", "id", 100);
        Assert.InRange(ids.Count, 51, 100);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (string?)i.ToString()), ids.Take(50));
        Assert.True(ids.Skip(50).Select(int.Parse!).Max() > 20_000, "the sample stays at the beginning");
        Assert.Equal(ids, await SampleAsync(harness, "t", "id", 100));
    }

    [Fact]
    public async Task Long_cells_are_cut()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (id integer PRIMARY KEY, note text)", "INSERT INTO t VALUES (1, 'äbcdef')");
        Assert.Equal("äbc", Assert.Single(await SampleAsync(harness, "t", "note", 10, lengthMax: 3)));
    }

    [Fact]
    public async Task Names_that_need_quotes_are_quoted()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        string table = harness.Quote("my \"t"), column = harness.Quote("rowid \"x");
        await harness.RunAsync($"CREATE TABLE {table} ({column} text)", $"INSERT INTO {table} VALUES ('a')");
        Assert.Equal("a", Assert.Single(await SampleAsync(harness, "my \"t", "rowid \"x", 10)));
    }

    [Fact]
    public async Task Columns_are_found_by_name_and_by_content_and_no_value_is_told()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE things (id integer PRIMARY KEY, reach text, email text, extra text, plain text)",
            "INSERT INTO things VALUES (1, 'lena@firm.io', 'x@example.com', '{\"k\":\"ghp_"
            + new string('a', 36) + "\"}', 'nothing'), (2, 'tom@firm.io', NULL, NULL, 'at all')");
        DatabaseSchema schema = await harness.ReadSchemaAsync();
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        SensitiveFinding[] found =
            [.. await SensitiveDetection.FindAsync(session, schema.Tables, ProviderHarness.Token)];

        Assert.Equal(
            [
                ("reach", SensitiveKind.Email, "2 of 2 values look like e-mail addresses"),
                ("email", SensitiveKind.Email, "its name"),
                ("extra", SensitiveKind.Secret, "1 of 1 value looks like tokens, keys or addresses with a password"),
            ],
            found.Select(finding => (finding.Column, finding.Kind, finding.Reason)));
        Assert.DoesNotContain(found, finding => finding.ToString().Contains("firm.io", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_hides_in_the_middle_of_a_large_table_is_found()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await FillAsync(harness, 60_000, "CASE WHEN n > 20000 THEN 'p' || n || '@firm.io' ELSE 'none' END");
        DatabaseSchema schema = await harness.ReadSchemaAsync();
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        SensitiveFinding found = Assert.Single(
            await SensitiveDetection.FindAsync(session, schema.Tables, ProviderHarness.Token));
        Assert.Equal(("note", SensitiveKind.Email), (found.Column, found.Kind));
    }

    private static Task FillAsync(ProviderHarness harness, int rows, string note) => harness.RunAsync(
        "CREATE TABLE t (id integer PRIMARY KEY, note text)",
        $"""
        INSERT INTO t WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
        SELECT n, {note} FROM numbers
        """);

    private static async Task<IReadOnlyList<string?>> SampleAsync(
        ProviderHarness harness, string table, string column, int rows, int? lengthMax = null)
    {
        Table read = await harness.ReadTableAsync(table);
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        IReadOnlyList<string?[]> sample = await session.SampleAsync(
            new RowSample(read, [read.Find(column)!], rows) { TextLengthMax = lengthMax }, ProviderHarness.Token);
        return [.. sample.Select(Assert.Single)];
    }
}
