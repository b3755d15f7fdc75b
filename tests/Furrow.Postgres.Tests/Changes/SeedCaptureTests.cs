using Furrow.Errors;
using Furrow.Events;
using Furrow.Postgres.Tests.Locking;
using Furrow.Postgres.Tests.Workflows;
using Furrow.Seeds;
using Furrow.Seeds.Rollback;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Changes;

/// <summary>What only PostgreSQL has: subtransactions, triggers, other sessions, partitions, policies.</summary>
public sealed class SeedCaptureTests(PostgresServer server)
{
    [Fact]
    public async Task Rows_written_under_savepoints_are_the_seeds()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("CREATE TABLE t (id int PRIMARY KEY, v int)");
        await harness.ExecuteAsync("INSERT INTO t SELECT g, g FROM generate_series(1, 5) g");
        await SeedAsync(harness, """
            DO $$ BEGIN
                FOR n IN 1..5 LOOP
                    BEGIN
                        INSERT INTO t VALUES (100 + n, n);
                        UPDATE t SET v = v + 100 WHERE id = n;
                        IF n = 3 THEN RAISE EXCEPTION 'taken back'; END IF;
                        IF n = 5 THEN DELETE FROM t WHERE id = 5; END IF;
                    EXCEPTION WHEN raise_exception THEN NULL;
                    END;
                END LOOP;
            END $$;
            """);
        Assert.Equal(
            ["1 101", "2 102", "3 3", "4 104", "101 1", "102 2", "104 4", "105 5"],
            await harness.RowsAsync("SELECT id, v FROM t ORDER BY id"));

        SeedRollbackResult result = await harness.SeedRollbackAsync();

