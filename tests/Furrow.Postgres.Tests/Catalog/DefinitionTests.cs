using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

/// <summary>All that a migration can make is seen in the normal form, and nothing of it remains taken back.</summary>
public sealed class DefinitionTests(PostgresServer server)
{
    private static readonly string[] Base =
    [
        "CREATE TYPE mood AS ENUM ('sad', 'it''s')",
        "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
        "CREATE TYPE pair AS (a integer, b text)",
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE t (id serial PRIMARY KEY, n integer NOT NULL DEFAULT 1, m mood, x text, "
            + "CONSTRAINT c CHECK (n > 0))",
        "CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()",
        "CREATE INDEX i ON t (n)",
        "CREATE TABLE parts (k integer) PARTITION BY RANGE (k)",
        "CREATE SEQUENCE s",
        "CREATE VIEW v AS SELECT id FROM t",
        "CREATE MATERIALIZED VIEW mv AS SELECT id FROM t",
    ];

    // What is changed, how it is taken back, and the kind and name that must be told.
    public static TheoryData<string, string, string> Changes => new()
    {
        { "CREATE SCHEMA \"o'dd; --\"", "DROP SCHEMA \"o'dd; --\"", "schema \"o'dd; --\"" },
        { "CREATE UNLOGGED TABLE u (a int)", "DROP TABLE u", "table public.u" },
        { "ALTER TABLE t SET UNLOGGED", "ALTER TABLE t SET LOGGED", "table public.t" },
        { "ALTER TABLE t SET (fillfactor = 50)", "ALTER TABLE t RESET (fillfactor)", "table public.t" },
        { "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t DISABLE ROW LEVEL SECURITY", "table public.t" },
        { "ALTER TABLE t FORCE ROW LEVEL SECURITY", "ALTER TABLE t NO FORCE ROW LEVEL SECURITY", "table public.t" },
        { "ALTER TABLE t REPLICA IDENTITY FULL", "ALTER TABLE t REPLICA IDENTITY DEFAULT", "table public.t" },
        { "CREATE TABLE p1 PARTITION OF parts FOR VALUES FROM (1) TO (2)", "DROP TABLE p1", "table public.p1" },
        { "CREATE TABLE h () INHERITS (t)", "DROP TABLE h", "table public.h" },
        { "ALTER TABLE t ALTER n DROP DEFAULT", "ALTER TABLE t ALTER n SET DEFAULT 1", "column public.t.n" },
        { "ALTER TABLE t ALTER n DROP NOT NULL", "ALTER TABLE t ALTER n SET NOT NULL", "column public.t.n" },
        { "ALTER TABLE t ALTER n TYPE bigint", "ALTER TABLE t ALTER n TYPE integer", "column public.t.n" },
        { "ALTER TABLE t ALTER x TYPE text COLLATE \"C\"", "ALTER TABLE t ALTER x TYPE text", "column public.t.x" },
        {
            "ALTER TABLE t ALTER x SET STORAGE external",
            "ALTER TABLE t ALTER x SET STORAGE extended",
            "column public.t.x"
        },
        { "ALTER TABLE t ALTER x SET STATISTICS 7", "ALTER TABLE t ALTER x SET STATISTICS -1", "column public.t.x" },
        {
            "ALTER TABLE t ALTER x SET (n_distinct = 3)",
            "ALTER TABLE t ALTER x RESET (n_distinct)",
            "column public.t.x"
        },
        {
            "ALTER TABLE t ADD g int GENERATED ALWAYS AS (n * 2) STORED", "ALTER TABLE t DROP g", "column public.t.g"
        },
        { "ALTER TABLE t ADD g int GENERATED ALWAYS AS IDENTITY", "ALTER TABLE t DROP g", "column public.t.g" },
        { "ALTER TABLE t ADD UNIQUE (x)", "ALTER TABLE t DROP CONSTRAINT t_x_key", "constraint t_x_key on public.t" },
        {
            "ALTER TABLE t DROP CONSTRAINT c;; ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0) NOT VALID",
            "ALTER TABLE t VALIDATE CONSTRAINT c", "constraint c on public.t"
        },
        { "ALTER TABLE t CLUSTER ON i", "ALTER TABLE t SET WITHOUT CLUSTER", "index public.i" },
        { "DROP INDEX i;; CREATE INDEX i ON t (n DESC)", "DROP INDEX i;; CREATE INDEX i ON t (n)", "index public.i" },
        { "ALTER SEQUENCE s INCREMENT 5", "ALTER SEQUENCE s INCREMENT 1", "sequence public.s" },
        { "ALTER SEQUENCE s OWNED BY t.n", "ALTER SEQUENCE s OWNED BY NONE", "sequence public.s" },
        {
            "CREATE OR REPLACE VIEW v AS SELECT id, n FROM t", "DROP VIEW v;; CREATE VIEW v AS SELECT id FROM t",
            "view public.v"
        },
        { "ALTER VIEW v SET (security_barrier)", "ALTER VIEW v RESET (security_barrier)", "view public.v" },
        { "REFRESH MATERIALIZED VIEW mv WITH NO DATA", "REFRESH MATERIALIZED VIEW mv", "materialized view public.mv" },
        { "ALTER TABLE t DISABLE TRIGGER tr", "ALTER TABLE t ENABLE TRIGGER tr", "trigger tr on public.t" },
        { "ALTER TABLE t ENABLE ALWAYS TRIGGER tr", "ALTER TABLE t ENABLE TRIGGER tr", "trigger tr on public.t" },
        { "CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING", "DROP RULE r ON t", "rule r on public.t" },
        { "CREATE POLICY p ON t USING (n > 1)", "DROP POLICY p ON t", "policy p on public.t" },
        { "CREATE STATISTICS st ON n, x FROM t", "DROP STATISTICS st", "statistics public.st" },
        {
            "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
            "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "function public.touch()"
        },
        { "CREATE PROCEDURE pr(int) LANGUAGE sql AS ''", "DROP PROCEDURE pr", "procedure public.pr(integer)" },
        {
            "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int)", "DROP AGGREGATE total(int)",
            "aggregate public.total(integer)"
        },
        { "CREATE TYPE e AS ENUM ('a')", "DROP TYPE e", "enum public.e" },
        {
            "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
            "ALTER TYPE mood RENAME VALUE 'blue' TO 'sad'",
            "enum public.mood"
        },
        {
            "ALTER DOMAIN positive SET DEFAULT 3", "ALTER DOMAIN positive DROP DEFAULT", "domain public.positive"
        },
        {
            "ALTER DOMAIN positive ADD CONSTRAINT small CHECK (VALUE < 9)",
            "ALTER DOMAIN positive DROP CONSTRAINT small", "domain public.positive"
        },
        { "ALTER TYPE pair ADD ATTRIBUTE c date", "ALTER TYPE pair DROP ATTRIBUTE c", "composite type public.pair" },
        { "CREATE TYPE r AS RANGE (SUBTYPE = float8)", "DROP TYPE r", "range type public.r" },
        {
            "CREATE OPERATOR ### (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)", "DROP OPERATOR ### (int, int)",
            "operator public.###(integer, integer)"
        },
        { "CREATE COLLATION co (LOCALE = 'C')", "DROP COLLATION co", "collation public.co" },
        {
            "CREATE TEXT SEARCH CONFIGURATION ts (COPY = simple)", "DROP TEXT SEARCH CONFIGURATION ts",
            "text search configuration public.ts"
        },
        { "CREATE CAST (mood AS pair) WITH INOUT", "DROP CAST (mood AS pair)", "cast public.mood AS public.pair" },
        { "CREATE EXTENSION citext", "DROP EXTENSION citext", "extension citext" },
        { "CREATE PUBLICATION pu FOR TABLE t", "DROP PUBLICATION pu", "publication pu" },
        { "COMMENT ON TABLE t IS 'it''s'", "COMMENT ON TABLE t IS NULL", "comment table public.t" },
        { "COMMENT ON COLUMN t.n IS 'n'", "COMMENT ON COLUMN t.n IS NULL", "comment table column public.t.n" },
        {
            "COMMENT ON FUNCTION touch() IS 'f'",
            "COMMENT ON FUNCTION touch() IS NULL",
            "comment function public.touch()"
        },
        { "GRANT SELECT ON t TO PUBLIC", "REVOKE SELECT ON t FROM PUBLIC", "privileges table public.t" },
        { "GRANT UPDATE (n) ON t TO PUBLIC", "REVOKE UPDATE (n) ON t FROM PUBLIC", "privileges column public.t.n" },
        {
            "REVOKE EXECUTE ON FUNCTION touch() FROM PUBLIC", "GRANT EXECUTE ON FUNCTION touch() TO PUBLIC",
            "privileges routine public.touch()"
        },
        {
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM PUBLIC",
            "default privileges tables of owner in public"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_is_told_by_its_name_and_taken_back_it_is_gone(string change, string back, string told)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(Base);
        DatabaseCatalog before = await ReadAsync(database);
        await database.RunAsync(change.Split(";; "));
        DatabaseCatalog changed = await ReadAsync(database);
        Assert.Contains(told, CatalogDiff.Compare(before, changed).Select(found => $"{found.Kind} {found.Name}"));
        await database.RunAsync(back.Split(";; "));
        Assert.Empty(CatalogDiff.Compare(before, await ReadAsync(database)));
    }

    [Fact]
    public async Task What_belongs_to_an_extension_is_told_by_the_extension_alone()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        DatabaseCatalog before = await ReadAsync(database);
        await database.RunAsync("CREATE EXTENSION citext", "CREATE EXTENSION hstore");
        Assert.Equal(
            ["citext", "hstore"], CatalogDiff.Compare(before, await ReadAsync(database)).Select(found => found.Name));
    }

    [Theory]
    [InlineData("plpgsql", "BEGIN RETURN a.n+1; END", "\n  BEGIN -- up\n    RETURN a . n + 1 ;\n  END\n")]
    [InlineData(
        "plpgsql",
        "BEGIN IF a.n <= 2 THEN RETURN 1; END IF; RETURN 2; END",
        "BEGIN IF a.n<=2 THEN RETURN 1; END IF;\r\n/* else */ RETURN 2; END")]
    [InlineData("sql", "SELECT (a.n, 'x  y')::text::int", "SELECT ( a.n ,'x  y' ) :: text::int")]
    public async Task Blanks_and_comments_in_the_body_of_a_routine_make_no_difference(
        string language, string one, string other)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE a (n integer)", "SET check_function_bodies = off");
        await database.RunAsync(Routine(language, one));
        DatabaseCatalog before = await ReadAsync(database);
        await database.RunAsync(Routine(language, other));
        Assert.Empty(CatalogDiff.Compare(before, await ReadAsync(database)));
    }

