using Furrow.Sql;

namespace Furrow.Tests.Sql;

/// <summary>Which statements reach beyond the database that they run in.</summary>
public sealed class ServerWideStatementTests
{
    [Theory]
    [InlineData("create role x", "CREATE ROLE")]
    [InlineData("CREATE /* a */ USER x", "CREATE USER")]
    [InlineData("ALTER ROLE x SET search_path = y", "ALTER ROLE")]
    [InlineData("DROP DATABASE x", "DROP DATABASE")]
    [InlineData("ALTER DATABASE shop SET timezone = 'UTC'", "ALTER DATABASE")]
    [InlineData("CREATE TABLESPACE x LOCATION '/x'", "CREATE TABLESPACE")]
    [InlineData("ALTER SYSTEM SET work_mem = 1", "ALTER SYSTEM")]
    [InlineData("GRANT CONNECT ON DATABASE shop TO x", "GRANT ON DATABASE")]
    [InlineData("GRANT reader TO writer", "GRANT of a role")]
    [InlineData("REVOKE reader FROM writer", "REVOKE of a role")]
    [InlineData("COMMENT ON ROLE x IS 'y'", "COMMENT ON ROLE")]
    [InlineData("REASSIGN OWNED BY x TO y", "REASSIGN OWNED")]
    [InlineData("DROP OWNED BY x", "DROP OWNED")]
    [InlineData("DO $$ BEGIN CREATE ROLE x; END $$", "CREATE ROLE")]
    [InlineData("DO $a$ BEGIN IF true THEN EXECUTE 'CREATE ROLE x'; END IF; END $a$", "CREATE ROLE")]
    [InlineData("DO 'BEGIN EXECUTE ''DROP ROLE x''; END'", "DROP ROLE")]
    public void These_do(string sql, string words) => Assert.Equal(words, Find(sql));

    [Theory]
    [InlineData("CREATE TABLE role (id int)")]
    [InlineData("CREATE TABLE \"CREATE ROLE\" (id int)")]
    [InlineData("INSERT INTO t VALUES ('CREATE ROLE x')")]
    [InlineData("-- CREATE ROLE x\nSELECT 1")]
    [InlineData("GRANT SELECT ON t TO x")]
    [InlineData("REVOKE GRANT OPTION FOR SELECT ON t FROM x")]
    [InlineData("CREATE USER MAPPING FOR x SERVER y")]
    [InlineData("ALTER DEFAULT PRIVILEGES FOR ROLE x GRANT SELECT ON TABLES TO y")]
    [InlineData("ALTER TABLE t OWNER TO x")]
    [InlineData("COMMENT ON TABLE t IS 'ON DATABASE'")]
    [InlineData("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'CREATE ROLE x'")]
    [InlineData("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET x.y = 1', current_database()); END $$")]
    [InlineData("DO $$ BEGIN PERFORM 1; END $$")]
    [InlineData("DO")]
    [InlineData("DO '")]
    [InlineData("DO $$")]
    public void These_do_not(string sql) => Assert.Null(Find(sql));

    [Fact]
    public void SQLite_has_no_server() => Assert.Null(ServerWideStatement.Find(
        new SqlStatement("CREATE ROLE x", 1, 1, SqlStatementKind.Ordinary, SqlDialect.Sqlite)));

    private static string? Find(string sql) =>
        ServerWideStatement.Find(new SqlStatement(sql, 1, 1, SqlStatementKind.Ordinary));
}
