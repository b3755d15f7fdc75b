using Furrow.Errors;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Dropping everything and building it anew.</summary>
public abstract class ResetSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly ResetOptions Yes = new() { Yes = true };

    [Fact]
    public async Task Everything_is_dropped_and_migrated_anew()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string odd = harness.Provider.Dialect.QuoteIdentifier("odd \"one\"; DROP -- 'x' 表");
        await harness.ExecuteAsync(
            $"CREATE TABLE {odd} (id integer PRIMARY KEY, a integer REFERENCES a)",
            $"CREATE VIEW seen AS SELECT id FROM {odd}",
            "CREATE INDEX extra ON a (what)");
        ResetResult result = await ResetAsync(harness);
        Assert.Equal(["1", "2"], result.Migrations.Applied.Select(migration => migration.Version));
        Assert.Null(result.Seeds);
        Assert.Equal([("a", 0L), ("b", 0L)], result.Tables.Select(table => (table.Table.Name, table.Rows)));
        Assert.Contains(
            result.Dropped,
            dropped => dropped.Kind == "view" && dropped.Name.EndsWith("seen", StringComparison.Ordinal));
        Assert.Equal(
            ["1 rolled-back", "2 rolled-back", "1 applied", "2 applied"],
            await harness.HistoryAsync("migration_history", "version, status"));
        Assert.All(await harness.HistoryAsync("seed_history", "status"), status => Assert.Equal("Inactive", status));
        Assert.Equal(
            ["setup succeeded", "reset succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
        Assert.Equal("development", (await harness.StatusAsync()).Stamp);
        Assert.Single((await harness.StatusAsync()).Seeds.Pending);
    }

    [Fact]
    public async Task With_seed_the_seeds_are_applied_too_and_the_state_is_that_of_a_first_setup()
    {
        await using WorkflowHarness harness = await CreateAsync();
        IReadOnlyList<string> before = await harness.RowsAsync("SELECT id, what FROM a ORDER BY id");
        await harness.ExecuteAsync("INSERT INTO a (what) VALUES ('mine')");
        ResetResult result = await ResetAsync(harness, Yes with { Seed = true });
        Assert.True(result.Seeds!.DidAnything);
        Assert.Equal(before, await harness.RowsAsync("SELECT id, what FROM a ORDER BY id"));
        Assert.False((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task Migrations_that_changed_or_are_gone_are_no_drift_for_a_reset()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("migrations/2_b.up.sql").Migration("1_a", "CREATE TABLE c (id integer);");
        ResetResult result = await ResetAsync(harness);
        Assert.Equal(["c"], result.Tables.Select(table => table.Table.Name));
        Assert.False((await harness.StatusAsync()).Migrations.Drift.Any());
    }

    [Fact]
    public async Task What_cannot_be_migrated_or_seeded_is_found_before_anything_is_dropped()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_b.sql", "-- requires: 99\nINSERT INTO b VALUES (1);");
        await WorkflowHarness.FailsAsync(
            ErrorCode.SeedInvalid, () => ResetAsync(harness, Yes with { Seed = true }));
        harness.Project.Migration("3_c", "CREATE TABLE c (id integer, note text DEFAULT 'open);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => ResetAsync(harness));
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM a"));
        Assert.Equal(
            ["1 applied", "2 applied"], await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task A_migration_that_fails_after_the_drop_leaves_what_the_history_says_and_setup_goes_on()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer); INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => ResetAsync(harness));
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["a"], status.Tables.Select(table => table.Table.Name));
        Assert.Equal((1, 1), (status.Migrations.AppliedCount, status.Migrations.Pending.Length));
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        await harness.SetupAsync();
        Assert.Equal("2", await harness.ScalarAsync("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task P1_it_has_to_be_confirmed_force_does_and_production_never_allows_it()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ResetAsync(harness, new ResetOptions()));
        await ResetAsync(harness, new ResetOptions { Force = true, Seed = true });
        string name = await harness.RunAsync(
            project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));
        await StampAsync(harness, "staging", name);
        ResetOptions staging = new() { Environment = "staging", Yes = true, Force = true };
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => ResetAsync(harness, staging));
        await ResetAsync(harness, staging with { Confirm = name });
        await StampAsync(harness, "production", name);
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => ResetAsync(harness, staging with { Environment = "production", Confirm = name }));
        Assert.Equal("refused", (await harness.HistoryAsync("operation_history", "result"))[^1]);
        Assert.True(await harness.RunAsync(async project => (await project.StatusAsync(
            new QueryOptions { Environment = "production" }, WorkflowHarness.Token)).Tables.Length == 2));
    }

    private static Task<ResetResult> ResetAsync(WorkflowHarness harness, ResetOptions? options = null) =>
        harness.RunAsync(project => project.ResetAsync(options ?? Yes, WorkflowHarness.Token));

    private static Task<StampResult> StampAsync(WorkflowHarness harness, string environment, string name) =>
        harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = environment, Confirm = name }, WorkflowHarness.Token));

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY AUTOINCREMENT";
        harness.Project
            .Migration("1_a", $"CREATE TABLE a (id {id}, what text);")
            .Migration("2_b", "CREATE TABLE b (id integer REFERENCES a);")
            .Seed("base/00_a.sql", "INSERT INTO a (what) VALUES ('one'), ('two');");
        await harness.SetupAsync();
        return harness;
    }
}
