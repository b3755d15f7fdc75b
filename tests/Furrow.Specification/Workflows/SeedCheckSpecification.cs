using Furrow.Errors;
using Furrow.Seeds.Checking;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary><c>seed-check</c>: what is wrong with seeds is found before they run.</summary>
public abstract class SeedCheckSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Tables = """
        CREATE TABLE roles (id integer PRIMARY KEY, name varchar(10) NOT NULL UNIQUE);
        CREATE TABLE people (id integer PRIMARY KEY, email varchar(50) NOT NULL UNIQUE, role_id integer, note text);
        """;

    [Fact]
    public async Task G2_seeds_that_do_not_fit_the_schema_are_reported_before_anything_runs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_roles.csv", "id,nme\n1,admin\n")
            .Seed("base/05_people.yaml", Yaml("{ id: one, email: ann@example.com }"))
            .Seed("base/10_wrong_table.yaml", Yaml("{ id: 1 }", table: "persons"))
            .Seed("base/15_script.sql", "-- first\nINSERT INTO people (id, emial) VALUES (1, 'x');\n")
            .Seed("base/20_no_key.yaml", Yaml("{ note: x }"));
        string before = await harness.FingerprintAsync();

        SeedCheckResult result = await CheckAsync(harness);

        Assert.True(result.IsInvalid);
        SeedFinding[] invalid = [.. Of(result, SeedFindingKind.Invalid)];
        Assert.Equal(
            ["base/00_roles", "base/05_people", "base/10_wrong_table", "base/15_script", "base/20_no_key"],
            invalid.Select(f => f.Seed).Distinct());
        Assert.Equal(
            [("base/05_people", 5), ("base/10_wrong_table", 3), ("base/15_script", 2)],
            invalid.Where(f => f.Seed is "base/05_people" or "base/10_wrong_table" or "base/15_script")
                .Select(f => (f.Seed!, f.Line ?? 0)));
        Assert.All(invalid, f => Assert.True(f is { File: not null, Line: > 0, Column: > 0 }, f.Message));
        Assert.Contains(result.Findings, f => f.Message.Contains("did you mean name?", StringComparison.Ordinal));
        Assert.Contains(
            result.Findings, f => f.Message.Contains("There is no table persons", StringComparison.Ordinal));
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task What_fits_is_pending_then_well()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_roles.csv", "id,name\n1,admin\n")
            .Seed("base/05_people.yaml", Yaml("{ id: 1, email: a@x, role_id: !ref \"roles[name=admin]\" }"))
            .Seed("base/10_more.sql", "INSERT INTO people (id, email, role_id) SELECT 2, 'b@x', id FROM roles;");
        SeedCheckResult pending = await CheckAsync(harness);
        Assert.Equal((false, false, true), (pending.IsInvalid, pending.HasDrift, pending.IsPending));
        Assert.Equal(3, pending.Findings.Length);
        await harness.SeedAsync();
        SeedCheckResult well = await CheckAsync(harness);
        Assert.Empty(well.Findings);
        Assert.Equal((3, 3, 0), (well.SeedCount, well.EnvironmentSeedCount, well.PendingMigrations));
    }

    [Fact]
    public async Task References_resolve_in_seeds_before_or_in_the_database()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("INSERT INTO roles (id, name) VALUES (7, 'there')");
        harness.Project
            .Seed("base/00_roles.csv", "id,name\n1,before\n")
            .Seed("base/05_people.yaml", Yaml(
                "{ id: 1, email: a@x, role_id: !ref \"roles[name=before]\" }",
                "{ id: 2, email: b@x, role_id: !ref \"roles[name=there]\" }",
                "{ id: 3, email: c@x, role_id: !ref \"roles[name=after]\" }",
                "{ id: 4, email: d@x, role_id: !ref \"people[email=b@x].id\" }"))
            .Seed("base/10_roles.csv", "id,name\n2,after\n");
        SeedFinding open = Assert.Single(Of(await CheckAsync(harness), SeedFindingKind.Invalid));
        Assert.Equal(("base/05_people", 7), (open.Seed, open.Line));
        Assert.Contains("roles[name=after]", open.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_before_may_write_what_a_reference_names()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_roles.sql", "-- tables: roles\nINSERT INTO roles (id, name) VALUES (1, 'x');")
            .Seed("base/05_people.yaml", Yaml("{ id: 1, email: a@x, role_id: !ref \"roles[name=x]\" }"));
        SeedCheckResult result = await CheckAsync(harness);
        Assert.False(result.IsInvalid);
        Assert.Equal("base/05_people", Assert.Single(Of(result, SeedFindingKind.Unchecked)).Seed);

        harness.Project.Seed("base/00_roles.sql", "-- tables: people\nINSERT INTO people (id, email) VALUES (9, 'x');");
        Assert.True((await CheckAsync(harness)).IsInvalid);
    }

    [Fact]
    public async Task What_a_script_defines_itself_is_not_held_against_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_staging.sql", """
            CREATE TABLE staging (a integer);
            INSERT INTO staging (a) VALUES (1);
            INSERT INTO roles (id, name) VALUES (1, 'x');
            DROP TABLE staging;
            """);
        SeedCheckResult result = await CheckAsync(harness);
        Assert.False(result.IsInvalid);
        Assert.Contains(
            "3 of 4", Assert.Single(Of(result, SeedFindingKind.Unchecked)).Message, StringComparison.Ordinal);
        Assert.False(await harness.HasTableAsync("staging"));
        await harness.SeedAsync();
    }

    [Fact]
    public async Task Pending_migrations_keep_the_schema_from_being_held_against_seeds()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Migration("2_rooms", "CREATE TABLE rooms (id integer PRIMARY KEY);")
            .Seed("base/00_rooms.csv", "# requires: 2\nid\n1\n")
            .Seed("base/05_typo.yaml", "tables: [ { table: rooms, rows: [ { id: 1 } ] }\n");
        SeedCheckResult result = await CheckAsync(harness);
        Assert.Equal(1, result.PendingMigrations);
        Assert.Equal("base/00_rooms", Assert.Single(Of(result, SeedFindingKind.Unchecked)).Seed);
        Assert.Equal("seeds/base/05_typo.yaml", Assert.Single(Of(result, SeedFindingKind.Invalid)).File);
        await harness.MigrateAsync();
        Assert.Empty(Of(await CheckAsync(harness), SeedFindingKind.Unchecked));
    }

    [Fact]
    public async Task Dependencies_migrations_and_companions_are_looked_up()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", "-- depends: base/00_b\nSELECT 1;")
            .Seed("base/00_c.sql", "-- requires: 77\n-- tables: nowhere\nSELECT 1;")
            .Seed("base/00_d.sql", "SELECT 1;")
            .Seed("base/00_d.from-1.0.0.sql", "SELECT 1;")
            .Seed("base/00_e.sql", "SELECT 1; COMMIT;")
            .Seed("test/00_f.sql", "-- depends: base/00_x\nSELECT 1;");
        string[] found = [.. Of(await CheckAsync(harness), SeedFindingKind.Invalid).Select(f => f.Message)];
        string[] expected =
        [
            "base/00_a depends on base/00_b, and there is no such seed.",
            "base/00_c requires migration 77, and there is no such migration.",
            "It says that it writes nowhere, but there is no table nowhere.",
            "This upgrades from a version that is not below the seed's own, 1.0.0: it never runs.",
            "A seed runs in one transaction with its history row; it cannot end that itself.",
            "test/00_f depends on base/00_x, and there is no such seed.",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Drift_orphans_and_a_lock_out_of_step_are_told_apart_from_faults()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_once.sql", "INSERT INTO roles (id, name) VALUES (1, 'x');")
            .Seed("base/05_gone.sql", "INSERT INTO roles (id, name) VALUES (2, 'y');");
        await harness.SeedAsync();
        await SyncAsync(harness);
        Assert.Empty((await CheckAsync(harness)).Findings);

        harness.Project
            .Seed("base/00_once.sql", "INSERT INTO roles (id, name) VALUES (1, 'z');")
            .Seed("base/10_new.sql", "SELECT 1;")
            .Delete("seeds/base/05_gone.sql");
        SeedCheckResult result = await CheckAsync(harness);
        Assert.Equal((false, true, true), (result.IsInvalid, result.HasDrift, result.IsPending));
        Assert.Equal("base/00_once", Assert.Single(Of(result, SeedFindingKind.Drift)).Seed);
        Assert.Equal("base/05_gone", Assert.Single(Of(result, SeedFindingKind.Orphaned)).Seed);
        Assert.Equal(
            ["base/00_once", "base/05_gone", "base/10_new"],
            Of(result, SeedFindingKind.Lock).Select(f => f.Seed));
    }

    [Fact]
    public async Task A_lock_with_the_marks_of_a_merge_is_a_fault()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "SELECT 1;");
        SeedSyncResult written = await SyncAsync(harness);
        File.AppendAllText(written.Path, "<<<<<<< ours\n");
        SeedFinding finding = Assert.Single(Of(await CheckAsync(harness), SeedFindingKind.Invalid));
        Assert.Equal(("seeds/seeds.lock", 3), (finding.File, finding.Line));
        Assert.True((await SyncAsync(harness)).Written);
        Assert.False((await CheckAsync(harness)).IsInvalid);
    }

    [Fact]
    public async Task Names_may_be_anything()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string quoted = harness.Provider.Dialect.QuoteIdentifier("o'dd \"t\";-- ü");
        harness.Project
            .Migration("2_odd", $"CREATE TABLE {quoted} (id integer PRIMARY KEY);")
            .Seed("base/00_ü it's;--.sql", $"INSERT INTO {quoted} (id) VALUES (1);")
            .Seed("base/05 odd.yaml", "tables:\n  - table: 'o''dd \"t\";-- ü'\n    rows:\n      - { id: 2 }\n");
        await harness.SetupAsync();
        await SyncAsync(harness);
        Assert.Empty((await CheckAsync(harness)).Findings);
    }

    private static IEnumerable<SeedFinding> Of(SeedCheckResult result, SeedFindingKind kind) =>
        result.Findings.Where(finding => finding.Kind == kind);

    private static Task<SeedCheckResult> CheckAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.SeedCheckAsync(new QueryOptions(), WorkflowHarness.Token));

    private static Task<SeedSyncResult> SyncAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.SeedSyncAsync(new SeedSyncOptions(), WorkflowHarness.Token));

    private static string Yaml(params string[] rows) => Yaml(rows, "people");

    private static string Yaml(string row, string table) => Yaml([row], table);

    private static string Yaml(string[] rows, string table) =>
        $"tables:\n  -\n    table: {table}\n    rows:\n{string.Concat(rows.Select(row => $"      - {row}\n"))}";

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_tables", Tables);
        await harness.SetupAsync();
        return harness;
    }
}
