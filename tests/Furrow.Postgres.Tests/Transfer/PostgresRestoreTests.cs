using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Transfer;

/// <summary>Exports as they are used: psql restores them into an empty database, as its ordinary owner.</summary>
public sealed class PostgresRestoreTests(PostgresServer server)
{
    private static readonly ExportOptions Sql = new(ExportFormat.Sql);

    private static readonly string[][] Ways =
        [["seed.sql"], ["schema.sql", "data.sql"], ["schema.sql", "advanced_seed.sql"]];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task C5_definitions_and_rows_come_back_whichever_way_they_are_restored()
    {
        await using RestoreScene scene = await CreateAsync(TheatreSchema.Sql);
        await scene.ExportAsync(Sql);
        foreach (string[] files in Ways)
        {
            await scene.IsRestoredAsync(files);
        }
    }

    [Fact]
    public async Task C5_definitions_and_rows_come_back_by_import()
    {
        await using RestoreScene scene = await CreateAsync(TheatreSchema.Sql);
        await scene.ExportAsync(Sql);
        await scene.ImportsAsync("export");
        await scene.ImportsAsync("export/seed.sql");
        await scene.ImportsAsync("export/schema.sql", "export/data.sql");
    }

    [Fact]
    public async Task C6_the_next_insert_after_a_restore_gets_a_free_number()
    {
        await using RestoreScene scene = await CreateAsync("""
            CREATE TABLE "Mixed Case" (id serial PRIMARY KEY, n text);
            CREATE TABLE always (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text);
            CREATE TABLE fresh (id bigserial PRIMARY KEY, n text);
            INSERT INTO "Mixed Case" (n) VALUES ('a'), ('b');
            INSERT INTO always (n) VALUES ('a'), ('b'), ('c');
            """);
        await scene.ExportAsync(Sql);
        foreach (string[] files in Ways)
        {
            (TestDatabase target, int exitCode, string said) = await scene.RestoreAsync(files);
            await using TestDatabase restored = target;
            Assert.True(exitCode == 0, said);
            Assert.Equal("3", await restored.ValueAsync("INSERT INTO \"Mixed Case\" (n) VALUES ('x') RETURNING id"));
            Assert.Equal("4", await restored.ValueAsync("INSERT INTO always (n) VALUES ('x') RETURNING id"));
            Assert.Equal("1", await restored.ValueAsync("INSERT INTO fresh (n) VALUES ('x') RETURNING id"));
        }
    }