    [Theory]
    [InlineData("plpgsql", "BEGIN RETURN length('a b'); END", "BEGIN RETURN length('a  b'); END")]
    [InlineData("plpgsql", "BEGIN RETURN a + 1; END", "BEGIN RETURN a+11; END")]
    [InlineData("sql", "SELECT 1 - -1", "SELECT 1 --1")]
    [InlineData("sql", "SELECT 1", "SELECT 1 'open")]
    public async Task Anything_else_in_it_does(string language, string one, string other)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("SET check_function_bodies = off", Routine(language, one));
        DatabaseCatalog before = await ReadAsync(database);
        await database.RunAsync(Routine(language, other));
        Assert.Equal("public.f(integer)", CatalogDiff.Compare(before, await ReadAsync(database)).Single().Name);
    }

    [Fact]
    public async Task The_settings_are_left_as_they_were()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(Base);
        await database.RunAsync("SET search_path = pg_catalog, public", "SET jit = on");
        await ReadAsync(database);
        Assert.Equal("pg_catalog, public on", await database.ValueAsync(
            "SELECT current_setting('search_path') || ' ' || current_setting('jit')"));
    }

    [Fact]
    public async Task Reset_takes_back_what_a_script_left_in_the_session()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("SET search_path = ''", "SET DateStyle = 'SQL, DMY'", "CREATE TEMP TABLE tt (a int)");
        await (await database.SessionAsync()).ResetAsync(CancellationToken.None);
        Assert.Equal("\"$user\", public ISO, MDY ", await database.ValueAsync(
            "SELECT current_setting('search_path') || ' ' || current_setting('DateStyle') || ' ' "
                + "|| coalesce(to_regclass('tt')::text, '')"));
    }

    private static string Routine(string language, string body) =>
        $"CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer LANGUAGE {language} AS $f$ {body} $f$";

    private static async Task<DatabaseCatalog> ReadAsync(TestDatabase database) =>
        await (await database.SessionAsync()).ReadCatalogAsync(CancellationToken.None);
}
