using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Clearing and seeding as one: both, or neither.</summary>
public abstract class ClearFirstSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly SeedOptions ClearFirst = new() { ClearFirst = true, Yes = true };

    [Fact]
    public async Task Everything_is_emptied_and_every_seed_applied_anew()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("INSERT INTO a VALUES (50, 'mine')", "UPDATE b SET what = 'edited'");
        SeedResult result = await harness.SeedAsync(ClearFirst);
        Assert.Equal(
            [("base/00_a", SeedOutcome.Applied), ("base/10_b", SeedOutcome.Applied)],
            result.Seeds.Select(seed => (seed.Name, seed.Outcome)));
        Assert.Equal(["1 one"], await harness.RowsAsync("SELECT id, what FROM a"));
        Assert.Equal(["1 1 two"], await harness.RowsAsync("SELECT id, a, what FROM b"));
        Assert.Equal(
            ["base/00_a 1 Inactive", "base/10_b 1 Inactive", "base/00_a 2 Active", "base/10_b 2 Active"],
            await harness.HistoryAsync("seed_history", "name, attempt, status"));
        Assert.False((await harness.SeedAsync()).DidAnything);
    }

    [Fact]
    public async Task C2_a_failure_leaves_the_old_rows_and_the_old_history()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/20_broken.sql", "INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync(ClearFirst));
        Assert.Equal(["1 one"], await harness.RowsAsync("SELECT id, what FROM a"));
        Assert.Equal(["1 1 two"], await harness.RowsAsync("SELECT id, a, what FROM b"));
        Assert.Equal(
            ["base/00_a Active applied", "base/10_b Active applied", "base/20_broken Inactive failed"],
            await harness.HistoryAsync("seed_history", "name, status, result"));
        Assert.Equal(2, harness.Events.All.OfType<SeedApplied>().Count());
        Assert.Empty(harness.Events.All.OfType<TableCleared>());
    }

    [Fact]
    public async Task C2_what_only_the_end_of_the_transaction_shows_leaves_the_old_rows_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_late", "CREATE TABLE late (id integer PRIMARY KEY, "
            + "a integer REFERENCES a DEFERRABLE INITIALLY DEFERRED);");
        await harness.MigrateAsync();
        harness.Project.Seed("base/20_late.sql", "INSERT INTO late VALUES (1, 77);");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync(ClearFirst));
        Assert.Equal(["1 one"], await harness.RowsAsync("SELECT id, what FROM a"));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM late"));
    }

    [Fact]
    public async Task A_named_seed_clears_the_tables_that_it_and_its_dependencies_write()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE c (id integer)", "INSERT INTO c VALUES (1)");
        SeedResult result = await harness.SeedAsync(ClearFirst with { Names = ["10_b"] });
        Assert.Equal(["base/00_a", "base/10_b"], result.Seeds.Select(seed => seed.Name));
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM c"));

        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedAsync(ClearFirst with { Names = ["00_a"] }));
        Assert.Contains("main.b".Replace("main", harness.Schema, StringComparison.Ordinal), error.Message,
            StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task A_named_seed_of_which_nothing_is_known_is_refused_until_it_says_its_tables()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.ExecuteAsync("CREATE TABLE c (id integer)", "INSERT INTO c VALUES (1)");
        harness.Project.Seed("base/30_c.sql", "INSERT INTO c VALUES (2);");
        SeedOptions named = ClearFirst with { Names = ["30_c"] };
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.SeedAsync(named));
        Assert.Contains("base/30_c", error.Message, StringComparison.Ordinal);
        Assert.Equal(["1"], await harness.RowsAsync("SELECT id FROM c"));

        harness.Project.Seed("base/30_c.sql", "-- tables: c\nINSERT INTO c VALUES (2);");
        await harness.SeedAsync(named);
        Assert.Equal(["2"], await harness.RowsAsync("SELECT id FROM c"));
    }

    [Fact]
    public async Task P1_it_has_to_be_confirmed_and_production_never_allows_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedAsync(new SeedOptions { ClearFirst = true }));
        string name = await harness.RunAsync(
            project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "production", Confirm = name }, WorkflowHarness.Token));
        FurrowException never = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused,
            () => harness.SeedAsync(ClearFirst with { Environment = "production", Confirm = name }));
        Assert.Contains("never runs in production", never.Message, StringComparison.Ordinal);
        Assert.Equal("1", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY AUTOINCREMENT";
        harness.Project
            .Migration(
                "1_all",
                $"""
                CREATE TABLE a (id integer PRIMARY KEY, what text);
                CREATE TABLE b (id {id}, a integer NOT NULL REFERENCES a ON DELETE CASCADE, what text);
                """)
            .Seed("base/00_a.csv", "id,what\n1,one\n")
            .Seed("base/10_b.sql", "-- depends: base/00_a\nINSERT INTO b (a, what) VALUES (1, 'two');");
        await harness.SetupAsync();
        return harness;
    }
}
