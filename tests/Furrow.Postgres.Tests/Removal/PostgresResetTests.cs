using Furrow.Errors;
using Furrow.Postgres.Tests.Workflows;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Removal;

/// <summary>Dropping what an ordinary owner made, whatever it is, and nothing else.</summary>
public sealed class PostgresResetTests(PostgresServer server)
{
    private const string Objects = """
        SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'own') AND NOT EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        UNION ALL SELECT p.proname::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname IN ('public', 'own')
        UNION ALL SELECT t.typname::text FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname IN ('public', 'own')
        UNION ALL SELECT o.oprname::text FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
        WHERE n.nspname IN ('public', 'own')
        UNION ALL SELECT collname::text FROM pg_collation WHERE collnamespace = 'public'::regnamespace
        UNION ALL SELECT cfgname::text FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
        UNION ALL SELECT dictname::text FROM pg_ts_dict WHERE dictnamespace = 'public'::regnamespace
        UNION ALL SELECT opfname::text FROM pg_opfamily WHERE opfnamespace = 'public'::regnamespace
        ORDER BY 1
        """;

    private static readonly string[] OfEveryKind =
    [
        "CREATE SCHEMA own",
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE DOMAIN \"odd; domain\" AS text CHECK (VALUE <> '')",
        "CREATE TYPE pair AS (a integer, b mood)",
        "CREATE TYPE span AS RANGE (subtype = integer)",
        "CREATE SEQUENCE free",
        "CREATE TABLE a (id serial PRIMARY KEY, m mood, d \"odd; domain\", s span)",
        "CREATE FUNCTION rows_of(pair, VARIADIC integer[]) RETURNS SETOF a LANGUAGE sql AS 'SELECT * FROM a'",
        "CREATE FUNCTION next_id(integer DEFAULT 1, OUT integer) LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE own.b (id integer DEFAULT next_id() REFERENCES public.a, w public.a)",
        "CREATE TABLE p (id integer) PARTITION BY LIST (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
        "CREATE VIEW v AS SELECT * FROM own.b",
        "CREATE MATERIALIZED VIEW mv AS SELECT id FROM v",
        "CREATE PROCEDURE run(IN a integer, OUT b integer) LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer)",
        "CREATE AGGREGATE everything(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0')",
        "CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq)",
        "CREATE OPERATOR !! (RIGHTARG = integer, FUNCTION = int4abs)",
        "CREATE COLLATION plain FROM \"C\"",
        "CREATE STATISTICS stats ON id, m FROM a",
        "CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple)",
        "CREATE TEXT SEARCH CONFIGURATION conf (COPY = simple)",
        "CREATE CAST (pair AS text) WITH INOUT",
        "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION fire()",
        "CREATE RULE r AS ON UPDATE TO a DO ALSO NOTHING",
        "ALTER TABLE a ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY few ON a USING (id > next_id())",
    ];

