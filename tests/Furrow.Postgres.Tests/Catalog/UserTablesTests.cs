using Furrow.Providers;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class UserTablesTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_counted_once_wherever_they_are()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.PrepareStateAsync();
        await database.RunAsync(
            "CREATE TABLE \"Empty \"\" one\" (a int)",
            "CREATE TABLE parent (a int)",
            "CREATE TABLE child () INHERITS (parent)",
            "INSERT INTO parent VALUES (1), (2)",
            "INSERT INTO child VALUES (3)",
            "CREATE TABLE events (a int) PARTITION BY LIST (a)",
            "CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1)",
            "CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2)",
            "INSERT INTO events VALUES (1), (2), (2), (1), (1)");
        ISession session = await database.SessionAsync();
        var counts = await session.CountRowsAsync(Token);

        Assert.Equal(
            [
                ("public.Empty \" one", 0L), ("public.child", 1L), ("public.events", 5L), ("public.parent", 2L),
            ],
            counts.Select(count => (count.Table.ToString(), count.Rows)));
    }

    [Fact]
    public async Task Without_tables_nothing_is_counted()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        ISession session = await database.SessionAsync();
        Assert.Empty(await session.CountRowsAsync(Token));
    }

    [Fact]
    public async Task Tables_of_furrow_and_of_extensions_are_not_the_users()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.PrepareStateAsync();
        await database.RunAsync(
            "CREATE EXTENSION cube", "CREATE TABLE theirs (id int)", "ALTER EXTENSION cube ADD TABLE theirs");
        ISession session = await database.SessionAsync();
        Assert.False(await session.HasUserTablesAsync(Token));
        Assert.Empty(await session.CountRowsAsync(Token));

        await database.RunAsync("CREATE SCHEMA x", "CREATE TABLE x.mine (id int)");
        Assert.True(await session.HasUserTablesAsync(Token));
    }

    [Fact]
    public async Task Changes_are_seen_whichever_way_they_were_made()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.PrepareStateAsync();
        await database.RunAsync(
            "CREATE TABLE t (a int)",
            "CREATE TABLE audit (a int)",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN INSERT INTO audit VALUES (NEW.a); RETURN NEW; END'",
            "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
            "CREATE TABLE parts (a int) PARTITION BY LIST (a)",
            "CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)",
            "INSERT INTO t VALUES (100), (101)");
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        ChangeCounts start = await session.ReadChangesAsync(Token);
        await database.RunAsync(
            "INSERT INTO t VALUES (1)",
            "SAVEPOINT s",
            "INSERT INTO t VALUES (2)",
            "RELEASE SAVEPOINT s",
            "DO 'BEGIN INSERT INTO t VALUES (3); EXCEPTION WHEN others THEN NULL; END'",
            "UPDATE t SET a = a + 10 WHERE a <= 3",
            "DELETE FROM t WHERE a = 11",
            "INSERT INTO parts VALUES (1)",
            "UPDATE furrow.lock SET token = token");
        await session.ExecuteAsync(
            new("COPY t FROM STDIN", 1, 1, Furrow.Sql.SqlStatementKind.Copy) { CopyData = "7\n8\n".AsMemory() }, Token);
        ChangeCounts changes = (await session.ReadChangesAsync(Token)).Since(start);

        Assert.Equal(
            [
                ("public.audit", 5L, 0L, 0L), ("public.part_1", 1L, 0L, 0L), ("public.t", 5L, 3L, 1L),
            ],
            changes.Tables.Select(table =>
                (table.Table.ToString(), table.Inserted, table.Updated, table.Deleted)));
        ChangeCounts middle = await session.ReadChangesAsync(Token);
        await database.RunAsync("INSERT INTO audit VALUES (1)");
        ChangeCounts after = (await session.ReadChangesAsync(Token)).Since(middle);
        Assert.Equal(("audit", 1L), (Assert.Single(after.Tables).Table.Name, after.Tables[0].Inserted));
    }
}
