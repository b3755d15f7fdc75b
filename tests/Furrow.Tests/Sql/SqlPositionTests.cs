using Furrow.Sql;

namespace Furrow.Tests.Sql;

public sealed class SqlPositionTests
{
    [Theory]
    [InlineData("select x", 8, 1, 8)]
    [InlineData("a; select\n  x", 10, 2, 3)]
    [InlineData("a;\r\nselect\r\n x", 10, 3, 2)]
    [InlineData("a; select '\U0001F600\U0001F600', x", 13, 1, 16)]
    [InlineData("a; select '\U0001F600\n', x", 13, 2, 3)]
    [InlineData("-- x\n\nselect x", 0, 3, 1)]
    [InlineData("a; b", 99, 1, 5)]
    public void A_servers_position_is_found_in_the_file(string text, int serverPosition, int line, int column)
    {
        SqlStatement last = SqlSplitter.Split(text, SqlDialect.Postgres).Statements[^1];
        Assert.Equal(new SqlPosition(line, column), last.Locate(serverPosition));
    }

    [Theory]
    [InlineData("abc", 0, 1, 1)]
    [InlineData("a\nb", 2, 2, 1)]
    [InlineData("a\n", 2, 2, 1)]
    [InlineData("\uFEFFab", 2, 1, 2)]
    [InlineData("abc", -5, 1, 1)]
    [InlineData("abc", 50, 1, 4)]
    public void An_offset_has_a_line_and_a_column(string text, int offset, int line, int column) =>
        Assert.Equal(new SqlPosition(line, column), SqlPosition.At(text, offset));

    [Fact]
    public void A_statement_without_a_file_keeps_the_place_it_was_given()
    {
        var statement = new SqlStatement("select\n1", 7, 5, SqlStatementKind.Ordinary);
        Assert.Equal(new SqlPosition(8, 1), statement.Locate(8));
        Assert.Equal(new SqlPosition(7, 11), statement.Locate(7));
        Assert.Equal("select\n1", statement.Text);
    }
}
