using Furrow.Postgres.Tests.Workflows;
using Furrow.Specification.Workflows;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Changes;

/// <summary>Values come back as they were, to the last bit, whatever the sessions' settings.</summary>
public sealed class SeedUndoTypeTests(PostgresServer server)
{
    private static readonly (string Type, string[] Values)[] Types =
    [
        ("boolean", ["true", "NULL"]),
        ("smallint", ["-32768"]),
        ("numeric", ["'NaN'", "1.5000", "'-Infinity'", "123456789012345678901234567890.12345678901234567890"]),
        ("numeric(10,2)", ["1.50"]),
        ("real", ["0.1", "'NaN'", "1e-45", "'-0'"]),
        ("double precision", ["0.1", "1e308", "4.9e-324", "'Infinity'", "0.30000000000000004"]),
        ("money", ["'12.34'"]),
        ("text", ["''", "'a,\"b\\ {} NULL'", "E'\\n\\t'", "'NULL'", "NULL"]),
        ("char(5)", ["'ab'", "'     '"]),
        ("\"char\"", ["'x'"]),
        ("name", ["'n'"]),
        ("varchar(3)", ["'abc'"]),
        ("bytea", ["'\\x00ff'", "''"]),
        ("date", ["'infinity'", "'0044-03-15 BC'", "'2026-01-05'"]),
        ("time", ["'23:59:59.999999'"]),
        ("timetz", ["'12:00:00+05:30'"]),
        ("timestamp", ["'-infinity'", "'2026-01-05 07:30:00.123456'"]),
        ("timestamptz", ["'infinity'", "'2026-06-05 07:30:00.123456+09'"]),
        ("interval", ["'-1 year 2 mons -3 days 04:05:06.789'", "'1 day -00:00:01'"]),
        ("uuid", ["'7a110000-0000-4000-8000-000000000001'"]),
        ("json", ["'{ \"b\":1 , \"a\" : 1.00 , \"a\": null}'"]),
        ("jsonb", ["'{\"a\": 1.00}'", "'null'"]),
        ("xml", ["'<a/>'"]),
        ("inet", ["'10.0.0.1'", "'10.0.0.0/8'"]),
        ("cidr", ["'10.0.0.0/8'"]),
        ("bit(3)", ["B'101'"]),
        ("bit varying", ["B''"]),
        ("point", ["'(0.1,2)'"]),
        ("tsvector", ["'''a b'':1A c'"]),
        ("int4range", ["'empty'", "'[1,)'"]),
        ("nummultirange", ["'{[1.5,2],[3,4)}'"]),
        ("text[]", ["'{}'", "ARRAY['a,b', NULL, 'NULL', '\"']", "'[2:3]={x,y}'", "ARRAY[['a'],['b']]"]),
        ("double precision[]", ["'{NaN,0.1,-0}'"]),
        ("regclass", ["'odd'", "'pg_class'"]),
        ("oid", ["4294967295"]),
        ("pg_lsn", ["'0/16B3748'"]),
        ("\"My Mood\"", ["'it''s'"]),
        ("pair", ["ROW(NULL, NULL)::pair", "ROW(1, 'a,\"(b')::pair", "NULL"]),
        ("pair[]", ["ARRAY[ROW(1, 'x')::pair, NULL]"]),
        ("short", ["'ab'"]),
    ];

    [Fact]
    public async Task Values_of_every_type_come_back_in_whatever_session()
    {
        TestDatabase database = await server.CreateDatabaseAsync();
        await database.DisposeAsync();
        await using PostgresWorkflowHarness harness = new(server, database.Name, server.Owner);
        string[] columns = [.. Types.Select((type, place) => $"c{place} {type.Type}")];
        harness.Project.Migration("1_tables", $"""
            CREATE TYPE "My Mood" AS ENUM ('sad', 'it''s');
            CREATE TYPE pair AS (a integer, b text);
            CREATE DOMAIN short AS varchar(2) NOT NULL CHECK (length(VALUE) > 0);
            CREATE TABLE odd (id integer);
            CREATE TABLE keyed (id integer PRIMARY KEY, {string.Join(", ", columns)});
            CREATE TABLE keyless ({string.Join(", ", columns)});
            """);
        await harness.MigrateAsync();
        for (int row = 0; row < 5; row++)
        {
            string values = string.Join(", ", Types.Select(type => type.Values[row % type.Values.Length]));
            await harness.ExecuteAsync(
                FormattableString.Invariant($"INSERT INTO keyed VALUES ({row}, {values})"),
                $"INSERT INTO keyless VALUES ({values})");
        }

        string[] before = await ContentAsync(harness);
        harness.Project.Seed("base/00_a.sql", """
            INSERT INTO keyed (id, c39) VALUES (90, 'x');
            UPDATE keyed SET c7 = 'x', c39 = 'y' WHERE id < 3;
            DELETE FROM keyed WHERE id IN (2, 3, 4);
            INSERT INTO keyless SELECT * FROM keyless LIMIT 2;
            DELETE FROM keyless WHERE c0 IS NULL;
            """);
        await harness.SeedAsync();
        Assert.Equal(["-"], await harness.HistoryAsync("seed_history", "not_captured"));
        string name = PostgresServer.Quote(harness.DatabaseName);
        foreach (string setting in new[]
        {
            "\"TimeZone\" = 'Asia/Kolkata'", "\"DateStyle\" = 'SQL, DMY'", "\"IntervalStyle\" = 'iso_8601'",
            "extra_float_digits = -3", "bytea_output = 'escape'", "search_path = furrow", "xmloption = 'document'",
        })
        {
            await server.AdministerAsync($"ALTER DATABASE {name} SET {setting}");
        }

        await harness.RunAsync(project => project.SeedRollbackAsync(
            new SeedRollbackOptions { Yes = true }, WorkflowHarness.Token));

        await server.AdministerAsync($"ALTER DATABASE {name} RESET ALL");
        Assert.Equal(before, await ContentAsync(harness));
    }

    private static async Task<string[]> ContentAsync(WorkflowHarness harness) =>
    [
        .. await harness.RowsAsync("SELECT t::text FROM keyed t ORDER BY 1"),
        .. await harness.RowsAsync("SELECT t::text FROM keyless t ORDER BY 1"),
    ];
}
