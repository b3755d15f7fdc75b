using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Tests.Rows;

public sealed class UpsertTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_rows_are_inserted_and_differing_ones_updated()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id int PRIMARY KEY, a text, b int DEFAULT 7)",
            "INSERT INTO t VALUES (1, 'same', 7), (2, 'old', 7), (3, NULL, 7), (4, 'gone', 7)");
        UpsertCounts counts = await database.UpsertAsync(
            "t", "a|id", "id", ["same", "1"], ["new", "2"], ["was null", "3"], [null, "4"], ["fresh", "5"], ["", "6"]);

        Assert.Equal(new UpsertCounts(2, 3), counts);
        Assert.Equal(
            "1 same 7,2 new 7,3 was null 7,4 - 7,5 fresh 7,6  7",
            await database.ValueAsync(
                "SELECT string_agg(concat_ws(' ', id, coalesce(a, '-'), b), ',' ORDER BY id) FROM t"));
        Assert.Equal(
            default, await database.UpsertAsync("t", "a|id", "id", ["same", "1"], [null, "4"], ["", "6"]));
    }

    [Fact]
    public async Task Nothing_to_write_writes_nothing()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        Assert.Equal(default, await database.UpsertAsync("t", "id", "id"));
        Assert.Equal(new UpsertCounts(1, 0), await database.UpsertAsync("t", "id", "id", ["1"], ["2"]));
    }

    public static TheoryData<string, string, string, string> Values => new()
    {
        { "boolean", "true", "false", "false" },
        { "bigint", "9223372036854775807", "-1", "-1" },
        { "numeric(10,2)", "1.005", "2.5", "2.50" },
        { "double precision", "0.1", "-Infinity", "-Infinity" },
        { "text", "it's \"a\" \\ {x}", "multi\nline", "multi\nline" },
        { "varchar(20)", "short", "Short", "Short" },
        { "char(5)", "ab", "abc", "abc" },
        { "citext", "Same", "SAME", "SAME" },
        { "bytea", "\\x00ff", "\\x", "\\x" },
        { "date", "2026-01-05", "0001-01-01", "0001-01-01" },
        { "time", "07:30:00", "07:30:00.5", "07:30:00.5" },
        { "timestamp", "2026-01-05T07:30:00", "2026-01-05T07:30:01", "2026-01-05T07:30:01" },
        { "timestamptz", "2026-01-05T07:30:00Z", "2026-01-05T07:30:00+05:45", "2026-01-05T01:45:00Z" },
        { "timestamptz(0)", "2026-01-05T07:30:00.4Z", "infinity", "infinity" },
        { "interval", "1 mon", "30 days", "30 days" },
        { "uuid", "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-55555555555A",
            "11111111-2222-3333-4444-55555555555a" },
        { "json", "{\"a\":  1}", "{\"a\": 1}", "{\"a\": 1}" },
        { "jsonb", "{\"a\":  1, \"b\": 2}", "{\"b\": 3}", "{\"b\": 3}" },
        { "xml", "<a/>", "<b>x</b>", "<b>x</b>" },
        { "point", "(1,2)", "(1,3)", "(1,3)" },
        { "box", "(1,1),(0,0)", "(2,1),(1,0)", "(2,1),(1,0)" },
        { "inet", "10.0.0.1", "10.0.0.1/8", "10.0.0.1/8" },
        { "bit(3)", "101", "111", "111" },
        { "int4range", "[1,3)", "[1,4)", "[1,4)" },
        { "text[]", "{a,\"b c\",NULL}", "{}", "{}" },
        { "varchar(4)[]", "{a,abcd}", "{b}", "{b}" },
        { "\"Mood.x\"", "sad", "it's", "it's" },
        { "\"Mood.x\"[]", "{sad}", "{\"it's\",sad}", "{it's,sad}" },
        { "pair", "(1,\"a b\")", "(1,)", "(1,)" },
        { "short_domain", "abc", "ABC", "ABC" },
        { "money_domain", "1.5", "2.005", "2.01" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Values_of_every_type_are_written_once_and_changed_once(
        string type, string first, string second, string canonical)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE EXTENSION citext",
            "CREATE TYPE \"Mood.x\" AS ENUM ('sad', 'it''s')",
            "CREATE TYPE pair AS (a int, b text)",
            "CREATE DOMAIN short_domain AS varchar(3) CHECK (VALUE <> 'bad')",
            "CREATE DOMAIN money_domain AS numeric(8,2)",
            $"CREATE TABLE t (k int PRIMARY KEY, v {type})");

        Assert.Equal(new UpsertCounts(1, 0), await database.UpsertAsync("t", "k|v", "k", ["1", first]));
        Assert.Equal(default, await database.UpsertAsync("t", "k|v", "k", ["1", first]));
        Assert.Equal(new UpsertCounts(0, 1), await database.UpsertAsync("t", "k|v", "k", ["1", second]));
        Assert.Equal(default, await database.UpsertAsync("t", "k|v", "k", ["1", second]));
        Assert.Equal([canonical], await database.LookUpAsync("t", "k", "v", ["1"]));
        Assert.Equal(new UpsertCounts(0, 1), await database.UpsertAsync("t", "k|v", "k", ["1", null]));
        Assert.Equal(default, await database.UpsertAsync("t", "k|v", "k", ["1", null]));
    }

    [Theory]
    [InlineData("varchar(3)", "abcdef", "22001")]
    [InlineData("char(3)", "abcdef", "22001")]
    [InlineData("varchar(3)[]", "{abcdef}", "22001")]
    [InlineData("short_domain", "abcdef", "22001")]
    [InlineData("short_domain[]", "{abcdef}", "22001")]
    [InlineData("short_domain", "bad", "23514")]
    [InlineData("bit(3)", "1111", "22026")]
    [InlineData("numeric(3,1)", "12345", "22003")]
    [InlineData("smallint", "70000", "22003")]
    public async Task What_does_not_fit_is_refused_never_cut(string type, string value, string sqlState)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE DOMAIN short_domain AS varchar(3) CHECK (VALUE <> 'bad')",
            $"CREATE TABLE t (k int PRIMARY KEY, v {type})",
            "INSERT INTO t VALUES (1, NULL)");
        PostgresException inserted = await Assert.ThrowsAsync<PostgresException>(
            () => database.UpsertAsync("t", "k|v", "k", ["2", value]));
        PostgresException updated = await Assert.ThrowsAsync<PostgresException>(
            () => database.UpsertAsync("t", "k|v", "k", ["1", value]));
        Assert.Equal((sqlState, sqlState), (inserted.SqlState, updated.SqlState));
    }

    [Theory]
    [InlineData("citext", "Ann", "ANN")]
    [InlineData("uuid", "11111111-2222-3333-4444-55555555555a", "11111111-2222-3333-4444-55555555555A")]
    [InlineData("numeric", "1", "1.00")]
    [InlineData("timestamptz", "2026-01-05T07:30:00Z", "2026-01-05T08:30:00+01:00")]
    [InlineData("varchar(10)", "a", "a")]
    [InlineData("\"Mood.x\"", "sad", "sad")]
    [InlineData("date", "2026-01-05", "20260105")]
    public async Task Keys_are_compared_as_their_type_compares(string type, string written, string given)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE SCHEMA ext",
            "CREATE EXTENSION citext SCHEMA ext",
            "CREATE TYPE \"Mood.x\" AS ENUM ('sad')",
            $"CREATE TABLE t (k {(type == "citext" ? "ext.citext" : type)} PRIMARY KEY, v int)");
        await database.UpsertAsync("t", "k|v", "k", [written, "1"]);
        Assert.Equal(new UpsertCounts(0, 1), await database.UpsertAsync("t", "k|v", "k", [given, "2"]));
        Assert.Equal(["2"], await database.LookUpAsync("t", "k", "v", [given]));
    }

    [Fact]
    public async Task Hostile_names_are_written_to()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        foreach (string name in Catalog.HostileNames.All)
        {
            string quoted = PostgresServer.Quote(name);
            await database.RunAsync($"CREATE TABLE {quoted} ({quoted} int PRIMARY KEY, v text)");
            Assert.Equal(
                new UpsertCounts(1, 0), await database.UpsertAsync(name, $"v|{name}", name, ["x", "1"]));
            Assert.Equal(
                new UpsertCounts(0, 1), await database.UpsertAsync(name, $"v|{name}", name, ["y", "1"]));
            Assert.Equal(["y", null], await database.LookUpAsync(name, name, "v", ["1"], ["2"]));
        }
    }

    [Theory]
    [InlineData("CREATE UNIQUE INDEX ON t (k) WHERE v > 0")]
    [InlineData("ALTER TABLE t ADD UNIQUE (k) DEFERRABLE INITIALLY DEFERRED")]
    [InlineData("SELECT 1")]
    public async Task The_key_needs_no_index_that_a_conflict_could_name(string sql)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (k text, l int, v int)", sql);
        await database.UpsertAsync("t", "k|l|v", "k|l", ["a", "1", "1"], ["b", "1", "1"]);
        Assert.Equal(
            new UpsertCounts(1, 1), await database.UpsertAsync("t", "k|l|v", "k|l", ["a", "1", "2"], ["c", "2", "1"]));
    }

    [Fact]
    public async Task Identity_always_takes_the_value_given_and_never_changes_it()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text UNIQUE, v int)");
        Assert.Equal(
            new UpsertCounts(2, 0),
            await database.UpsertAsync("t", "id|name|v", "name", ["50", "a", "1"], ["40", "b", "1"]));
        Assert.Equal(default, await database.UpsertAsync("t", "id|name|v", "name", ["99", "a", "1"]));
        Assert.Equal(new UpsertCounts(0, 1), await database.UpsertAsync("t", "id|name|v", "name", ["99", "a", "2"]));
        await database.RunAsync("INSERT INTO t (name) VALUES ('next')");
        Assert.Equal(
            "50,40,51", await database.ValueAsync("SELECT string_agg(id::text, ',' ORDER BY name) FROM t"));
    }

    [Fact]
    public async Task Rows_keep_their_order_and_may_refer_to_each_other()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (id serial, name text PRIMARY KEY, up text REFERENCES t)");
        await database.UpsertAsync("t", "name|up", "name", ["child", "parent"], ["parent", null], ["a", "child"]);
        Assert.Equal(
            "child,parent,a", await database.ValueAsync("SELECT string_agg(name, ',' ORDER BY id) FROM t"));
    }

    [Fact]
    public async Task Partitioned_and_inherited_tables_keep_to_their_own_rows()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE p (k int PRIMARY KEY, v int) PARTITION BY RANGE (k)",
            "CREATE TABLE p_1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
            "CREATE TABLE p_2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
            "CREATE TABLE base (k int, v int)",
            "CREATE TABLE derived () INHERITS (base)",
            "INSERT INTO derived VALUES (1, 1)");
        await database.UpsertAsync("p", "k|v", "k", ["1", "1"], ["11", "1"]);
        Assert.Equal(
            new UpsertCounts(1, 2), await database.UpsertAsync("p", "k|v", "k", ["1", "2"], ["11", "2"], ["12", "2"]));
        Assert.Equal(new UpsertCounts(1, 0), await database.UpsertAsync("base", "k|v", "k", ["1", "2"]));
        Assert.Equal("1", await database.ValueAsync("SELECT v FROM derived"));
        Assert.Equal(["2"], await database.LookUpAsync("base", "k", "v", ["1"]));
    }

    [Fact]
    public async Task Rules_and_triggers_do_not_stand_in_the_way()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (k int PRIMARY KEY, v int, at int)",
            "CREATE TABLE seen (k int)",
            "CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO seen VALUES (NEW.k)",
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.at = 1; RETURN NEW; END'",
            "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");
        await database.UpsertAsync("t", "k|v", "k", ["1", "1"]);
        Assert.Equal(new UpsertCounts(0, 1), await database.UpsertAsync("t", "k|v", "k", ["1", "2"]));
        Assert.Equal("1 1", await database.ValueAsync("SELECT at || ' ' || (SELECT count(*) FROM seen) FROM t"));
    }

    [Fact]
    public async Task Two_thousand_rows_take_two_round_trips()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE t (id serial PRIMARY KEY, email text UNIQUE, at timestamptz)");
        string?[][] rows =
        [
            .. Enumerable.Range(1, 2_000).Select(
                n => new string?[] { $"{n}", $"u{n}@example.com", "2026-01-05T00:00:00Z" }),
        ];
        ISession session = await database.SessionAsync();
        RowBatch batch = await RowTesting.BatchAsync(database, "t", "id|email|at", "email", rows);
        using Catalog.RoundTrips trips = new();
        Assert.Equal(new UpsertCounts(2_000, 0), await session.UpsertAsync(batch, Token));
        Assert.Equal(2, trips.Count);
        Assert.Equal(default, await session.UpsertAsync(batch, Token));
        Assert.Equal(3, trips.Count);
        Assert.Equal("2001", await database.ValueAsync("SELECT nextval('t_id_seq')"));
    }
}
