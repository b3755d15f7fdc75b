using Furrow.Sql;

namespace Furrow.Tests.Sql;

/// <summary>Which tables statements name.</summary>
public sealed class NamedTablesTests
{
    [Theory]
    [InlineData("CREATE TABLE IF NOT EXISTS a (id int)", "a")]
    [InlineData("ALTER TABLE ONLY \"Odd \"\"table\"\"; --\" ADD COLUMN x int", "Odd \"table\"; --")]
    [InlineData("INSERT INTO shop.Orders SELECT * FROM b", "shop.orders")]
    [InlineData("UPDATE ONLY a SET x = 1", "a")]
    [InlineData("DELETE FROM a", "a")]
    [InlineData("TRUNCATE TABLE a", "a")]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY a (id)", "a")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f()", "a")]
    [InlineData("COMMENT ON TABLE a IS 'DELETE FROM b'", "a")]
    [InlineData("VACUUM", null)]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DELETE FROM b'", null)]
    [InlineData("SELECT 1", null)]
    public void They_are_found_where_a_table_has_to_stand(string sql, string? table) => Assert.Equal(
        table is null ? [] : [table],
        NamedTables.Of(SqlSplitter.Split(sql, SqlDialect.Postgres).Statements));

    [Fact]
    public void Each_is_named_once_in_order() => Assert.Equal(
        ["b", "a"],
        NamedTables.Of(SqlSplitter.Split(
            "INSERT INTO b VALUES (1); UPDATE a SET x = 1; DELETE FROM B;", SqlDialect.Postgres).Statements));
}
