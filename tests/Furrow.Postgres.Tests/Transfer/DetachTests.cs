using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Events;
using Furrow.Postgres.Tests.Workflows;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Schema;
using Furrow.Specification.Workflows;
using Furrow.Sql;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Transfer;

/// <summary>Indexes and keys of large empty tables: what is taken off for the rows comes back.</summary>
public sealed class DetachTests(PostgresServer server)
{
    private const string Name = "\"o'dd \"\"@p :x $furrow$ ;--\"";

    private const string Places = $""""
        CREATE SCHEMA "s '1""";
        CREATE TABLE "s '1""".{Name} (
            "i'd" integer, "a""b" text COLLATE "C", c integer, d integer, r int4range,
            CONSTRAINT "p k""'@" PRIMARY KEY ("i'd") WITH (fillfactor = 70),
            CONSTRAINT "u :1" UNIQUE (c, d) INCLUDE ("a""b") DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT later UNIQUE (d, c) DEFERRABLE,
            CONSTRAINT no_overlap EXCLUDE USING gist (r WITH &&));
        COMMENT ON CONSTRAINT "p k""'@" ON "s '1""".{Name} IS 'it''s the $key$';
        COMMENT ON INDEX "s '1"""."u :1" IS 'of ; an -- index';
        CREATE INDEX "e'x" ON "s '1""".{Name} (lower("a""b") COLLATE "C" text_pattern_ops DESC NULLS LAST)
            WHERE c > 3;
        COMMENT ON INDEX "s '1"""."e'x" IS 'part';
        CREATE TABLE seats (id integer PRIMARY KEY, place integer, next integer, outside integer,
            CONSTRAINT "to '1" FOREIGN KEY (place) REFERENCES "s '1""".{Name} ON DELETE SET NULL
                DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT itself FOREIGN KEY (next) REFERENCES seats);
        COMMENT ON CONSTRAINT "to '1" ON seats IS 'o''ver';
        """";

    // What nothing says exactly, or what something else relies on.
    private const string Kept = """
        CREATE TABLE others (id integer PRIMARY KEY);
        ALTER TABLE seats ADD CONSTRAINT to_others FOREIGN KEY (outside) REFERENCES others;
        ALTER TABLE seats ADD CONSTRAINT loose FOREIGN KEY (next) REFERENCES seats NOT VALID;
        CREATE TABLE halls (id integer PRIMARY KEY, name text, size integer, kind integer UNIQUE,
            seen integer NOT NULL, told integer, of integer REFERENCES halls);
        CREATE VIEW sizes AS SELECT id, name, count(*) FROM halls GROUP BY id;
        CREATE UNIQUE INDEX identity ON halls (seen);
        ALTER TABLE halls REPLICA IDENTITY USING INDEX identity;
        CREATE INDEX heap ON halls (told);
        ALTER TABLE halls CLUSTER ON heap;
        CREATE INDEX watched ON halls ((size + 1));
        ALTER INDEX watched ALTER COLUMN 1 SET STATISTICS 500;
        CREATE INDEX plain ON halls (size);
        CREATE TABLE elsewhere (kind integer REFERENCES halls (kind));
        CREATE TABLE parts (id integer PRIMARY KEY, k integer) PARTITION BY RANGE (id);
        CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (9);
        CREATE INDEX of_part ON part (k);
        CREATE TABLE silent (id integer PRIMARY KEY, hall integer REFERENCES seats);
        """;

    // By their numbers: what is made anew has another.
    private const string Indexes = "SELECT indexrelid::bigint FROM pg_index "
        + "WHERE indrelid IN ('visits'::regclass, 'guests'::regclass) ORDER BY 1";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_taken_off_comes_back_to_the_letter_whatever_it_is_called()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await ScriptAsync(database, Places);
        ISession session = await database.SessionAsync();
        string before = await ScriptOfAsync(session);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        LoadFrame frame = await FrameAsync(session, schema, "seats", "o'dd \"@p :x $furrow$ ;--");
        Assert.Equal(
            ["e'x", "itself", "later", "p k\"'@", "seats_pkey", "to '1", "u :1"],
            frame.Detached.Select(key => key.Name).Order(StringComparer.Ordinal));
        await RunAsync(session, [.. frame.Remember, .. frame.Before]);
        Assert.Equal(
            "1",
            await database.ValueAsync("SELECT count(*) FROM pg_index WHERE indrelid::regclass::text ~ 'dd|seats'"));
        await RunAsync(
            session,
            [
                $"INSERT INTO \"s '1\"\"\".{Name} SELECT n, 'x' || n, n, n, int4range(n, n + 1) "
                    + "FROM generate_series(1, 50) n",
                "INSERT INTO seats SELECT n, n, 51 - n FROM generate_series(1, 50) n",
                .. frame.After,
                .. frame.Compare,
            ]);
        await transaction.CommitAsync(Token);
        Assert.Equal(before, await ScriptOfAsync(session));
        Assert.Equal("50", await database.ValueAsync("SELECT count(*) FROM seats JOIN seats n ON n.id = seats.next"));
    }

    [Fact]
    public async Task What_cannot_be_put_back_exactly_or_serves_others_stays_on()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await ScriptAsync(database, Places + Kept);
        await server.AdministerAsync("ALTER TABLE silent DISABLE TRIGGER ALL", database.Name);
        ISession session = await database.SessionAsync();
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        LoadFrame frame = await FrameAsync(session, schema, "seats", "halls", "parts", "part", "silent");

        // silent's key to seats has triggers that are disabled: it stays, and seats' own key with it.
        Assert.Equal(
            ["halls_of_fkey", "itself", "plain", "silent_pkey"],
            frame.Detached.Select(key => key.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("CREATE TABLE late (id integer REFERENCES seats)", "late_id_fkey")]
    [InlineData("CREATE INDEX more ON seats (place)", "index public.more")]
    [InlineData("COMMENT ON INDEX seats_pkey IS 'other'", "index public.seats_pkey")]
    public async Task A_definition_that_is_another_in_the_end_is_an_error(string change, string expected)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await ScriptAsync(database, Places);
        ISession session = await database.SessionAsync();
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), Token);
        LoadFrame frame = await FrameAsync(session, schema, "seats");
        await RunAsync(session, [.. frame.Remember, .. frame.Before, .. frame.After, change]);
        DbException error = await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(session, frame.Compare));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_builds_indexes_behind_the_rows_of_large_tables_and_leaves_definitions_as_they_were()
    {
        await using WorkflowHarness harness = await StartAsync("");
        string before = await CatalogAsync(harness);
        IReadOnlyList<string> old = await harness.RowsAsync(Indexes);
        await GenerateAsync(harness, 50_000);
        Assert.Empty(harness.Events.All.OfType<WarningRaised>());
        Assert.Equal(before, await CatalogAsync(harness));
        Assert.Empty(old.Intersect(await harness.RowsAsync(Indexes)));
        Assert.Equal("50000 50000", await harness.ScalarAsync(
            "SELECT (SELECT count(*) FROM guests), count(*) FROM visits JOIN guests ON guests.id = guest_id"));
    }

    [Fact]
    public async Task A_table_whose_trigger_fires_keeps_what_it_has()
    {
        await using WorkflowHarness harness = await StartAsync("""
            CREATE TABLE tallies (note text PRIMARY KEY, n integer NOT NULL);
            CREATE FUNCTION tally() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO tallies VALUES (left(NEW.note, 1), 1) ON CONFLICT (note) DO UPDATE SET n = tallies.n + 1;
                RETURN NEW; END $$;
            CREATE TRIGGER tallied BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION tally();
            """);
        IReadOnlyList<string> before = await harness.RowsAsync(Indexes);
        await GenerateAsync(harness, 50_000);
        Assert.Equal(before, await harness.RowsAsync(Indexes));
        Assert.Equal("50000", await harness.ScalarAsync("SELECT sum(n) FROM tallies"));
    }

    [Fact]
    public async Task Rows_that_break_a_key_of_a_large_table_leave_everything_as_it_was()
    {
        await using WorkflowHarness harness = await StartAsync("CREATE UNIQUE INDEX twice ON visits ((guest_id / 2));");
        string before = await CatalogAsync(harness);
        await WorkflowHarness.FailsAsync("generate.conflict", () => GenerateAsync(harness, 50_000));
        Assert.Equal(before, await CatalogAsync(harness));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM visits"));
    }

    private async Task<WorkflowHarness> StartAsync(string more)
    {
        WorkflowHarness harness =
            await new PostgresWorkflowFixture(server).CreateAsync(Token);
        harness.Project.Migration("1_visits", $"""
            CREATE TABLE guests (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
            CREATE TABLE visits (id bigint PRIMARY KEY, guest_id bigint NOT NULL REFERENCES guests, note text);
            CREATE INDEX visits_note ON visits (note);
            {more}
            """).Write("scenarios/club.yaml", """
            as_of: 2026-01-05
            parameters: { guests: 10 }
            tables:
              guests: { rows: '${guests}', columns: { name: 'n${row}' } }
              visits: { per: guests, count: 1, columns: { note: { uuid: v4 } } }
            """);
        await harness.SetupAsync(new SetupOptions { Environment = "development" });
        return harness;
    }

    private static Task<GenerateResult> GenerateAsync(WorkflowHarness harness, int guests) => harness.RunAsync(
        project => project.GenerateAsync(
            new GenerateOptions
            {
                Request = new()
                {
                    Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("guests", $"{guests}"),
                },
            },
            Token));

    private static async Task<string> CatalogAsync(WorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        return await ScriptOfAsync(session);
    }

    private static async Task<LoadFrame> FrameAsync(ISession session, DatabaseSchema schema, params string[] names)
    {
        ImmutableArray<Table> tables = [.. schema.Tables.Where(table => names.Contains(table.Name.Name))];
        Assert.Equal(names.Length, tables.Length);
        return await session.Transfer.ReadFrameAsync(
            new LoadFrameRequest(tables, []) { FiresTriggers = true, Detach = tables }, Token);
    }

    // What pg_dump says, without the word that is another in each run.
    private static async Task<string> ScriptOfAsync(ISession session)
    {
        await using ISessionTransaction? own = session.Transaction is null
            ? await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, Token)
            : null;
        SchemaScript script = await session.Transfer.ReadSchemaScriptAsync(
            new SchemaScriptRequest(await session.ReadSchemaAsync(Token), null), Token);
        return string.Join('\n', (script.BeforeRows + script.AfterRows).Split('\n')
            .Where(line => !line.Contains("restrict ", StringComparison.Ordinal)));
    }

    private static async Task ScriptAsync(TestDatabase database, string sql)
    {
        ISession session = await database.SessionAsync();
        foreach (SqlStatement statement in SqlSplitter.Split(sql, SqlDialect.Postgres).Statements)
        {
            await session.ExecuteAsync(statement, Token);
        }
    }

    private static async Task RunAsync(ISession session, IEnumerable<string> statements)
    {
        foreach (string statement in statements)
        {
            await using DbCommand command = session.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(Token);
        }
    }
}
