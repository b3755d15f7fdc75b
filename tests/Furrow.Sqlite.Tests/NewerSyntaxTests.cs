using Furrow.Providers;
using Furrow.Specification;

namespace Furrow.Sqlite.Tests;

public sealed class NewerSyntaxTests
{
    [Theory]
    [InlineData("CREATE INDEX i ON t (a -> 'x')", "`->` came with SQLite 3.38, ")]
    [InlineData("SELECT a ->> 'x' FROM t", "`->>` came with SQLite 3.38, ")]
    [InlineData("CREATE TABLE s (a INTEGER) STRICT", "STRICT came with SQLite 3.37, ")]
    [InlineData("SELECT * FROM t FULL JOIN t AS u USING (a)", "RIGHT and FULL JOIN came with SQLite 3.39, ")]
    [InlineData("INSERT INTO t VALUES (unixepoch())", "unixepoch() came with SQLite 3.38, ")]
    [InlineData("INSERT INTO d DEFAULT VALUES", "unixepoch() came with SQLite 3.38, ")]
    [InlineData("SELECT concat_ws(',', a) FROM t", "concat_ws() came with SQLite 3.44, ")]
    public async Task What_a_newer_version_takes_is_told(string sql, string hint) =>
        Assert.StartsWith(hint + "and furrow brings 3.", await HintOf(sql), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT FROM")]
    [InlineData("SELECT nothing_like_this(a) FROM t")]
    [InlineData("SELECT nowhere FROM t")]
    public async Task What_no_version_takes_has_no_hint(string sql) => Assert.Null(await HintOf(sql));

    [Fact]
    public void A_version_that_knows_it_has_another_reason() =>
        Assert.Null(NewerSyntax.HintFor("near \">\": syntax error", "3.38.0"));

    private static async Task<string?> HintOf(string sql)
    {
        await using SqliteHarness harness = new();
        await harness.RunAsync("CREATE TABLE t (a text)", "CREATE TABLE d (a integer DEFAULT (unixepoch()))");
        await using ISession session = await harness.OpenAsync();
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(
            () => session.ExecuteAsync(ProviderHarness.Statement(sql), ProviderHarness.Token));
        return session.Explain(exception).Hint;
    }
}
