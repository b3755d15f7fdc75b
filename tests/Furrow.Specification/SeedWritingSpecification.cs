using System.Diagnostics;
using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Seeds.Content;
using static Furrow.Specification.SeedScene;

namespace Furrow.Specification;

/// <summary>Data seeds from their text to the rows in the database.</summary>
public abstract class SeedWritingSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task Rows_are_inserted_updated_and_left_alone_by_key()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await harness.RunAsync("INSERT INTO organizations (slug, name) VALUES ('acme', 'Old'), ('kept', 'Kept')");
        string csv = "slug,name\nacme,New\nkept,Kept\nfresh,\"\"\nbare,\n";
        ChangeCounts changes = await WriteAsync(harness, "05_organizations.csv", csv);
        Assert.Equal([new(harness.Name("organizations"), 2, 1, 0)], changes.Tables);
        Assert.Equal("New", await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'acme'"));
        Assert.Equal("", await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'fresh'"));
        Assert.Null(await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'bare'"));
        Assert.Empty((await WriteAsync(harness, "05_organizations.csv", csv)).Tables);
    }

    [Fact]
    public async Task C5_values_keep_their_types()
    {
        await using ProviderHarness harness = await fixture.CreateAsync(ProviderHarness.Token);
        SqlFragments sql = harness.Sql;
        await harness.RunAsync(
            $"""
            CREATE TABLE samples (
                id integer PRIMARY KEY, flag {sql.BooleanType}, price {sql.NumericType}, born {sql.DateType},
                at {sql.TimestampTzType}, data {sql.BytesType}, settings {sql.JsonType}, tags {sql.ArrayType},
                note text, zip text)
            """);
        const string yaml =
            """
            tables:
              - table: samples
                rows:
                  - id: 1
                    flag: yes
                    price: 1.10
                    born: 2024-02-29
                    at: 2026-01-05T07:30:00+02:00
                    data: !!binary 3q2+7w==
                    settings: { theme: dark, beta: true, limit: 5, none: ~ }
                    tags: [a, "b c", ~]
                    note: "first\nsecond 'quoted' \\ \"é\""
                    zip: 00501
                  - { id: 2, flag: ~, price: ~, note: "" }
            """;
        await WriteAsync(harness, "samples.yaml", yaml);
        Assert.Empty((await WriteAsync(harness, "samples.yaml", yaml)).Tables);

        Schema.Table table = await harness.ReadTableAsync("samples");
        await using ISession session = await harness.OpenAsync(SessionAccess.Read);
        async Task<string?> ReadAsync(string column) => (await session.LookUpAsync(
            new RowLookUp(table, [table.Find("id")!], table.Find(column)!, [["1"]]), ProviderHarness.Token))[0];

        Assert.Equal("true", await ReadAsync("flag"));
        Assert.Equal(1.10m, decimal.Parse((await ReadAsync("price"))!, CultureInfo.InvariantCulture));
        Assert.Equal("2024-02-29", await ReadAsync("born"));
        Assert.Equal("2026-01-05T05:30:00Z", await ReadAsync("at"));
        Assert.Equal(@"\xdeadbeef", await ReadAsync("data"));
        Assert.Equal(
            """{"beta":true,"limit":5,"none":null,"theme":"dark"}""",
            string.Concat(Sorted((await ReadAsync("settings"))!)));
        Assert.Equal(harness.Sql.ArrayValues[1], await ReadAsync("tags"));
        Assert.Equal("first\nsecond 'quoted' \\ \"é\"", await ReadAsync("note"));
        Assert.Equal("00501", await ReadAsync("zip"));
        Assert.Equal("", await harness.ScalarAsync("SELECT note FROM samples WHERE id = 2"));
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM samples WHERE flag IS NULL AND zip IS NULL"));
    }

    [Fact]
    public async Task The_first_row_that_the_database_refuses_is_found()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        StringBuilder csv = new("email,age\n");
        for (int i = 0; i < 2500; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"user{i}@example.com,{(i is 1777 or 1888 ? -5 : 30)}\n");
        }

        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await BeginAsync(session);
        DataSeedWriter writer = new(session, await session.ReadSchemaAsync(ProviderHarness.Token), None);
        FurrowException refusal = await Assert.ThrowsAsync<FurrowException>(
            () => writer.WriteAsync(Seed("users.csv", csv.ToString()), ProviderHarness.Token));
        Assert.Equal((ErrorCode.SeedFailed, 1779), (refusal.Code, refusal.Line));
        Assert.Contains("users", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("age_positive", refusal.Message + refusal.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("user1777", refusal.ToString(), StringComparison.Ordinal);

        // What stands before it is written, and the transaction still answers.
        Assert.Equal("1777", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM users"));
    }

    [Fact]
    public async Task A_column_that_the_database_names_is_named_with_its_type_and_place()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        FurrowException refusal = await RefusalAsync(
            harness, "users.csv", "id,email,organization_id\n1,a@example.com,\n2,b@example.com,\n3,a@example.com,\n");
        Assert.Equal((ErrorCode.SeedFailed, 4), (refusal.Code, refusal.Line));
        Assert.Contains("unique", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("a@example.com", refusal.ToString(), StringComparison.Ordinal);

        FurrowException missing = await RefusalAsync(
            harness, "users.yaml", "tables: [{ table: users, rows: [{ id: 1, age: 5 }] }]");
        Assert.Equal((ErrorCode.SeedFailed, 1, 33), (missing.Code, missing.Line, missing.Column));
        Assert.Contains("email", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_parent_is_refused_at_its_row()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        FurrowException refusal = await RefusalAsync(
            harness, "users.csv", "email,organization_id\na,\nb,\nc,99\nd,\n");
        Assert.Equal((ErrorCode.SeedFailed, 4), (refusal.Code, refusal.Line));
        Assert.Contains("foreign key", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Nothing_is_written_when_anything_does_not_fit()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await using ISession session = await harness.OpenAsync();
        await using ISessionTransaction transaction = await BeginAsync(session);
        DataSeedWriter writer = new(session, await session.ReadSchemaAsync(ProviderHarness.Token), None);
        FurrowException refusal = await Assert.ThrowsAsync<FurrowException>(() => writer.WriteAsync(
            Seed(
                "t.yaml",
                "tables: [{ table: organizations, rows: [{ slug: a }] },\n"
                    + "{ table: users, rows: [{ email: x, age: y }] }]"),
            ProviderHarness.Token));
        Assert.Equal(ErrorCode.SeedInvalid, refusal.Code);
        Assert.Equal("0", await ProviderHarness.ScalarAsync(session, "SELECT count(*) FROM organizations"));
    }

    [Fact]
    public async Task Rows_of_different_columns_keep_what_they_do_not_give()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await harness.RunAsync("INSERT INTO organizations (slug, name, size) VALUES ('a', 'A', 1), ('b', 'B', 2)");
        await WriteAsync(
            harness,
            "organizations.yaml",
            "tables: [{ table: organizations, rows: [\n"
                + "{ slug: a, size: 10 }, { slug: b, name: BB }, { name: C, slug: c }] }]");
        Assert.Equal("A", await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'a' AND size = 10"));
        Assert.Equal("2", await harness.ScalarAsync("SELECT size FROM organizations WHERE slug = 'b' AND name = 'BB'"));
        Assert.Equal("C", await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'c'"));
    }

    [Fact]
    public async Task A_variable_is_written_by_a_volatile_seed_and_appears_in_no_error()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        Dictionary<string, string> variables = new() { ["SECRET"] = "s3cret-value" };
        SeedFile seed = Seed(
            "organizations.yaml",
            "tables: [{ table: organizations, rows: [\n"
                + "{ slug: a, name: !env SECRET }, { slug: b, name: !env UNSET }] }]") with
        {
            IsVolatile = true,
        };
        await WriteAsync(harness, seed, variables);
        Assert.Equal("s3cret-value", await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'a'"));
        Assert.Null(await harness.ScalarAsync("SELECT name FROM organizations WHERE slug = 'b'"));

        SeedFile wrong = Seed("users.yaml", "tables: [{ table: users, rows: [{ id: 1, email: !env SECRET },\n"
            + "{ id: 2, email: !env SECRET }] }]") with
        {
            IsVolatile = true,
        };
        FurrowException refusal =
            await Assert.ThrowsAsync<FurrowException>(() => WriteAsync(harness, wrong, variables));
        Assert.Equal((ErrorCode.SeedFailed, 2), (refusal.Code, refusal.Line));
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_thousand_rows_take_well_under_a_second_and_a_long_chain_few_more()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        StringBuilder csv = new("email,age\n");
        StringBuilder chain = new("tables:\n- table: users\n  key: [email]\n  rows:\n  - { email: c0 }\n");
        for (int i = 1; i <= 2000; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"user{i}@example.com,{i}\n");
        }

        for (int i = 1; i <= 200; i++)
        {
            chain.Append(CultureInfo.InvariantCulture, $"  - {{ email: c{i}, boss_id: !ref users[email=c{i - 1}] }}\n");
        }

        await WriteAsync(harness, "warm.yaml", "tables: [{ table: users, rows: [{ id: 5000, email: warm }] }]");
        Stopwatch watch = Stopwatch.StartNew();
        await WriteAsync(harness, "users.csv", csv.ToString());
        long upsertMs = watch.ElapsedMilliseconds;
        await WriteAsync(harness, "chain.yaml", chain.ToString());

        Assert.Equal("2202", await harness.ScalarAsync("SELECT count(*) FROM users"));
        Assert.True(upsertMs < 2_000, $"2,000 rows took {upsertMs} ms.");
        Assert.True(watch.ElapsedMilliseconds < 10_000, $"With a chain of 200: {watch.ElapsedMilliseconds} ms.");
    }

    // jsonb has an order of its own.
    private static string Sorted(string json) => System.Text.Json.JsonSerializer.Serialize(
        new SortedDictionary<string, System.Text.Json.JsonElement>(
            System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(json)!,
            StringComparer.Ordinal));
}
