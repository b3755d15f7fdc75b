using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class ColumnTypeTests(PostgresServer server)
{
    private sealed record Expected(
        string Declared, TypeKind Kind, string SqlName, string Name, int? Length = null, int? Precision = null,
        int? Scale = null);

    private static readonly Expected[] Builtins =
    [
        new("boolean", TypeKind.Boolean, "boolean", "pg_catalog.bool"),
        new("smallint", TypeKind.Int16, "smallint", "pg_catalog.int2"),
        new("integer", TypeKind.Int32, "integer", "pg_catalog.int4"),
        new("bigint", TypeKind.Int64, "bigint", "pg_catalog.int8"),
        new("numeric", TypeKind.Numeric, "numeric", "pg_catalog.numeric"),
        new("numeric(12, 2)", TypeKind.Numeric, "numeric(12,2)", "pg_catalog.numeric", null, 12, 2),
        new("numeric(1000, 1000)", TypeKind.Numeric, "numeric(1000,1000)", "pg_catalog.numeric", null, 1000, 1000),
        new("real", TypeKind.Float32, "real", "pg_catalog.float4"),
        new("double precision", TypeKind.Float64, "double precision", "pg_catalog.float8"),
        new("text", TypeKind.Text, "text", "pg_catalog.text"),
        new("varchar", TypeKind.Text, "character varying", "pg_catalog.varchar"),
        new("varchar(20)", TypeKind.Text, "character varying(20)", "pg_catalog.varchar", 20),
        new("char(7)", TypeKind.Character, "character(7)", "pg_catalog.bpchar", 7),
        new("name", TypeKind.Text, "name", "pg_catalog.name", 63),
        new("citext", TypeKind.Text, "public.citext", "public.citext"),
        new("bytea", TypeKind.Bytes, "bytea", "pg_catalog.bytea"),
        new("date", TypeKind.Date, "date", "pg_catalog.date"),
        new("time(3)", TypeKind.Time, "time(3) without time zone", "pg_catalog.time", null, 3),
        new("timetz", TypeKind.TimeTz, "time with time zone", "pg_catalog.timetz"),
        new("timestamp", TypeKind.Timestamp, "timestamp without time zone", "pg_catalog.timestamp"),
        new("timestamptz(0)", TypeKind.TimestampTz, "timestamp(0) with time zone", "pg_catalog.timestamptz", null, 0),
        new("interval", TypeKind.Interval, "interval", "pg_catalog.interval"),
        new("interval second(2)", TypeKind.Interval, "interval second(2)", "pg_catalog.interval", null, 2),
        new("interval year", TypeKind.Interval, "interval year", "pg_catalog.interval"),
        new("uuid", TypeKind.Uuid, "uuid", "pg_catalog.uuid"),
        new("json", TypeKind.Json, "json", "pg_catalog.json"),
        new("jsonb", TypeKind.Json, "jsonb", "pg_catalog.jsonb"),
        new("int4range", TypeKind.Range, "int4range", "pg_catalog.int4range"),
        new("bit(5)", TypeKind.Other, "bit(5)", "pg_catalog.bit", 5),
        new("bit varying(9)", TypeKind.Other, "bit varying(9)", "pg_catalog.varbit", 9),
        new("inet", TypeKind.Other, "inet", "pg_catalog.inet"),
        new("point", TypeKind.Other, "point", "pg_catalog.point"),
        new("\"char\"", TypeKind.Other, "\"char\"", "pg_catalog.char"),
        new("xml", TypeKind.Other, "xml", "pg_catalog.xml"),
        new("money", TypeKind.Other, "money", "pg_catalog.money"),
        new("oid", TypeKind.Other, "oid", "pg_catalog.oid"),
        new("int2vector", TypeKind.Other, "int2vector", "pg_catalog.int2vector"),
        new("tsvector", TypeKind.Other, "tsvector", "pg_catalog.tsvector"),
    ];

    [Fact]
    public async Task Every_built_in_type_has_its_family_and_modifiers()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE EXTENSION citext");
        IEnumerable<string> columns = Builtins.Select((type, place) => $"c{place} {type.Declared}");
        await database.RunAsync($"CREATE TABLE t ({string.Join(", ", columns)})");
        Table table = await database.ReadTableAsync("t");

        IEnumerable<Expected> found = table.Columns.Select((column, place) => new Expected(
            Builtins[place].Declared,
            column.Type.Kind,
            column.Type.SqlName,
            column.Type.Name.ToString(),
            column.Type.LengthMax,
            column.Type.Precision,
            column.Type.Scale));
        Assert.Equal(Builtins, found);
    }

    [Fact]
    public async Task Arrays_describe_their_elements()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TYPE \"Mood.x\" AS ENUM ('sad', 'happy')",
            "CREATE DOMAIN short AS varchar(3) CHECK (VALUE <> '')",
            "CREATE DOMAIN shorts AS varchar(4)[]",
            "CREATE TABLE t (a varchar(20)[], b numeric(5,1)[][], c \"Mood.x\"[], d short[], e shorts)");
        Table table = await database.ReadTableAsync("t");

        Assert.All(table.Columns, column => Assert.Equal(TypeKind.Array, column.Type.Kind));
        ColumnType[] elements = [.. table.Columns.Select(column => column.Type.Element!)];
        Assert.Equal(
            ["character varying(20)", "numeric(5,1)", "public.\"Mood.x\"", "public.short", "character varying(4)"],
            elements.Select(element => element.SqlName));
        Assert.Equal([20, null, null, 3, 4], elements.Select(element => element.LengthMax));
        Assert.Equal((5, 1), (elements[1].Precision, elements[1].Scale));
        Assert.Equal(["sad", "happy"], elements[2].Labels);
        Assert.Equal(new ObjectName("public", "short"), elements[3].Domain);
        Assert.Equal("public.shorts", table.Columns[4].Type.SqlName);
        Assert.Equal(new ObjectName("pg_catalog", "_varchar"), table.Columns[4].Type.Name);
    }

    [Fact]
    public async Task A_chain_of_domains_is_described_by_its_base()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE DOMAIN base AS numeric(8,3) NOT NULL CHECK (VALUE > 0)",
            "CREATE DOMAIN \"Outer\" AS base DEFAULT 7 "
                + "CONSTRAINT b CHECK (VALUE < 100) CONSTRAINT a CHECK (VALUE <> 5)",
            "CREATE TABLE t (x \"Outer\", y base)");
        DatabaseSchema schema = await database.ReadSchemaAsync();
        Column x = schema.Tables[0].Columns[0];

        Assert.Equal((TypeKind.Numeric, 8, 3), (x.Type.Kind, x.Type.Precision, x.Type.Scale));
        Assert.Equal("public.\"Outer\"", x.Type.SqlName);
        Assert.Equal(new ObjectName("pg_catalog", "numeric"), x.Type.Name);
        Assert.Equal(new ObjectName("public", "Outer"), x.Type.Domain);
        Assert.False(x.IsNullable);
        Assert.Equal(3, x.Type.DomainChecks.Length);
        Assert.Contains("VALUE", x.Type.DomainChecks[0], StringComparison.Ordinal);
        Assert.Contains("> ", x.Type.DomainChecks[2], StringComparison.Ordinal);

        DomainType outer = Assert.Single(schema.Domains, domain => domain.Name.Name == "Outer");
        Assert.Equal(new ObjectName("public", "base"), outer.Type.Domain);
        Assert.Equal((false, 2), (outer.IsNotNull, outer.Checks.Length));
        Assert.StartsWith("7", outer.Default?.TrimStart('('), StringComparison.Ordinal);
        Assert.True(schema.Domains.Single(domain => domain.Name.Name == "base").IsNotNull);
    }

    [Fact]
    public async Task Enums_composites_and_ranges_are_users_types()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE TYPE level AS ENUM ('low', 'high')",
            "ALTER TYPE level ADD VALUE 'middle' BEFORE 'high'",
            "CREATE TYPE pair AS (a int, b text)",
            "CREATE TYPE span AS RANGE (subtype = float8)",
            "CREATE TABLE t (a level, b pair, c span, d pair[])");
        DatabaseSchema schema = await database.ReadSchemaAsync();
        Table table = schema.Tables.Single();

        Assert.Equal(
            [TypeKind.Enum, TypeKind.Composite, TypeKind.Range, TypeKind.Array],
            table.Columns.Select(column => column.Type.Kind));
        Assert.Equal(["low", "middle", "high"], table.Columns[0].Type.Labels);
        Assert.Equal(["low", "middle", "high"], Assert.Single(schema.Enums).Labels);
        Assert.Equal(TypeKind.Composite, table.Columns[3].Type.Element!.Kind);
    }

    [Fact]
    public async Task Types_of_other_schemas_are_spelled_to_stand_anywhere()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync(
            "CREATE SCHEMA \"My Schema\"",
            "CREATE TYPE \"My Schema\".mood AS ENUM ('x')",
            "CREATE TABLE t (a \"My Schema\".mood[])");
        Column column = (await database.ReadTableAsync("t")).Columns[0];

        Assert.Equal("\"My Schema\".mood[]", column.Type.SqlName);
        Assert.Equal("{}", await database.ValueAsync($"SELECT ('{{}}'::{column.Type.SqlName})::text"));
    }
}
