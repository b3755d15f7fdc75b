using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Specification;

/// <summary>Looking up one column by a key.</summary>
public abstract class LookUpSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Answers_come_in_the_order_of_the_keys_and_null_where_there_is_none()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE orgs (id integer PRIMARY KEY, slug text UNIQUE, note text)",
            "INSERT INTO orgs VALUES (1, 'acme', 'a'), (2, 'b''s', NULL), (3, 'ünï', '')");
        Table table = await harness.ReadTableAsync("orgs");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        Task<IReadOnlyList<string?>> find(string column, params string[] slugs) => session.LookUpAsync(
            new RowLookUp(table, [table.Find("slug")!], table.Find(column)!, [.. slugs.Select(slug => new[] { slug })]),
            ProviderHarness.Token);

        Assert.Equal(["3", "1", null, "2", "1"], await find("id", "ünï", "acme", "nobody", "b's", "acme"));
        Assert.Equal([null, ""], await find("note", "b's", "ünï"));
        Assert.Empty(await find("id"));
    }

    [Fact]
    public async Task Composite_keys_are_matched_as_a_whole()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE seats (hall text, number integer, id integer, PRIMARY KEY (hall, number))",
            "INSERT INTO seats VALUES ('a', 1, 10), ('a', 2, 20), ('b', 1, 30)");
        Table table = await harness.ReadTableAsync("seats");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        IReadOnlyList<string?> found = await session.LookUpAsync(
            new RowLookUp(
                table,
                [table.Find("hall")!, table.Find("number")!],
                table.Find("id")!,
                [["b", "1"], ["a", "2"], ["b", "2"]]),
            ProviderHarness.Token);
        Assert.Equal(["30", "20", null], found);
    }

    [Fact]
    public async Task A_key_that_matches_two_rows_is_an_error_that_names_the_columns_alone()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        await harness.RunAsync(
            "CREATE TABLE t (id integer, name text)", "INSERT INTO t VALUES (1, 'secret'), (2, 'secret')");
        Table table = await harness.ReadTableAsync("t");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        FurrowException ambiguous = await Assert.ThrowsAsync<FurrowException>(() => session.LookUpAsync(
            new RowLookUp(table, [table.Find("name")!], table.Find("id")!, [["secret"]]), ProviderHarness.Token));
        Assert.Contains("name", ambiguous.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ambiguous.ToString(), StringComparison.Ordinal);
    }
}
