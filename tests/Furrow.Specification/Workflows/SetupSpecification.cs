using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>From nothing to ready, and again.</summary>
public abstract class SetupSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task An_empty_database_becomes_ready()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        SetupResult result = await harness.SetupAsync();

        Assert.True(result.DidAnything);
        Assert.Equal(["1", "2"], result.Migrations.Applied.Select(migration => migration.Version));
        Assert.Equal(
            [("base/00_roles", SeedOutcome.Applied), ("development/00_users", SeedOutcome.Applied)],
            result.Seeds.Seeds.Select(seed => (seed.Name, seed.Outcome)));
        Assert.Equal(
            [("roles", 2), ("users", 3)], result.Tables.Select(table => (table.Table.Name, table.Rows)));
        Assert.All(result.Tables, table => Assert.Equal(harness.Schema, table.Table.Schema));
        Assert.Equal(["1 admin", "2 member"], await harness.RowsAsync("SELECT id, name FROM roles ORDER BY id"));

        StatusResult status = await harness.StatusAsync();
        Assert.False(status.IsPending);
        Assert.False(status.HasDrift);
        Assert.Equal("development", status.Stamp);
        Assert.Null(status.Lock);
        Assert.Equal((2, 2), (status.Migrations.AppliedCount, status.Seeds.AppliedCount));
    }

    [Fact]
    public async Task A_second_setup_does_nothing_and_says_so()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        await harness.SetupAsync();
        IReadOnlyList<string> migrations = await harness.HistoryAsync("migration_history", "id, version, status");
        IReadOnlyList<string> seeds = await harness.HistoryAsync("seed_history", "id, name, status, attempt");
        harness.Events.Forget();

        SetupResult second = await harness.SetupAsync();

        Assert.False(second.DidAnything);
        Assert.Empty(second.Migrations.Applied);
        Assert.Equal(2, second.Migrations.AppliedBefore);
        Assert.All(second.Seeds.Seeds, seed => Assert.Equal(SeedOutcome.Skipped, seed.Outcome));
        Assert.Equal(migrations, await harness.HistoryAsync("migration_history", "id, version, status"));
        Assert.Equal(seeds, await harness.HistoryAsync("seed_history", "id, name, status, attempt"));
        Assert.Equal(
            ["setup succeeded", "setup succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
        Assert.DoesNotContain(harness.Events.All, e => e is TransactionBegun or StampWritten or DatabaseCreated);
    }

    [Fact]
    public async Task Migrate_and_seed_are_its_two_halves()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        Assert.Equal(2, (await harness.MigrateAsync()).Applied.Length);
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM roles"));
        Assert.True((await harness.SeedAsync()).DidAnything);
        Assert.False((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task What_plan_says_is_what_setup_does()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        PlanResult plan = await harness.RunAsync(project => project.PlanAsync(new(), WorkflowHarness.Token));
        SetupResult result = await harness.SetupAsync();
        Assert.Equal(
            plan.Migrations.Pending.Select(file => file.Version.Text),
            result.Migrations.Applied.Select(migration => migration.Version));
        Assert.Equal(
            plan.Seeds.ToRun.Select(planned => planned.Seed.Name), result.Seeds.Seeds.Select(seed => seed.Name));

        PlanResult after = await harness.RunAsync(project => project.PlanAsync(new(), WorkflowHarness.Token));
        Assert.Empty(after.Migrations.Pending);
        Assert.Empty(after.Seeds.Pending);
        Assert.Equal(2, after.Seeds.Skipped.Length);
    }

    [Fact]
    public async Task Rows_per_table_are_told_and_kept()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        SetupResult result = await harness.SetupAsync();
        Assert.Equal([(2L, 0L, 0L)], result.Seeds.Seeds[0].Tables.Select(t => (t.Inserted, t.Updated, t.Deleted)));
        string details = await harness.ScalarAsync(
            $"SELECT CAST(details AS text) FROM {harness.State["seed_history"]} WHERE name = 'base/00_roles'");
        Assert.Contains("roles", details, StringComparison.Ordinal);
        Assert.Contains("2", details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seed_that_cannot_run_stops_it_before_the_first_migration()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        harness.Project.Seed("base/10_open.sql", "INSERT INTO roles VALUES (9, 'open)")
            .Seed("base/20_lost.sql", "-- requires: 99\nSELECT 1");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedInvalid, () => harness.SetupAsync());
        Assert.Contains("base/10_open.sql", error.Detail, StringComparison.Ordinal);
        Assert.Contains("99", error.Detail, StringComparison.Ordinal);
        Assert.Empty((await harness.StatusAsync()).Tables);
    }

    [Fact]
    public async Task A_seed_may_require_a_migration_that_is_just_applied_however_it_is_spelled()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        harness.Project.Seed("base/10_more.sql", "-- requires: 002\nINSERT INTO roles VALUES (3, 'guest');");
        Assert.True((await harness.SetupAsync()).DidAnything);
        Assert.Equal("3", await harness.ScalarAsync("SELECT count(*) FROM roles"));
    }

    [Fact]
    public async Task An_always_seed_runs_each_time_and_is_never_pending()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        harness.Project.Seed(
            "base/90_count.sql", "-- policy: always\nUPDATE roles SET name = name || '!' WHERE id = 1;");
        await harness.SetupAsync();
        Assert.False((await harness.StatusAsync()).IsPending);
        Assert.True((await harness.SetupAsync()).DidAnything);
        Assert.Equal("admin!!", await harness.ScalarAsync("SELECT name FROM roles WHERE id = 1"));
    }

    [Theory]
    [InlineData("SELECT 'x;", ErrorCode.MigrationFailed)]
    [InlineData("CREATE TABLE ${NAME} (id integer);", ErrorCode.ConfigInvalid)]
    public async Task What_is_wrong_with_migrations_and_with_seeds_is_told_at_once(string sql, string code)
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        harness.Project.Migration("3_c", sql).Seed("base/05_a.sql", "-- policy: never")
            .Seed("base/10_b.sql", "-- volatile: never");
        FurrowException error = await WorkflowHarness.FailsAsync(code, () => harness.SetupAsync());
        string[] expected = ["migrations/3_c.up.sql:1", "seeds/base/05_a.sql:1", "seeds/base/10_b.sql:1"];
        Assert.All(expected, place => Assert.Contains(place, error.Detail, StringComparison.Ordinal));
        Assert.DoesNotContain(harness.Events.All, e => e is MigrationApplied);

        harness.Project.Seed("base/05_a.sql", "SELECT 1;").Seed("base/10_b.sql", "SELECT 1;");
        FurrowException one = await WorkflowHarness.FailsAsync(code, () => harness.SetupAsync());
        Assert.Equal("migrations/3_c.up.sql", one.File);
        Assert.DoesNotContain("seeds/", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_are_told_also_where_nothing_was_to_be_done_before()
    {
        await using WorkflowHarness harness = await CreateShopAsync();
        await harness.SetupAsync();
        harness.Project.Migration("3_c", "CREATE TABLE ${NAME} (id integer);")
            .Seed("base/05_a.sql", "-- policy: never");
        foreach (Func<Task<object>> verb in new Func<Task<object>>[]
        {
            async () => await harness.SetupAsync(), async () => await harness.StatusAsync(),
        })
        {
            FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.ConfigInvalid, verb);
            Assert.Contains("migrations/3_c.up.sql:1", error.Detail, StringComparison.Ordinal);
            Assert.Contains("seeds/base/05_a.sql:1", error.Detail, StringComparison.Ordinal);
        }
    }

    private async Task<WorkflowHarness> CreateShopAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_roles", "CREATE TABLE roles (id integer PRIMARY KEY, name varchar(20) NOT NULL);")
            .Migration(
                "2_users",
                "CREATE TABLE users (id integer PRIMARY KEY, role_id integer NOT NULL REFERENCES roles, name text);")
            .Seed("base/00_roles.csv", "id,name\n1,admin\n2,member\n")
            .Seed("development/00_users.sql", "INSERT INTO users VALUES (1, 1, 'Ann'), (2, 2, 'Bob'), (3, 2, 'Cy');");
        return harness;
    }
}