        Assert.Equal(
            (1L, 3L, 4L), result.Seeds.Single().Tables.Select(c => (c.Inserted, c.Updated, c.Deleted)).Single());
        Assert.Equal(
            ["1 1", "2 2", "3 3", "4 4", "5 5"], await harness.RowsAsync("SELECT id, v FROM t ORDER BY id"));
    }

    [Fact]
    public async Task A_row_that_several_locked_is_found_all_the_same()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE p (id int PRIMARY KEY, v int)", "CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p)");
        await harness.ExecuteAsync("INSERT INTO p VALUES (1, 1), (2, 2)");

        // The reference locks the row, the change under a savepoint comes on top: together they are a group of lockers.
        await SeedAsync(harness, """
            INSERT INTO c VALUES (1, 1), (2, 2);
            DO $$ BEGIN BEGIN UPDATE p SET v = 9; EXCEPTION WHEN others THEN NULL; END; END $$;
            DO $$ BEGIN BEGIN DELETE FROM c; DELETE FROM p WHERE id = 2; EXCEPTION WHEN others THEN NULL; END; END $$;
            """);
        Assert.Equal(["1 9"], await harness.RowsAsync("SELECT * FROM p"));
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 1", "2 2"], await harness.RowsAsync("SELECT * FROM p ORDER BY id"));
    }

    [Fact]
    public async Task What_triggers_write_elsewhere_is_the_seeds_and_going_back_fires_none()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, v int, changed_at timestamptz DEFAULT now())",
            "CREATE TABLE audit (what text)",
            """
            CREATE FUNCTION audited() RETURNS trigger LANGUAGE plpgsql AS $f$
            BEGIN INSERT INTO audit VALUES (TG_NAME || ' ' || TG_OP); RETURN NULL; END $f$
            """,
            """
            CREATE FUNCTION touched() RETURNS trigger LANGUAGE plpgsql AS $f$
            BEGIN NEW.changed_at := clock_timestamp(); RETURN NEW; END $f$
            """,
            "CREATE TRIGGER a AFTER INSERT OR UPDATE OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION audited()",
            "CREATE TRIGGER \"b \"\" always\" BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touched()",
            """
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION audited()
            """,
            "CREATE TRIGGER off AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION audited()",
            "ALTER TABLE t ENABLE ALWAYS TRIGGER \"b \"\" always\"",
            "ALTER TABLE t DISABLE TRIGGER off");
        await harness.ExecuteAsync("INSERT INTO t VALUES (1, 1), (2, 2)", "TRUNCATE audit");
        const string Content =
            "SELECT id, v, changed_at::text FROM t UNION ALL SELECT 0, 0, what FROM audit ORDER BY 1";
        const string Modes = "SELECT tgname::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";
        IReadOnlyList<string> before = await harness.RowsAsync(Content), modes = await harness.RowsAsync(Modes);
        await SeedAsync(
            harness, "INSERT INTO t VALUES (3, 3); UPDATE t SET v = 9 WHERE id = 1; DELETE FROM t WHERE id = 2;");
        Assert.Equal(
            ["a DELETE", "a INSERT", "a UPDATE", "late INSERT"],
            await harness.RowsAsync("SELECT what FROM audit ORDER BY 1"));

        SeedRollbackResult result = await harness.SeedRollbackAsync();

        Assert.Equal(before, await harness.RowsAsync(Content));
        Assert.Equal(modes, await harness.RowsAsync(Modes));
        Assert.Equal(
            [("audit", 0L, 0L, 4L), ("t", 1L, 1L, 1L)],
            result.Seeds.Single().Tables.Select(c => (c.Table.Name, c.Inserted, c.Updated, c.Deleted)));
    }

    [Fact]
    public async Task What_another_session_writes_meanwhile_is_not_the_seeds()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync("CREATE TABLE t (id int PRIMARY KEY, v int)");
        await harness.ExecuteAsync("INSERT INTO t SELECT g, g FROM generate_series(1, 4) g");
        bool done = false;
        harness.Events.On = told =>
        {
            // The seed's transaction has begun; the other one commits before the seed writes.
            if (told is TransactionBegun { Work: "base/00_a" } && !done)
            {
                done = true;
                harness.ExecuteAsync(
                    "UPDATE t SET v = 40 WHERE id = 4", "INSERT INTO t VALUES (5, 5)").GetAwaiter().GetResult();
            }
        };
        await SeedAsync(harness, """
            INSERT INTO t VALUES (6, 6); UPDATE t SET v = 10 WHERE id = 1; DELETE FROM t WHERE id = 2;
            """);
        await harness.SeedRollbackAsync();
        Assert.True(done);
        Assert.Equal(
            ["1 1", "2 2", "3 3", "4 40", "5 5"], await harness.RowsAsync("SELECT id, v FROM t ORDER BY id"));
    }

    [Fact]
    public async Task A_conflict_with_another_session_runs_the_seed_again()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, v int)");
        await harness.ExecuteAsync("INSERT INTO t VALUES (1, 1)");
        int tries = 0;
        harness.Events.On = told =>
        {
            if (told is TransactionBegun { Work: "base/00_a" })
            {
                tries++;
            }
        };
        await using Npgsql.NpgsqlConnection other = new(
            PostgresServer.Reference(harness.DatabaseName, server.Owner, server.Host, server.Port).ConnectionString);
        await other.OpenAsync(WorkflowHarness.Token);
        await using Npgsql.NpgsqlTransaction holding = await other.BeginTransactionAsync(WorkflowHarness.Token);
        await using Npgsql.NpgsqlCommand change = new("UPDATE t SET v = v + 10", other, holding);
        await change.ExecuteNonQueryAsync(WorkflowHarness.Token);
        Task seeding = SeedAsync(harness, "UPDATE t SET v = v * 2;");
        const string Waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'";
        while (await harness.ScalarAsync(Waiting) == "0")
        {
            await Task.Delay(10, WorkflowHarness.Token);
        }

        await holding.CommitAsync(WorkflowHarness.Token);
        await seeding;
        Assert.Equal(2, tries);
        Assert.Equal("22", await harness.ScalarAsync("SELECT v FROM t"));
        await harness.SeedRollbackAsync();
        Assert.Equal("11", await harness.ScalarAsync("SELECT v FROM t"));
    }

    [Fact]
    public async Task Numbered_computed_partitioned_and_inherited_rows_come_back()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            """
            CREATE TABLE n (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, w int,
                twice int GENERATED ALWAYS AS (w * 2) STORED)
            """,
            "CREATE TABLE parts (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
            "CREATE TABLE parts_a PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-07-01')",
            "CREATE TABLE parts_b PARTITION OF parts FOR VALUES FROM ('2026-07-01') TO ('2027-01-01')",
            "CREATE TABLE ref (id int PRIMARY KEY, pid int, pat date, FOREIGN KEY (pid, pat) REFERENCES parts)",
            "CREATE TABLE base (id int PRIMARY KEY)",
            "CREATE TABLE child (extra text) INHERITS (base)");
        await harness.ExecuteAsync(
            "INSERT INTO n (w) VALUES (1), (2), (3)",
            "INSERT INTO parts VALUES (1, '2026-02-01'), (2, '2026-08-01')",
            "INSERT INTO ref VALUES (1, 1, '2026-02-01')",
            "INSERT INTO base VALUES (1)",
            "INSERT INTO child VALUES (1, 'x'), (2, 'y')");
        string before = await ContentAsync(harness, "n", "parts_a", "parts_b", "ref", "ONLY base", "child");
        await SeedAsync(harness, """
            INSERT INTO n (w) VALUES (4); UPDATE n SET w = 20 WHERE w = 2; DELETE FROM n WHERE w = 1;
            UPDATE ref SET pid = NULL;
            UPDATE parts SET at = '2026-09-01' WHERE id = 1;
            UPDATE base SET id = id + 10; INSERT INTO child VALUES (3, 'z');
            """);
        await harness.SeedRollbackAsync();
        Assert.Equal(before, await ContentAsync(harness, "n", "parts_a", "parts_b", "ref", "ONLY base", "child"));
    }

    [Fact]
    public async Task Unique_values_that_changed_hands_go_back()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, slug text NOT NULL UNIQUE)");
        await harness.ExecuteAsync("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        await SeedAsync(harness, """
            UPDATE t SET slug = 'old' WHERE id = 1; INSERT INTO t VALUES (3, 'a');
            DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (4, 'b');
            """);
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 a", "2 b"], await harness.RowsAsync("SELECT * FROM t ORDER BY id"));
    }

    [Theory]
    [InlineData("TRUNCATE t;", "it truncates tables or changes definitions")]
    [InlineData("COMMENT ON TABLE t IS 'x';", "it truncates tables or changes definitions")]
    [InlineData("DO $$ BEGIN EXECUTE 'DROP INDEX i'; END $$;", "it truncates tables or changes definitions")]
    [InlineData("CREATE TEMP TABLE x (id int); ALTER TABLE t ADD c int;", "it truncates tables or changes definitions")]
    [InlineData("SELECT lo_create(0);", "it truncates tables or changes definitions")]
    [InlineData("LOCK TABLE t; UPDATE t SET id = 2;", "what it wrote could not be read back")]
    [InlineData("UPDATE t SET v = repeat('x', 9000000); UPDATE t SET v = 'a';", "takes more than 16 MB")]
    public async Task What_cannot_be_kept_is_told(string script, string reason)
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, v text)", "CREATE INDEX i ON t (v)", "DROP INDEX i",
            "CREATE INDEX i ON t (id)");
        await harness.ExecuteAsync(
            "INSERT INTO t SELECT 1, string_agg(md5(g::text), '') FROM generate_series(1, 600000) g");
        await SeedAsync(harness, script);
        Assert.Contains(
            reason, (await harness.HistoryAsync("seed_history", "not_captured")).Single(), StringComparison.Ordinal);
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SeedRollbackAsync());
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Empty(await harness.RowsAsync("SELECT 1 FROM furrow.seed_changes"));
    }

    [Fact]
    public async Task Rows_that_policies_hide_are_not_kept_by_halves()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY)", "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE t FORCE ROW LEVEL SECURITY", "CREATE POLICY w ON t FOR INSERT WITH CHECK (true)");
        await SeedAsync(harness, "INSERT INTO t VALUES (1);");
        Assert.Equal(
            "policies hide rows of public.t from this role",
            (await harness.HistoryAsync("seed_history", "not_captured")).Single());
    }

    [Fact]
    public async Task A_role_that_is_no_owner_may_write_and_is_told_what_it_cannot_read_back()
    {
        TestRole role = await server.CreateRoleAsync("guest");
        await using PostgresWorkflowHarness owners = await CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY)", "CREATE TABLE u (id int PRIMARY KEY)");
        string guest = PostgresServer.Quote(role.Name);
        await server.AdministerAsync($"CREATE SCHEMA other AUTHORIZATION {guest}", owners.DatabaseName);
        await owners.ExecuteAsync($"GRANT INSERT ON t TO {guest}", $"GRANT INSERT, SELECT, DELETE ON u TO {guest}");
        await using PostgresWorkflowHarness harness = new(server, owners.DatabaseName, role) { StateSchema = "other" };
        harness.Project.Settings("name: shop\nschema: other\n")
            .Seed("base/00_t.sql", "INSERT INTO t VALUES (1);").Seed("base/10_u.sql", "INSERT INTO u VALUES (1);");
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "development", Confirm = harness.DatabaseName }, WorkflowHarness.Token));
        await harness.SeedAsync();
        Assert.Equal(
            ["what it wrote could not be read back: permission denied for table t", "-"],
            await harness.HistoryAsync("seed_history", "not_captured"));
        await harness.SeedRollbackAsync();
        Assert.Empty(await owners.RowsAsync("SELECT * FROM u"));
    }

    [Fact]
    public async Task Behind_a_proxy_that_shares_sessions_it_works_the_same()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await using PgBouncer proxy = await PgBouncer.StartAsync(server, database, "transaction");
        await using PostgresWorkflowHarness harness = new(server, database.Name, server.Owner) { Port = proxy.Port };
        harness.Project.Migration("1_t", "CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 1);");
        await harness.MigrateAsync();
        await SeedAsync(harness, "UPDATE t SET v = 2; INSERT INTO t VALUES (2, 2);");
        Assert.Equal(["-"], await harness.HistoryAsync("seed_history", "not_captured"));
        await harness.SeedRollbackAsync();
        Assert.Equal(["1 1"], await harness.RowsAsync("SELECT * FROM t"));
    }

    private static Task<SeedResult> SeedAsync(WorkflowHarness harness, string script)
    {
        harness.Project.Seed("base/00_a.sql", script);
        return harness.SeedAsync();
    }

    private static async Task<string> ContentAsync(WorkflowHarness harness, params string[] tables)
    {
        List<string> content = [];
        foreach (string table in tables)
        {
            content.Add(table);
            content.AddRange(await harness.RowsAsync($"SELECT t::text FROM {table} t ORDER BY 1"));
        }

        return string.Join('\n', content);
    }

    private async Task<PostgresWorkflowHarness> CreateAsync(params string[] statements)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        harness.Project.Migration("1_tables", string.Join(";\n", statements) + ";");
        await harness.MigrateAsync();
        return harness;
    }
}
