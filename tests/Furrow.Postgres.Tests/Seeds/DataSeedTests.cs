using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Seeds.Content;
using Furrow.Specification;

namespace Furrow.Postgres.Tests.Seeds;

/// <summary>Data seeds with what only PostgreSQL has: its own types, schemas and triggers.</summary>
public sealed class DataSeedTests(PostgresServer server)
{
    [Theory]
    [InlineData("smallint", "-5", "-5")]
    [InlineData("numeric", "123456789012345678901234567890.10", "123456789012345678901234567890.10")]
    [InlineData("numeric(5,2)", "1.5e2", "150.00")]
    [InlineData("numeric(2,-3)", "12000", "12000")]
    [InlineData("real", "0.1", "0.1")]
    [InlineData("double precision", "-.inf", "-Infinity")]
    [InlineData("varchar(3)", "äöü", "äöü")]
    [InlineData("character(3)", "ab", "ab")]
    [InlineData("date", "0044-03-15 BC", "0044-03-15 BC")]
    [InlineData("date", "infinity", "infinity")]
    [InlineData("time", "24:00", "24:00:00")]
    [InlineData("timetz", "01:30+02", "23:30:00+00")]
    [InlineData("timestamp", "0044-03-15 10:00 BC", "0044-03-15 10:00:00 BC")]
    [InlineData("timestamptz", "200000-12-31T23:59:59.999999Z", "200000-12-31 23:59:59.999999+00")]
    [InlineData("timestamptz", "0001-01-01T00:00:00+01", "0001-12-31 23:00:00+00 BC")]
    [InlineData("interval", "1 day 02:00", "1 day 02:00:00")]
    [InlineData("int4range", "'[1,5)'", "[1,5)")]
    [InlineData("inet", "10.0.0.1/8", "10.0.0.1/8")]
    [InlineData("int[]", "[[1, ~], [3, 4]]", "{{1,NULL},{3,4}}")]
    [InlineData(
        "text[]",
        "['a,b', 'say \"hi\" \\', 'NULL', '', ~]",
        "{\"a,b\",\"say \\\"hi\\\" \\\\\",\"NULL\",\"\",NULL}")]
    [InlineData("text[]", "'[0:1]={a,b}'", "[0:1]={a,b}")]
    [InlineData("jsonb[]", "[{ a: 1 }, [1, 2]]", "{\"{\\\"a\\\": 1}\",\"[1, 2]\"}")]
    [InlineData("json", "{ b: 1.10, a: yes }", "{\"b\":1.10,\"a\":\"yes\"}")]
    [InlineData("bit(3)", "'101'", "101")]
    [InlineData("point", "(1,2)", "(1,2)")]
    [InlineData("mood", "happy", "happy")]
    [InlineData("pair", "'(1,x)'", "(1,x)")]
    [InlineData("positive", "5", "5")]
    public async Task A_value_is_stored_as_the_server_means_it(string type, string yaml, string stored)
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TYPE mood AS ENUM ('happy', 'sad')",
            "CREATE TYPE pair AS (a integer, b text)",
            "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)",
            $"CREATE TABLE t (id integer PRIMARY KEY, v {type})",
            "SET TimeZone = 'UTC'");
        SeedFile seed = Seed("t.yaml", $"tables:\n- table: t\n  rows:\n  - id: 1\n    v: {yaml}\n");
        await WriteAsync(database, seed);
        Assert.Equal(stored, (await database.ValueAsync("SELECT v::text FROM t"))?.TrimEnd(' '));
        Assert.Empty((await WriteAsync(database, seed)).Tables);
    }

    [Fact]
    public async Task What_the_server_alone_can_judge_is_refused_at_its_cell()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE hosts (id integer PRIMARY KEY, address inet, name text)");
        FurrowException refusal = await RefusalAsync(
            database,
            Seed("hosts.csv", "id,name,address\n1,a,10.0.0.1\n2,b,10.0.0.2\n3,c,secret-host\n4,d,10.0.0.4\n"));
        Assert.Equal((ErrorCode.SeedFailed, 4, 5), (refusal.Code, refusal.Line, refusal.Column));
        Assert.Equal("hosts.address (inet): invalid input syntax for type inet", refusal.Message);
        Assert.DoesNotContain("secret-host", refusal.ToString(), StringComparison.Ordinal);

        FurrowException reference = await RefusalAsync(
            database,
            Seed(
                "hosts.yaml", "tables: [{ table: hosts, rows: [\n{ id: 5, name: !ref \"hosts[address=x].name\" }] }]"));
        Assert.Equal((ErrorCode.SeedFailed, 2, 16), (reference.Code, reference.Line, reference.Column));
    }

    [Fact]
    public async Task A_trigger_may_refuse_a_row_and_may_fill_in_what_is_missing()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TABLE t (id integer PRIMARY KEY, slug text NOT NULL)",
            """
            CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF new.id > 100 THEN RAISE EXCEPTION 'no such room'; END IF;
                new.slug := coalesce(new.slug, 'room-' || new.id);
                RETURN new;
            END $$
            """,
            "CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION guard()");
        await WriteAsync(database, Seed("t.csv", "id,slug\n1,\n2,mine\n"));
        Assert.Equal("room-1,mine", await database.ValueAsync("SELECT string_agg(slug, ',' ORDER BY id) FROM t"));
        FurrowException refusal = await RefusalAsync(database, Seed("t.csv", "id,slug\n3,\n101,\n4,\n"));
        Assert.Equal((3, "t: no such room"), (refusal.Line, refusal.Message));
    }

    [Fact]
    public async Task Schemas_and_identities_are_respected()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE SCHEMA billing",
            """
            CREATE TABLE billing.packages (
                id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code varchar(10) NOT NULL UNIQUE)
            """);
        await WriteAsync(database, Seed("10_billing.packages.csv", "id,code\n7,x\n"));
        await WriteAsync(database, Seed("20_packages.csv", "code\ny\n"));
        Assert.Equal(
            "7:x,8:y",
            await database.ValueAsync("SELECT string_agg(id || ':' || code, ',' ORDER BY id) FROM billing.packages"));
    }

    private static SeedFile Seed(string file, string text) => SeedScene.Seed(file, text);

    private static Task<FurrowException> RefusalAsync(TestDatabase database, SeedFile seed) =>
        Assert.ThrowsAsync<FurrowException>(() => WriteAsync(database, seed));

    private static async Task<ChangeCounts> WriteAsync(TestDatabase database, SeedFile seed)
    {
        ISession session = await database.SessionAsync();
        await using ISessionTransaction transaction =
            await session.BeginAsync(new TransactionRequest(TransactionPurpose.Work), CancellationToken.None);
        ChangeCounts before = await session.ReadChangesAsync(CancellationToken.None);
        DatabaseSchema schema = await session.ReadSchemaAsync(CancellationToken.None);
        await new DataSeedWriter(session, schema, new Dictionary<string, string>())
            .WriteAsync(seed, CancellationToken.None);
        ChangeCounts after = await session.ReadChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return after.Since(before);
    }
}
