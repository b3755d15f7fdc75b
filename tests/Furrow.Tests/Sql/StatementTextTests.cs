using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class StatementTextTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT ?")]
    [InlineData("INSERT INTO \"a b\" VALUES (-1.5e3, 'it''s', E'\\'x', $$y$$, $t$z$t$)",
        "INSERT INTO \"a b\" VALUES (-?, ?, ?, ?, ?)")]
    [InlineData("-- secret\nSELECT /* secret */ a,\n\tb  FROM t -- secret", "SELECT a, b FROM t")]
    [InlineData("SELECT $1, @name, :x", "SELECT $1, @name, :x")]
    [InlineData("ALTER ROLE ann PASSWORD 'secret'", "ALTER ROLE ann PASSWORD ?")]
    [InlineData("SELECT U&'secret', B'101', X'ff', N'secret', U&\"d\\0061t\"", "SELECT ?, ?, ?, ?, U&\"d\\0061t\"")]
    [InlineData("COPY t FROM stdin", "COPY t FROM stdin")]
    [InlineData("SELECT 'secret", "SELECT ? …")]
    [InlineData("SELECT \"secret", "SELECT ? …")]
    [InlineData("SELECT 'a\\', secret, 'b'", "SELECT ? …")]
    [InlineData("", "")]
    public void Values_and_comments_go_and_names_stay(string sql, string expected) =>
        Assert.Equal(expected, StatementText.WithoutValues(sql, SqlDialect.Postgres));

    [Theory]
    [InlineData("INSERT INTO \"t\" (\"a\") VALUES (\"secret\", [b], x'00')",
        "INSERT INTO \"t\" (\"a\") VALUES (?, [b], ?)")]
    [InlineData("INSERT INTO t VALUES (\"secret\") ON CONFLICT (\"a\") DO NOTHING",
        "INSERT INTO t VALUES (?) ON CONFLICT (\"a\") DO NOTHING")]
    [InlineData("INSERT INTO t VALUES (\"secret\") RETURNING \"a\"", "INSERT INTO t VALUES (?) RETURNING \"a\"")]
    public void What_SQLite_may_take_for_a_string_goes_too(string sql, string expected) =>
        Assert.Equal(expected, StatementText.WithoutValues(sql, SqlDialect.Sqlite));

    [Fact]
    public void A_long_statement_is_cut()
    {
        string sql = "INSERT INTO t VALUES " + string.Join(", ", Enumerable.Repeat("(1, 'secret')", 100_000));
        string shown = StatementText.WithoutValues(sql, SqlDialect.Postgres);
        Assert.InRange(shown.Length, StatementText.LengthMax - 10, StatementText.LengthMax + 2);
        Assert.EndsWith(" …", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_the_text_no_quoted_word_of_it_is_shown(bool isSqlite)
    {
        SqlDialect dialect = isSqlite ? SqlDialect.Sqlite : SqlDialect.Postgres;
        string[] pieces = ["'s3cret'", "'", "\\", "''", " ", "\n", "--", "/*", "*/", "$$", "x", ",", "("];
        Random chance = new(7);
        for (int round = 0; round < 5_000; round++)
        {
            int length = chance.Next(1, 12);
            string sql = string.Concat(Enumerable.Range(0, length).Select(_ => pieces[chance.Next(pieces.Length)]));
            string shown = StatementText.WithoutValues(sql, dialect);
            Assert.DoesNotContain("'", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", shown, StringComparison.Ordinal);
        }
    }
}
