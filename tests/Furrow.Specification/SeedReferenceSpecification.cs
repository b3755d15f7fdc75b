using Furrow.Errors;
using Furrow.Providers;
using static Furrow.Specification.SeedScene;

namespace Furrow.Specification;

/// <summary>References of data seeds to other rows.</summary>
public abstract class SeedReferenceSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IProviderFixture
{
    [Fact]
    public async Task References_reach_rows_from_before_from_this_seed_and_from_further_down()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await harness.RunAsync("INSERT INTO organizations (slug) VALUES ('before')");
        await WriteAsync(
            harness,
            "users.yaml",
            """
            tables:
              - table: users
                key: [email]
                rows:
                  - { email: leaf, boss_id: !ref users[email=middle], organization_id: !ref organizations[slug=later] }
                  - { email: middle, boss_id: !ref users[email=root] }
                  - { email: root, organization_id: !ref organizations[slug=before] }
                  - { email: named, age: !ref organizations[slug=later].size }
              - table: organizations
                rows: [{ slug: later, size: 7 }]
            """);
        Assert.Equal("root", await BossOf(harness, "middle"));
        Assert.Equal("middle", await BossOf(harness, "leaf"));
        Assert.Equal("7", await harness.ScalarAsync("SELECT age FROM users WHERE email = 'named'"));
        Assert.Equal(
            "later",
            await harness.ScalarAsync(
                "SELECT slug FROM organizations WHERE id = (SELECT organization_id FROM users WHERE email = 'leaf')"));
    }

    [Fact]
    public async Task Rows_that_refer_to_their_own_table_by_plain_values_are_written_in_the_order_of_the_file()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await WriteAsync(
            harness,
            "users.yaml",
            """
            tables:
              - table: users
                key: [email]
                rows:
                  - { id: 501, email: first }
                  - { id: 502, email: second, age: 30, boss_id: 501 }
                  - { id: 503, email: third, boss_id: 502 }
                  - { id: 504, email: fourth, age: 40, boss_id: 503 }
            """);
        Assert.Equal("third", await BossOf(harness, "fourth"));
        Assert.Equal("second", await BossOf(harness, "third"));
    }

    [Fact]
    public async Task References_work_in_keys_and_in_json()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await harness.RunAsync(
            "INSERT INTO organizations (slug) VALUES ('a')", "INSERT INTO users (email) VALUES ('x'), ('y')");
        const string json =
            """
            { "tables": [{ "table": "memberships", "rows": [
                { "user_id": { "$ref": "users[email=x]" }, "role": "r",
                  "organization_id": { "$ref": "organizations[slug=a]" } },
                { "user_id": { "$ref": "users[email=y]" }, "organization_id": { "$ref": "organizations[slug=a]" } }
            ] }] }
            """;
        Assert.Equal(2, (await WriteAsync(harness, "memberships.json", json)).Tables[0].Inserted);
        Assert.Empty((await WriteAsync(harness, "memberships.json", json)).Tables);
        FurrowException twice = await RefusalAsync(
            harness,
            "memberships.yaml",
            """
            tables: [ { table: memberships, rows: [
              { user_id: 1, organization_id: !ref organizations[slug=a] },
              { user_id: !ref users[email=x], organization_id: !ref organizations[slug=a] } ] } ]
            """);
        Assert.Equal((ErrorCode.SeedInvalid, 3, 3), (twice.Code, twice.Line, twice.Column));
        Assert.Contains("same key (user_id, organization_id)", twice.Message, StringComparison.Ordinal);
        Assert.Contains("as the one in line 2", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_that_find_nothing_are_all_listed()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        FurrowException refusal = await RefusalAsync(
            harness,
            "users.yaml",
            """
            tables:
              - table: users
                key: [email]
                rows:
                  - { email: a, organization_id: !ref organizations[slug=none] }
                  - { email: b, boss_id: !ref users[email=a] }
                  - { email: c, boss_id: !ref users[email=nobody] }
            """);
        Assert.Equal((ErrorCode.SeedFailed, "2 problems in this seed."), (refusal.Code, refusal.Message));
        Assert.Equal(("seeds/base/users.yaml", 5, 38), (refusal.File, refusal.Line, refusal.Column));
        string organizations = harness.Name("organizations").ToString();
        Assert.Equal(
            [
                "seeds/base/users.yaml:5:38: users.organization_id: the reference organizations[slug=none] finds "
                    + $"no row ({organizations} by slug) or no value in its id.",
                "seeds/base/users.yaml:7:30: users.boss_id: the reference users[email=nobody] finds no row "
                    + $"({harness.Name("users")} by email) or no value in its id.",
            ],
            refusal.Detail!.Split('\n'));
    }

    [Fact]
    public async Task Rows_that_wait_for_one_another_are_refused_unless_they_are_there_already()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        const string yaml =
            """
            tables:
              - table: users
                key: [email]
                rows:
                  - { email: a, boss_id: !ref users[email=b] }
                  - { email: b, boss_id: !ref users[email=a] }
            """;
        FurrowException refusal = await RefusalAsync(harness, "users.yaml", yaml);
        Assert.Equal(ErrorCode.SeedFailed, refusal.Code);
        Assert.Contains("waits for the row in line 6", refusal.Detail!, StringComparison.Ordinal);

        await harness.RunAsync("INSERT INTO users (email) VALUES ('a'), ('b')");
        await WriteAsync(harness, "users.yaml", yaml);
        Assert.Equal("b", await BossOf(harness, "a"));
    }

    [Fact]
    public async Task A_reference_that_more_than_one_row_answers_is_refused_with_its_place()
    {
        await using ProviderHarness harness = await CreateAsync(fixture);
        await harness.RunAsync(
            "INSERT INTO organizations (slug, name) VALUES ('a', 'one'), ('b', 'two'), ('c', 'two')");
        FurrowException refusal = await RefusalAsync(
            harness,
            "users.yaml",
            "tables: [{ table: users, key: email, rows: [\n"
                + "{ email: x, organization_id: !ref organizations[name=one] },\n"
                + "{ email: y, organization_id: !ref organizations[name=two] }]}]");
        Assert.Equal((3, 30), (refusal.Line, refusal.Column));
        Assert.Contains("organizations[name=two]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("more than one", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }
}
