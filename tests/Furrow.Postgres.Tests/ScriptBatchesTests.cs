using System.Data.Common;
using System.Globalization;
using System.Text;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Tests;

public sealed class ScriptBatchesTests(PostgresServer server)
{
    private const int ManyStatements = 600;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_counted_over_all_of_a_script_however_it_is_sent()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        StringBuilder text = new("CREATE TABLE t (a int); CREATE TABLE u (a text);\n");
        for (int i = 0; i < ManyStatements; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"INSERT INTO t VALUES ({i}); SELECT a FROM t WHERE a = {i};\n");
        }

        text.Append("COPY u FROM STDIN;\none\ntwo\n\\.\nUPDATE t SET a = a + 1 WHERE a < 10;\nDELETE FROM u;\n");
        ScriptOutcome outcome = await RunAsync(database, text.ToString());

        Assert.Null(outcome.Stop);
        Assert.Equal(
            [
                new TableChanges(new ObjectName("public", "t"), ManyStatements, 10, 0),
                new TableChanges(new ObjectName("public", "u"), 2, 0, 2),
            ],
            outcome.Tables);
    }

    [Fact]
    public async Task What_an_earlier_transaction_wrote_is_not_counted()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await RunAsync(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2);");
        ScriptOutcome outcome = await RunAsync(database, "INSERT INTO t VALUES (3);");
        Assert.Equal([new TableChanges(new ObjectName("public", "t"), 1, 0, 0)], outcome.Tables);
    }

    [Fact]
    public async Task What_a_rolled_back_transaction_wrote_is_not_counted()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await RunAsync(database, "CREATE TABLE t (a int);");
        await RunAsync(database, "INSERT INTO t VALUES (1), (2); SELECT x;");
        ScriptOutcome outcome = await RunAsync(database, "INSERT INTO t VALUES (3);");
        Assert.Equal([new TableChanges(new ObjectName("public", "t"), 1, 0, 0)], outcome.Tables);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_written_otherwise_is_not_counted(bool isInTransaction)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await RunAsync(database, "CREATE TABLE t (a int);");
        ISession session = await database.SessionAsync();
        ISessionTransaction? transaction = isInTransaction ? await BeginAsync(session) : null;
        await using (DbCommand command = session.CreateCommand("INSERT INTO t VALUES (1), (2)"))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        transaction ??= await BeginAsync(session);
        ScriptOutcome outcome = await session.RunAsync(
            SqlSplitter.Split("INSERT INTO t VALUES (3);", SqlDialect.Postgres).Statements, countsRows: true, Token);
        await transaction.DisposeAsync();
        Assert.Equal([new TableChanges(new ObjectName("public", "t"), 1, 0, 0)], outcome.Tables);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a int); INSERT INTO t VALUES (1);", true)]
    [InlineData("ALTER TABLE plain ADD b int;", true)]
    [InlineData("CREATE TABLE t (a serial);", false)]
    [InlineData("INSERT INTO numbered DEFAULT VALUES;", false)]
    [InlineData("SELECT setval('used', 7);", false)]
    [InlineData("ALTER TABLE plain ALTER a SET DEFAULT nextval('used');", false)]
    [InlineData("DO $$BEGIN INSERT INTO numbered DEFAULT VALUES; RAISE 'x'; EXCEPTION WHEN others THEN END$$;", false)]
    public async Task A_script_tells_whether_it_leaves_sequences_as_they_are(string text, bool leaves)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await RunAsync(
            database, "CREATE SEQUENCE used; CREATE TABLE plain (a int); CREATE TABLE numbered (a serial, b int);");
        ScriptOutcome outcome = await RunAsync(database, text);
        ISession session = await database.SessionAsync();
        Assert.Null(outcome.Stop);
        Assert.Equal(leaves && session.Server.Major >= 15, outcome.LeavesSequences);
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2; SELECT x; SELECT 3;", 2)]
    [InlineData("SELECT x;", 0)]
    [InlineData("CREATE TABLE t (a int); COPY t FROM STDIN;\n1\n\\.\nSELECT 1; SELECT x;", 3)]
    [InlineData("CREATE TABLE t (a int); COPY t FROM STDIN;\nx\n\\.\nSELECT 1;", 1)]
    [InlineData("SELECT 1 / (3 - n) FROM generate_series(1, 3) n; SELECT 1;", 0)]
    [InlineData("SELECT 1; SELECT pg_terminate_backend(pg_backend_pid()); SELECT 2;", 1)]
    public async Task The_statement_that_failed_is_known(string text, int place)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ScriptOutcome outcome = await RunAsync(database, text);
        Assert.Equal(place, outcome.Stop?.Statement);
        Assert.IsAssignableFrom<NpgsqlException>(outcome.Stop?.Cause);
    }

    [Fact]
    public async Task A_statement_beyond_the_first_that_is_sent_at_once_is_known()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        string text = string.Concat(Enumerable.Repeat("SELECT 1;", ManyStatements)) + "SELECT x; SELECT 2;";
        Assert.Equal(ManyStatements, (await RunAsync(database, text)).Stop?.Statement);
    }

    private static Task<ISessionTransaction> BeginAsync(ISession session) =>
        session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);

    private static async Task<ScriptOutcome> RunAsync(TestDatabase database, string text)
    {
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction = await BeginAsync(session);
        ScriptOutcome outcome = await session.RunAsync(
            SqlSplitter.Split(text, SqlDialect.Postgres).Statements, countsRows: true, Token);
        if (outcome.Stop is null)
        {
            await transaction.CommitAsync(Token);
        }

        return outcome;
    }
}
