using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class SqlDialectTests
{
    [Theory]
    [InlineData("users", "\"users\"")]
    [InlineData("select", "\"select\"")]
    [InlineData("Mixed Case", "\"Mixed Case\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("\"; drop table x; --", "\"\"\"; drop table x; --\"")]
    public void Identifiers_are_always_quoted(string identifier, string expected)
    {
        Assert.Equal(expected, SqlDialect.Postgres.QuoteIdentifier(identifier));
        Assert.Equal(expected, SqlDialect.Sqlite.QuoteIdentifier(identifier));
    }

    [Fact]
    public void A_name_has_its_schema_before_it_where_there_is_one()
    {
        Assert.Equal("\"a.b\".\"c\"", SqlDialect.Postgres.QuoteName("a.b", "c"));
        Assert.Equal("\"c\"", SqlDialect.Postgres.QuoteName(null, "c"));
    }

    [Theory]
    [InlineData("it's", "'it''s'", "'it''s'")]
    [InlineData("", "''", "''")]
    [InlineData(@"a\b", @"E'a\\b'", @"'a\b'")]
    [InlineData(@"\'; drop", @"E'\\''; drop'", @"'\''; drop'")]
    [InlineData("two\nlines", "'two\nlines'", "'two\nlines'")]
    public void Literals_read_back_under_any_server_setting(string text, string postgres, string sqlite)
    {
        Assert.Equal(postgres, SqlDialect.Postgres.QuoteLiteral(text));
        Assert.Equal(sqlite, SqlDialect.Sqlite.QuoteLiteral(text));
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Postgres, SqlDialect.Sqlite])
        {
            Assert.Throws<ArgumentException>(() => dialect.QuoteIdentifier("a\0b"));
            Assert.Throws<ArgumentException>(() => dialect.QuoteLiteral("a\0b"));
            Assert.Throws<ArgumentException>(() => dialect.QuoteName("a\0b", "c"));
        }

        Assert.Throws<ArgumentException>(() => SqlDialect.Postgres.QuoteIdentifier(""));
        Assert.Equal("\"\"", SqlDialect.Sqlite.QuoteIdentifier(""));
    }

    [Fact]
    public void The_length_of_an_identifier_is_counted_in_bytes()
    {
        Assert.Equal(63, SqlDialect.Postgres.IdentifierLengthMax);
        Assert.True(SqlDialect.Postgres.FitsIdentifier(new string('a', 63)));
        Assert.False(SqlDialect.Postgres.FitsIdentifier(new string('a', 64)));
        Assert.False(SqlDialect.Postgres.FitsIdentifier(new string('é', 32)));
        Assert.True(SqlDialect.Sqlite.FitsIdentifier(new string('é', 3200)));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a\\'b\"c$$d--e/*f")]
    public void What_is_quoted_is_one_token(string text)
    {
        foreach (SqlDialect dialect in (SqlDialect[])[SqlDialect.Postgres, SqlDialect.Sqlite])
        {
            SqlToken literal = Assert.Single(SqlTokens.Significant(dialect.QuoteLiteral(text), dialect));
            SqlToken name = Assert.Single(SqlTokens.Significant(dialect.QuoteIdentifier(text), dialect));
            Assert.Equal((SqlTokenKind.StringLiteral, SqlTokenKind.QuotedIdentifier), (literal.Kind, name.Kind));
        }
    }
}
