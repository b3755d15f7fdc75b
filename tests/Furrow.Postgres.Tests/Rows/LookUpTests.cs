using Furrow.Errors;

namespace Furrow.Postgres.Tests.Rows;

public sealed class LookUpTests(PostgresServer server)
{
    [Fact]
    public async Task Each_key_has_its_answer_in_its_place()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id int, a text, b date, PRIMARY KEY (a, b))",
            "INSERT INTO t VALUES (1, 'x', '2026-01-01'), (2, 'x', '2026-01-02'), (3, 'y', '2026-01-01')");
        Assert.Equal(
            ["3", null, "1", "1", "2"],
            await database.LookUpAsync(
                "t", "a|b", "id", ["y", "2026-01-01"], ["z", "2026-01-01"], ["x", "2026-01-01"], ["x", "2026-01-01"],
                ["x", "2026-01-02"]));
        Assert.Empty(await database.LookUpAsync("t", "a", "id"));
    }

    [Fact]
    public async Task More_than_one_match_names_the_columns_not_the_values()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id int, a text, b int)", "INSERT INTO t VALUES (1, 's3cret', 2), (2, 's3cret', 2)");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => database.LookUpAsync("t", "a|b", "id", ["s3cret", "2"]));

        Assert.Equal(ErrorCode.SeedInvalid, error.Code);
        Assert.Contains("public.t by a, b", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("2", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("boolean", "'yes'", "true")]
    [InlineData("timestamptz", "'2026-07-01 12:00:00+02'", "2026-07-01T10:00:00Z")]
    [InlineData("timestamptz", "'-infinity'", "-infinity")]
    [InlineData("timestamptz", "'0044-03-15 00:00:00+00 BC'", "0044-03-15 00:00:00+00 BC")]
    [InlineData("timestamp", "'2026-07-01 12:00:00.25'", "2026-07-01T12:00:00.25")]
    [InlineData("timetz", "'12:00:00+02'", "10:00:00Z")]
    [InlineData("date", "'1.2.2026'", "2026-02-01")]
    [InlineData("bytea", "'\\xDEADbeef'", "\\xdeadbeef")]
    [InlineData("real", "0.1", "0.1")]
    [InlineData("numeric", "'NaN'", "NaN")]
    [InlineData("int[]", "'{1,NULL}'", "{1,NULL}")]
    public async Task Results_are_canonical_whatever_a_script_has_set(string type, string literal, string canonical)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "SET DateStyle = 'ISO, DMY'",
            $"CREATE TABLE t (id int, v {type})",
            $"INSERT INTO t VALUES (1, {literal})");
        if (canonical.EndsWith("BC", StringComparison.Ordinal))
        {
            Assert.Equal([canonical], await database.LookUpAsync("t", "id", "v", ["1"]));
            return;
        }

        await database.RunAsync(
            "SET DateStyle = 'SQL, DMY'", "SET bytea_output = 'escape'", "SET TimeZone = 'Asia/Kathmandu'");
        Assert.Equal([canonical], await database.LookUpAsync("t", "id", "v", ["1"]));
    }
}
