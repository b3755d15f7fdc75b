using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Tests;

public sealed class ScriptStatementTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("INSERT INTO t VALUES (':name @at ? $1 {x}') -- :trail @er", ":name @at ? $1 {x}")]
    [InlineData("INSERT INTO t SELECT $body$a;b :c @d$body$", "a;b :c @d")]
    [InlineData("INSERT INTO t SELECT ('{\"a\": [1]}'::jsonb @> '{\"a\": [1]}')::text", "true")]
    [InlineData("INSERT INTO t SELECT ('{\"a\": 1}'::jsonb ? 'a')::text", "true")]
    [InlineData("INSERT INTO t SELECT ('{1,2,3}'::int[])[1:2]::text", "{1,2}")]
    [InlineData("INSERT INTO t SELECT E'back\\\\slash \\' quote'", "back\\slash ' quote")]
    public async Task Text_reaches_the_server_as_it_is_written(string sql, string value)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a text)", sql);
        Assert.Equal(value, await database.ValueAsync("SELECT a FROM t"));
    }

    [Theory]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM t WHERE a = 'x'; DELETE FROM t WHERE a = 'y')")]
    [InlineData("CREATE FUNCTION f(a int, OUT b int) LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT a + 1; END")]
    [InlineData("CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; COMMIT; END $$")]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)")]
    [InlineData("VACUUM t")]
    [InlineData("ALTER SYSTEM RESET ALL")]
    [InlineData("LISTEN channel")]
    [InlineData("PREPARE s AS SELECT $1::int")]
    [InlineData("SET search_path = public")]
    public async Task Statements_of_every_kind_run(string sql)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a text)");
        if (sql.Contains("ATOMIC", StringComparison.Ordinal) && (await database.SessionAsync()).Server.Major < 14)
        {
            sql = "SELECT 1";
        }

        if (sql.StartsWith("ALTER SYSTEM", StringComparison.Ordinal))
        {
            PostgresException denied = await Assert.ThrowsAsync<PostgresException>(() => database.RunAsync(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, denied.SqlState);
            return;
        }

        Assert.Equal(-1, await ExecuteAsync(database, sql));
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT n::text FROM generate_series(1, 7) n", 7)]
    [InlineData("UPDATE t SET a = 'z' WHERE a IN ('1', '2')", 2)]
    [InlineData("DELETE FROM t", 3)]
    [InlineData("WITH gone AS (DELETE FROM t RETURNING a) SELECT * FROM gone", -1)]
    [InlineData("CREATE TABLE u (a int)", -1)]
    public async Task The_rows_affected_are_told(string sql, long rows)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a text)", "INSERT INTO t VALUES ('1'), ('2'), ('3')");
        Assert.Equal(rows, await ExecuteAsync(database, sql));
    }

    [Fact]
    public async Task Rows_of_types_that_the_driver_does_not_know_are_passed_over()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TYPE mood AS ENUM ('x')", "CREATE TABLE t (a mood, b mood[], c int4range)");
        await database.RunAsync("INSERT INTO t VALUES ('x', '{x}', '[1,2)') RETURNING *", "SELECT * FROM t");
        Assert.Equal("1", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Two_statements_in_one_are_refused()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => database.RunAsync("CREATE TABLE t (a int); CREATE TABLE u (a int)"));
        Assert.Equal(PostgresErrorCodes.SyntaxError, error.SqlState);
    }

    [Theory]
    [InlineData("COPY t (a, b) FROM STDIN", "1\tone\n2\t\\N\n3\ttab\\there\n")]
    [InlineData("COPY t (a, b) FROM STDIN", "1\tone\n2\t\\N\n3\ttab\\there")]
    [InlineData("COPY t FROM stdin WITH (FORMAT csv, HEADER)", "a,b\r\n1,one\r\n2,\r\n3,\"tab\there\"\r\n")]
    [InlineData("  copy public.t FROM STDIN (DELIMITER '|', NULL '-')", "1|one\n2|-\n3|tab\\there\n")]
    public async Task Copy_loads_its_rows_with_its_own_options(string sql, string data)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int, b text)");
        await CopyAsync(database, sql, data);
        Assert.Equal(
            ["1:one", "2:NULL", "3:tab\there"],
            (await database.QueryAsync("SELECT a, b FROM t ORDER BY a")).Select(row => $"{row[0]}:{row[1] ?? "NULL"}"));
    }

    [Fact]
    public async Task Copy_streams_more_than_a_buffer_and_keeps_pairs_of_surrogates_whole()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a text)");
        string line = "x" + string.Concat(Enumerable.Repeat("😀", 2_000)) + "\n";
        await CopyAsync(database, "COPY t FROM STDIN", string.Concat(Enumerable.Repeat(line, 100)));

        Assert.Equal("100", await database.ValueAsync("SELECT count(*) FROM t"));
        Assert.Equal("2001", await database.ValueAsync("SELECT DISTINCT length(a) FROM t"));
    }

    [Fact]
    public async Task A_copy_that_fails_leaves_the_session_usable()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        PostgresException error = await Assert.ThrowsAsync<PostgresException>(
            () => CopyAsync(database, "COPY t FROM STDIN", "1\n2\nthree\n4\n"));

        Assert.Equal("22P02", error.SqlState);
        Assert.Equal("0", await database.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_cancelled_copy_loads_nothing()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (a int)");
        ISession session = await database.SessionAsync();
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        SqlStatement statement = new("COPY t FROM STDIN", 1, 1, SqlStatementKind.Copy)
        {
            CopyData = "1\n".AsMemory(),
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.ExecuteAsync(statement, cancelled.Token));
        await using ISession other = await database.Database.OpenSessionAsync(SessionAccess.Read, Token);
        Assert.Equal(0L, await other.CreateCommand("SELECT count(*) FROM t").ExecuteScalarAsync(Token));
    }

    private static async Task<long> ExecuteAsync(TestDatabase database, string sql) =>
        await (await database.SessionAsync()).ExecuteAsync(
            new SqlStatement(sql, 1, 1, SqlStatementKind.Ordinary), Token);

    private static async Task CopyAsync(TestDatabase database, string sql, string data) =>
        await (await database.SessionAsync()).ExecuteAsync(
            new SqlStatement(sql, 1, 1, SqlStatementKind.Copy) { CopyData = data.AsMemory() }, Token);
}
