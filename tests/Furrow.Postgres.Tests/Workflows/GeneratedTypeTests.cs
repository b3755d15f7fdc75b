using Furrow.Specification.Workflows;
using Furrow.Transfer;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>Every type that a column of PostgreSQL can have is generated, into databases and files alike.</summary>
public sealed class GeneratedTypeTests(PostgresServer server)
{
    private const string Setup = """
        CREATE EXTENSION hstore;
        CREATE EXTENSION citext;
        CREATE TYPE mood AS ENUM ('sad', 'it''s');
        CREATE TYPE place AS (name text, "grid ref" integer, note text);
        CREATE TYPE textrange AS RANGE (subtype = text);
        CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE > 0 AND VALUE < 50);
        """;

    // They have no input, so that nobody can write one.
    private static readonly string[] WithoutInput =
    [
        "gtsvector", "pg_brin_bloom_summary", "pg_brin_minmax_multi_summary", "pg_dependencies", "pg_mcv_list",
        "pg_ndistinct", "pg_node_tree",
    ];

    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["aclitem"] = "postgres=r/postgres",
        ["bit"] = "{ bits: 1 }",
        ["bool"] = "{ chance: 0.5 }",
        ["box"] = "'(2,3),(${row},1)'",
        ["bpchar"] = "{ words: 1 }",
        ["bytea"] = "{ bytes: 0..9 }",
        ["char"] = "{ token: 1 }",
        ["cid"] = "'${text(row)}'",
        ["cidr"] = "{ network: cidr }",
        ["circle"] = "'<(1,${row}),5>'",
        ["date"] = "{ uniform: [2026-01-01, 2026-12-31] }",
        ["datemultirange"] = "{ range: { uniform: [2026-01-01, 2026-12-31] }, length: 1..7 }",
        ["daterange"] = "{ range: '${as_of + row}', length: 1..7 }",
        ["float4"] = "{ normal: 0 }",
        ["float8"] = "{ normal: 0 }",
        ["inet"] = "{ network: ipv6 }",
        ["int2"] = "{ uniform: -9..9 }",
        ["int4"] = "{ poisson: 5 }",
        ["int4multirange"] = "{ range: { uniform: 1..9 }, length: 1..7 }",
        ["int4range"] = "{ range: { uniform: 1..9 }, length: 1..7 }",
        ["int8"] = "{ sequence: 5 }",
        ["int8multirange"] = "{ range: { uniform: 1..9 }, length: 1..7 }",
        ["int8range"] = "{ range: '${row}', length: 0..7 }",
        ["interval"] = "{ interval: ['${minutes(1)}', '${hours(9)}'] }",
        ["json"] = "{ json: { a: { uniform: 1..9 }, b: { json: [x, null] } } }",
        ["jsonb"] = "{ json: { a: { words: 1..3 } } }",
        ["jsonpath"] = "'$.\"a\"[${row}]'",
        ["line"] = "'{1,2,${row}}'",
        ["lseg"] = "'[(0,0),(1,${row})]'",
        ["macaddr"] = "{ network: mac }",
        ["macaddr8"] = "{ network: mac }",
        ["money"] = "{ uniform: [0.00, 99.99] }",
        ["name"] = "{ words: 1 }",
        ["numeric"] = "{ log_normal: 1 }",
        ["nummultirange"] = "{ range: { uniform: [0.00, 9.99] }, length: 0.5..2.5 }",
        ["numrange"] = "{ range: { uniform: [0.00, 9.99] }, length: 0.5..2.5, scale: 1 }",
        ["oid"] = "{ uniform: 1..9 }",
        ["path"] = "'((0,0),(1,${row}))'",
        ["pg_lsn"] = "'0/${row}'",
        ["pg_snapshot"] = "'10:20:${10 + row % 5}'",
        ["point"] = "'(1,${row})'",
        ["polygon"] = "'((0,0),(1,${row}),(1,1))'",
        ["refcursor"] = "{ words: 1 }",
        ["regclass"] = "pg_type",
        ["regcollation"] = "'\"C\"'",
        ["regconfig"] = "simple",
        ["regdictionary"] = "simple",
        ["regnamespace"] = "pg_catalog",
        ["regoper"] = "'||/'",
        ["regoperator"] = "'*(integer,integer)'",
        ["regproc"] = "now",
        ["regprocedure"] = "now()",
        ["regrole"] = "postgres",
        ["regtype"] = "integer",
        ["text"] = "{ sentences: 1 }",
        ["tid"] = "'(1,${row})'",
        ["time"] = "{ uniform: ['05:00', '09:00'] }",
        ["timestamp"] = "{ moments: ['${as_of - 9}', '${as_of}'] }",
        ["timestamptz"] = "{ moments: ['${as_of - 9}', '${as_of}'] }",
        ["timetz"] = "{ uniform: ['05:00', '09:00'] }",
        ["tsmultirange"] = "{ range: '${as_of}', length: ['${hours(1)}', '${hours(3)}'] }",
        ["tsquery"] = "a & b${row}",
        ["tsrange"] = "{ range: { moments: ['${as_of - 9}', '${as_of}'] }, length: '${hours(1)}' }",
        ["tstzmultirange"] = "{ range: '${as_of}', length: ['${hours(1)}', '${hours(3)}'] }",
        ["tstzrange"] = "{ range: '${as_of}', length: ['${hours(1)}', '${hours(3)}'], step: '${hours(1)}' }",
        ["tsvector"] = "{ words: 3..9 }",
        ["txid_snapshot"] = "'10:20:${10 + row % 5}'",
        ["uuid"] = "{ uuid: v4 }",
        ["varbit"] = "{ bits: 0..20 }",
        ["varchar"] = "{ pattern: '##-??' }",
        ["xid"] = "'${text(row)}'",
        ["xid8"] = "'${text(row)}'",
        ["xml"] = "<a b=\"${row}\"/>",
    };

    private static readonly (string Name, string Type, string Value)[] Users =
    [
        ("mood", "mood", "{ choose: allowed }"),
        ("place", "place", "{ composite: [{ choose: ['a \"b\"', 'c\\d', ''] }, '${row}', null] }"),
        ("texts", "textrange", "'[a,b)'"),
        ("price", "price", "{ uniform: allowed }"),
        ("pairs", "hstore", "{ hstore: { 'a \"b\"': { words: 1..3 }, size: '${row}', none: null } }"),
        ("folded", "citext", "{ vocabulary: name.first_name }"),
        ("moods", "mood[]", "{ array: { choose: [sad, \"it's\"] }, length: 0..3 }"),
        ("places", "place[]", "{ array: { composite: [{ words: 1 }, 2, x] }, length: 0..3 }"),
        ("prices", "price[]", "{ array: { uniform: [1.00, 9.00] }, length: 0..3 }"),
        ("bags", "hstore[]", "{ array: { hstore: { a: { words: 2 } } }, length: 0..3 }"),
        ("spans", "daterange[]", "{ array: { range: { uniform: [2026-01-01, 2026-02-01] }, length: 3 }, length: 2 }"),
    ];

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Sql)]
    public async Task Values_of_every_type_are_the_same_in_the_database_and_in_files(ExportFormat format)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await TypeRoundTrip.CheckAsync(
            harness,
            Setup,
            [.. BuiltIn.Select(type => (type.Key, $"pg_catalog.\"{type.Key}\"", type.Value)), .. Users],
            format,
            "t::text");
    }

    [Fact]
    public async Task Arrays_of_every_type_are_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await TypeRoundTrip.CheckAsync(
            harness,
            "",
            [
                .. BuiltIn.Select(type => (type.Key, $"pg_catalog.\"{type.Key}\"[]", $"{{ array: {
                    type.Value.Replace("${row}", "7", StringComparison.Ordinal)
                        .Replace("${text(row)}", "7", StringComparison.Ordinal)
                        .Replace("${10 + row % 5}", "12", StringComparison.Ordinal)
                        .Replace(" + row}", "}", StringComparison.Ordinal)}, length: 0..3 }}")),
            ],
            ExportFormat.Csv,
            "t::text");
    }

    [Fact]
    public async Task No_type_of_the_server_is_left_out()
    {
        await using WorkflowHarness harness = await CreateAsync();
        IReadOnlyList<string> types = await harness.RowsAsync(
            """
            SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typcategory <> 'A'
                AND typtype IN ('b', 'r', 'm') ORDER BY typname COLLATE "C"
            """);
        Assert.Equal(types, BuiltIn.Keys.Concat(WithoutInput).Order(StringComparer.Ordinal));
    }

    private Task<WorkflowHarness> CreateAsync() =>
        new PostgresWorkflowFixture(server).CreateAsync(WorkflowHarness.Token);
}