    [Theory]
    [InlineData(ExportFormat.Sql)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    public async Task C7_everything_is_of_one_moment(ExportFormat format)
    {
        await using RestoreScene scene = await CreateAsync("""
            CREATE TABLE a (id integer PRIMARY KEY);
            CREATE TABLE b (id integer PRIMARY KEY);
            INSERT INTO a VALUES (1); INSERT INTO b VALUES (1);
            """);
        ISession other = await scene.Source.SessionAsync();
        ExportResult result = await scene.ExportAsync(new ExportOptions(format), new Meanwhile(() =>
            other.CreateCommand("INSERT INTO b VALUES (2); INSERT INTO a VALUES (2)").ExecuteNonQuery()));
        Assert.All(result.Tables, table => Assert.Equal(1, table.Rows));
        Assert.Equal("2", await scene.Source.ValueAsync("SELECT count(*) FROM b"));
    }

    [Fact]
    public async Task C2_a_restore_whose_definitions_do_not_come_back_changes_nothing()
    {
        await using RestoreScene scene = await CreateAsync(TheatreSchema.Sql);
        await scene.ExportAsync(Sql);
        string file = scene.PathOf("advanced_seed.sql");
        string text = await File.ReadAllTextAsync(file, Token);
        const string Enable = "ALTER TABLE ONLY \"public\".\"elements\" ENABLE ALWAYS TRIGGER \"t2\";\n";
        Assert.Contains(Enable, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(Enable, "", StringComparison.Ordinal), Token);
        (TestDatabase target, int exitCode, string said) = await scene.RestoreAsync("schema.sql", "advanced_seed.sql");
        await using TestDatabase restored = target;
        Assert.NotEqual(0, exitCode);
        Assert.Contains("trigger t2 of public.elements", said, StringComparison.Ordinal);
        Assert.Equal("0", await restored.ValueAsync("SELECT count(*) FROM elements"));
    }

    [Fact]
    public async Task Rows_pass_policies_that_hold_for_the_owner_too()
    {
        await using RestoreScene scene = await CreateAsync("""
            CREATE TABLE t (id integer PRIMARY KEY);
            INSERT INTO t VALUES (-1), (1);
            ALTER TABLE t ENABLE ROW LEVEL SECURITY;
            CREATE POLICY positive ON t USING (id > 0);
            ALTER TABLE t FORCE ROW LEVEL SECURITY;
            """);

        // What a policy hides from the role is an error, never left out.
        await Assert.ThrowsAsync<FurrowException>(() => scene.ExportAsync(Sql));
        await scene.Source.RunAsync("ALTER TABLE t NO FORCE ROW LEVEL SECURITY");
        await scene.ExportAsync(Sql);
        string schema = await File.ReadAllTextAsync(scene.PathOf("schema.sql"), Token);
        await File.WriteAllTextAsync(
            scene.PathOf("schema.sql"), schema + "ALTER TABLE public.t FORCE ROW LEVEL SECURITY;\n", Token);
        await scene.Source.RunAsync("ALTER TABLE t FORCE ROW LEVEL SECURITY");
        ISession source = await scene.Source.SessionAsync();
        await using ISessionTransaction transaction = await source.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work), Token);
        LoadFrame frame = await source.Transfer.ReadFrameAsync(
            new LoadFrameRequest((await source.ReadSchemaAsync(Token)).Tables, []), Token);
        await transaction.RollbackAsync(Token);
        Assert.Equal(["ALTER TABLE \"public\".\"t\" NO FORCE ROW LEVEL SECURITY"], frame.Before);
        Assert.Equal("ALTER TABLE \"public\".\"t\" FORCE ROW LEVEL SECURITY", frame.After[^1]);
    }

    [Fact]
    public async Task Tables_that_were_named_restore_without_the_others()
    {
        await using RestoreScene scene = await CreateAsync("""
            CREATE EXTENSION citext;
            CREATE SCHEMA other;
            CREATE TYPE other.mood AS ENUM ('sad', 'happy');
            CREATE TABLE outside (id serial PRIMARY KEY);
            CREATE TABLE parents (id serial PRIMARY KEY, m other.mood, name citext, o integer REFERENCES outside);
            CREATE TABLE other.children (
                id integer PRIMARY KEY, p integer REFERENCES parents, self integer REFERENCES other.children);
            COMMENT ON CONSTRAINT parents_o_fkey ON parents IS 'to the outside';
            CREATE VIEW both_views AS SELECT p.id FROM parents p JOIN outside o ON o.id = p.o;
            CREATE VIEW named AS SELECT id FROM parents;
            CREATE MATERIALIZED VIEW lost AS SELECT * FROM both_views;
            CREATE MATERIALIZED VIEW kept AS SELECT count(*) AS n FROM named;
            INSERT INTO outside DEFAULT VALUES; INSERT INTO parents VALUES (7, 'sad', 'X', 1);
            INSERT INTO other.children VALUES (1, 7, 2), (2, 7, 1);
            REFRESH MATERIALIZED VIEW kept;
            SELECT setval('parents_id_seq', 7);
            """);
        await scene.ExportAsync(Sql with { Tables = ["parents", "other.children"] });
        foreach (string[] files in Ways)
        {
            (TestDatabase target, int exitCode, string said) = await scene.RestoreAsync(files);
            await using TestDatabase restored = target;
            Assert.True(exitCode == 0, said);
            Assert.Equal(
                [["children"], ["kept"], ["named"], ["parents"]],
                await restored.QueryAsync(
                    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'v', 'm') AND oid >= 16384 ORDER BY 1"));
            Assert.Equal("1", await restored.ValueAsync("SELECT n FROM kept"));
            Assert.Equal("8", await restored.ValueAsync("INSERT INTO parents (name) VALUES ('y') RETURNING id"));
        }
    }

    [Fact]
    public async Task Credentials_of_foreign_servers_and_furrows_tables_stay_behind()
    {
        await using RestoreScene scene = await CreateAsync("CREATE TABLE t (id integer);");
        await scene.Source.PrepareStateAsync();
        await server.AdministerAsync(
            "CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw; "
                + "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (password 'hunter-two')",
            scene.Source.Name);
        ExportResult result = await scene.ExportAsync(Sql);
        Assert.Equal("t", Assert.Single(result.Tables).Table.Name);
        foreach (ExportedFile file in result.Files.Files)
        {
            string text = (await File.ReadAllTextAsync(scene.PathOf(file.Name), Token))
                .Replace("furrow.definitions", "", StringComparison.Ordinal);
            foreach (string absent in (string[])[
                "hunter-two", "furrow.", scene.Source.Role.Password, "\\restrict", "SET transaction_timeout"])
            {
                Assert.DoesNotContain(absent, text, StringComparison.Ordinal);
            }
        }
    }

    private async Task<RestoreScene> CreateAsync(string sql)
    {
        RestoreScene scene = await RestoreScene.CreateAsync(server);
        await scene.Source.RunAsync(
            [.. SqlSplitter.Split(sql, SqlDialect.Postgres).Statements.Select(statement => statement.Text)]);
        return scene;
    }

    private sealed class Meanwhile(Action act) : IEventSink
    {
        private bool _isDone;

        public void Emit(FurrowEvent furrowEvent)
        {
            if (furrowEvent is TableExported && !_isDone)
            {
                _isDone = true;
                act();
            }
        }
    }
}