    [Fact]
    public async Task Objects_of_every_kind_go()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(OfEveryKind);
        ResetResult result = await ResetAsync(harness);
        Assert.Empty(await harness.RowsAsync(Objects));
        Assert.Contains(result.Dropped, dropped => dropped is { Kind: "aggregate", Name: "public.total(integer)" });
        Assert.DoesNotContain(result.Dropped, dropped => dropped.Name == "public.a_id_seq");
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM pg_namespace WHERE nspname = 'own'"));
    }

    [Fact]
    public async Task A_schema_that_a_migration_creates_is_made_anew()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1_own", "CREATE SCHEMA Own; CREATE TABLE own.a (id integer);");
        await harness.MigrateAsync();
        ResetResult result = await ResetAsync(harness);
        Assert.Equal(["own.a"], result.Tables.Select(table => table.Table.ToString()));
    }

    [Fact]
    public async Task Only_the_schemas_of_the_project_are_touched()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        harness.Project.Settings("schemas: [public]\n");
        await harness.ExecuteAsync(
            "CREATE SCHEMA own", "CREATE TABLE own.a (id integer)", "CREATE TABLE b (id integer)");
        await ResetAsync(harness);
        Assert.Equal(["own.a"], await harness.RowsAsync(
            "SELECT (schemaname || '.' || tablename)::text FROM pg_tables WHERE schemaname IN ('public', 'own')"));
        await harness.ExecuteAsync("CREATE TABLE c (id integer)", "CREATE VIEW own.v AS SELECT id FROM c");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ResetAsync(harness));
        Assert.Contains("own.v depends on", error.Message, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM own.v"));
    }

    [Fact]
    public async Task What_belongs_to_others_or_depends_on_ours_is_listed_and_nothing_is_dropped()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        TestRole other = await server.CreateRoleAsync("other");
        await harness.ExecuteAsync("CREATE TABLE a (id integer PRIMARY KEY)");
        string quoted = PostgresServer.Quote(other.Name);
        foreach (string sql in (string[])
            [
                "CREATE SCHEMA theirs", "CREATE VIEW theirs.v AS SELECT id FROM public.a",
                "CREATE TABLE public.b (id integer REFERENCES public.a)",
                $"ALTER VIEW theirs.v OWNER TO {quoted}", $"ALTER TABLE public.b OWNER TO {quoted}",
            ])
        {
            await server.AdministerAsync(sql, harness.DatabaseName);
        }

        harness.Project.Settings("schemas: [public]\n");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ResetAsync(harness));
        Assert.Contains($"table b belongs to {other.Name}", error.Detail, StringComparison.Ordinal);
        Assert.Contains("theirs.v", error.Detail, StringComparison.Ordinal);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM a"));
        await server.AdministerAsync("DROP SCHEMA theirs CASCADE", harness.DatabaseName);
        await server.AdministerAsync("DROP TABLE b", harness.DatabaseName);
        await ResetAsync(harness);
        Assert.Empty(await harness.RowsAsync(Objects));
    }

    [Fact]
    public async Task Extensions_and_what_is_theirs_stay()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await server.AdministerAsync("CREATE EXTENSION citext SCHEMA public", harness.DatabaseName);
        harness.Project.Migration(
            "1_a", "CREATE EXTENSION IF NOT EXISTS citext; CREATE TABLE a (id citext PRIMARY KEY);");
        await harness.MigrateAsync();
        ResetResult result = await ResetAsync(harness);
        Assert.Single(result.Migrations.Applied);
        Assert.Equal(["table"], result.Dropped.Select(dropped => dropped.Kind));
    }

    [Fact]
    public async Task An_event_trigger_goes_with_its_function_and_does_not_fire()
    {
        TestRole super = await server.CreateRoleAsync("super", "SUPERUSER");
        await using PostgresWorkflowHarness harness = await CreateAsync(super);
        harness.Project.Migration(
            "1_watch",
            """
            CREATE TABLE dropped (tag text);
            CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO dropped VALUES (tg_tag); END';
            CREATE EVENT TRIGGER "o'dd; --" ON sql_drop EXECUTE FUNCTION watch();
            """);
        await harness.MigrateAsync();
        ResetResult result = await ResetAsync(harness);
        Assert.Equal("event trigger", result.Dropped[0].Kind);
        Assert.Single(result.Migrations.Applied);
        Assert.Equal("1 0", await harness.ScalarAsync(
            "SELECT (SELECT count(*) FROM pg_event_trigger) || ' ' || (SELECT count(*) FROM dropped)"));
    }

    [Fact]
    public async Task Somebody_else_s_event_trigger_is_in_the_way()
    {
        await using PostgresWorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync(
            "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'");
        await server.AdministerAsync(
            "CREATE EVENT TRIGGER theirs ON sql_drop EXECUTE FUNCTION watch()", harness.DatabaseName);
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ResetAsync(harness));
        Assert.Contains("event trigger theirs belongs to", error.Message, StringComparison.Ordinal);
        await server.AdministerAsync("DROP EVENT TRIGGER theirs", harness.DatabaseName);
        await ResetAsync(harness);
        Assert.Empty(await harness.RowsAsync(Objects));
    }

    private static Task<ResetResult> ResetAsync(WorkflowHarness harness) => harness.RunAsync(
        project => project.ResetAsync(new ResetOptions { Yes = true }, WorkflowHarness.Token));

    private async Task<PostgresWorkflowHarness> CreateAsync(TestRole? role = null)
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        PostgresWorkflowHarness harness = new(server, database.Name, role ?? server.Owner);
        await harness.MigrateAsync();
        return harness;
    }
}
