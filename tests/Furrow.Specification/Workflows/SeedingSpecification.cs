using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Which seeds run, in which order, how often, and what is kept of it.</summary>
public abstract class SeedingSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly Actor Ann = new("ann", "desk", 12, "9.9.9");

    [Fact]
    public async Task G5_applied_seeds_do_not_run_again()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_once.sql", "INSERT INTO log (what) VALUES ('once');");
        await harness.SeedAsync();
        SeedResult second = await harness.SeedAsync();
        Assert.False(second.DidAnything);
        Assert.Equal(["once"], await LogAsync(harness));
        Assert.Equal(["base/00_once 1"], await harness.HistoryAsync("seed_history", "name, attempt"));
    }

    [Fact]
    public async Task T5_order_is_folder_prefix_name_and_dependencies()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("development/01_first.sql", Log("development/01_first"))
            .Seed("base/10_ten.sql", Log("base/10_ten"))
            .Seed("base/9_nine.sql", Log("base/9_nine"))
            .Seed("base/unnumbered.sql", Log("base/unnumbered"))
            .Seed("base/010_also_ten.sql", "-- depends: base/20_late\n" + Log("base/010_also_ten"))
            .Seed("base/20_late.sql", Log("base/20_late"))
            .Seed("test/00_other.sql", Log("test/00_other"));
        SeedResult result = await harness.SeedAsync();
        string[] expected =
        [
            "base/9_nine", "base/20_late", "base/010_also_ten", "base/10_ten", "base/unnumbered",
            "development/01_first",
        ];
        Assert.Equal(expected, result.Seeds.Select(seed => seed.Name));
        Assert.Equal(expected, await LogAsync(harness));
    }

    [Fact]
    public async Task T10_a_dependency_outside_the_environment_is_an_error()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", "-- depends: development/00_b\n" + Log("a"))
            .Seed("development/00_b.sql", Log("b"));
        await harness.RunAsync(project =>
            project.StampAsync(new StampOptions { Stamp = "staging" }, WorkflowHarness.Token));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedInvalid, () => harness.SeedAsync(new SeedOptions { Environment = "staging" }));
        Assert.Contains("development/00_b", error.Message, StringComparison.Ordinal);
        Assert.Equal("seeds/base/00_a.sql", error.File);
        Assert.Empty(await LogAsync(harness));
    }

    [Fact]
    public async Task A_changed_upsert_seed_runs_again_and_writes_what_differs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,light\n2,heavy\n");
        await harness.SeedAsync();
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,light\n2,full\n3,none\n");
        Assert.True((await harness.StatusAsync()).IsPending);

        SeedResult result = await harness.SeedAsync();

        Assert.Equal([(1L, 1L, 0L)], result.Seeds.Single().Tables.Select(t => (t.Inserted, t.Updated, t.Deleted)));
        Assert.Equal(
            ["1 light", "2 full", "3 none"], await harness.RowsAsync("SELECT id, name FROM plans ORDER BY id"));
        Assert.Equal(
            ["1 Inactive applied", "2 Active applied"],
            await harness.HistoryAsync("seed_history", "attempt, status, result"));
    }

    [Fact]
    public async Task A_named_seed_runs_with_what_it_depends_on_and_nothing_else()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", Log("a"))
            .Seed("base/10_b.sql", "-- depends: base/00_a\n" + Log("b"))
            .Seed("base/20_c.sql", Log("c"));
        SeedResult result = await harness.SeedAsync(new SeedOptions { Names = ["10_b"] });
        Assert.Equal(["base/00_a", "base/10_b"], result.Seeds.Select(seed => seed.Name));

        SeedResult again = await harness.SeedAsync(new SeedOptions { Names = ["base/10_b"] });
        Assert.Equal(
            [("base/00_a", SeedOutcome.Skipped), ("base/10_b", SeedOutcome.Skipped)],
            again.Seeds.Select(seed => (seed.Name, seed.Outcome)));
        Assert.Equal(["a", "b"], await LogAsync(harness));
    }

    [Fact]
    public async Task An_unknown_name_is_refused_with_the_known_ones()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Log("a")).Seed("development/00_a.sql", Log("b"));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.SeedAsync(new SeedOptions { Names = ["00_a", "nobody"] }));
        Assert.Contains("'00_a' could be base/00_a or development/00_a", error.Message, StringComparison.Ordinal);
        Assert.Contains("'nobody' is no seed", error.Message, StringComparison.Ordinal);
        Assert.Empty(await LogAsync(harness));
    }

    [Fact]
    public async Task T16_force_adds_an_attempt_by_the_real_user_and_the_older_row_becomes_inactive()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Log("a")).Seed("base/10_b.sql", Log("b"));
        await harness.SeedAsync();
        await harness.RunAsync(
            project => project.SeedAsync(
                new SeedOptions { Names = ["base/00_a"], Force = true, Yes = true }, WorkflowHarness.Token),
            options => options.Actor = Ann);

        Assert.Equal(["a", "b", "a"], await LogAsync(harness));
        Actor me = Actor.Current;
        Assert.Equal(
            [
                $"base/00_a 1 Inactive {me.User} {me.Host}",
                $"base/10_b 1 Active {me.User} {me.Host}",
                "base/00_a 2 Active ann desk",
            ],
            await harness.HistoryAsync("seed_history", "name, attempt, status, applied_by, host"));
        Assert.Equal(
            $"ann desk 9.9.9",
            (await harness.HistoryAsync("operation_history", "performed_by, host, tool_version"))[^1]);
    }

    [Fact]
    public async Task Force_has_to_be_confirmed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Log("a"));
        await harness.SeedAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedAsync(new SeedOptions { Force = true }));
        Assert.Equal(["a"], await LogAsync(harness));
    }

    [Fact]
    public async Task Force_does_not_pass_over_drift()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Log("a"));
        await harness.SeedAsync();
        harness.Project.Seed("base/00_a.sql", Log("changed"));
        SeedOptions force = new() { Force = true, Yes = true };
        await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => harness.SeedAsync(force));
        await harness.SeedAsync(force with { AllowDrift = true });
        Assert.Equal(["a", "changed"], await LogAsync(harness));
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task D9_a_failed_seed_fails_the_command_and_leaves_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", Log("a"))
            .Seed("base/10_b.sql", $"-- description: breaks\n{Log("b")}\n\n  INSERT INTO nowhere VALUES (1);")
            .Seed("base/20_c.sql", Log("c"));
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync());
        Assert.Equal(("seeds/base/10_b.sql", 4), (error.File, error.Line));
        Assert.Equal(["a"], await LogAsync(harness));
        Assert.Equal(
            ["base/00_a Active applied", "base/10_b Inactive failed"],
            await harness.HistoryAsync("seed_history", "name, status, result"));
        Assert.Single(harness.Events.All.OfType<SeedFailed>());

        harness.Project.Seed("base/10_b.sql", Log("b"));
        await harness.SeedAsync();
        Assert.Equal(["a", "b", "c"], await LogAsync(harness));
        Assert.Equal("2", await harness.ScalarAsync(
            $"SELECT attempt FROM {harness.State["seed_history"]} WHERE name = 'base/10_b' AND status = 'Active'"));
    }

    [Fact]
    public async Task A_seeds_history_row_and_its_rows_commit_together_or_not_at_all()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Log("a"));
        await harness.RefuseRowsAsync("seed_history", "NEW.status = 'Active'");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync());
        Assert.Contains("history is closed", error.Message, StringComparison.Ordinal);
        Assert.Empty(await LogAsync(harness));
    }

    [Fact]
    public async Task A_data_seed_that_does_not_fit_leaves_nothing_and_names_its_line()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,light\nx,heavy\n");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedInvalid, () => harness.SeedAsync());
        Assert.Equal(("seeds/base/00_plans.csv", 3), (error.File, error.Line));
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM plans"));
    }

    [Fact]
    public async Task An_upgrade_of_a_data_seed_runs_the_companion_before_the_rows()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_plans.csv", "id,name\n1,light\n2,heavy\n");
        await harness.SeedAsync();
        harness.Project
            .Seed("base/00_plans.csv", "# version: 2.0.0\nid,name\n1,lite\n")
            .Seed("base/00_plans.from-1.0.0.sql", "DELETE FROM plans WHERE id = 2;");
        await harness.SeedAsync();
        Assert.Equal(["1 lite"], await harness.RowsAsync("SELECT id, name FROM plans ORDER BY id"));
    }

    [Fact]
    public async Task A_seed_may_change_tables_that_later_seeds_write()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_plans.csv", "id,name\n1,light\n")
            .Seed("base/10_widen.sql", "ALTER TABLE plans ADD COLUMN note text;")
            .Seed("base/20_noted.yaml", "tables:\n  - table: plans\n    rows:\n      - { id: 2, name: x, note: y }\n");
        await harness.SeedAsync();
        Assert.Equal(["1 -", "2 y"], await harness.RowsAsync("SELECT id, note FROM plans ORDER BY id"));
    }

    private static string Log(string what) => $"INSERT INTO log (what) VALUES ('{what}');";

    private static Task<IReadOnlyList<string>> LogAsync(WorkflowHarness harness) =>
        harness.RowsAsync("SELECT what FROM log ORDER BY id");

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY";
        harness.Project
            .Migration("1_log", $"CREATE TABLE log (id {id}, what text NOT NULL);")
            .Migration("2_plans", "CREATE TABLE plans (id integer PRIMARY KEY, name varchar(20) NOT NULL);");
        await harness.MigrateAsync();
        return harness;
    }
}
