using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Files that no longer say what was applied.</summary>
public abstract class DriftSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string First = "CREATE TABLE a (id integer PRIMARY KEY, name text);\n";

    [Fact]
    public async Task T1_a_changed_migration_stops_migrate_and_setup()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1_a", First + "-- changed\n").Migration("3_c", "CREATE TABLE c (id integer);");

        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationDrift, () => harness.MigrateAsync());
        Assert.Contains("1 a (changed)", error.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-drift", error.Hint, StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationDrift, () => harness.SetupAsync());

        StatusResult status = await harness.StatusAsync();
        Assert.True(status.HasDrift);
        Assert.Equal([MigrationDriftKind.Changed], status.Migrations.Drift.Select(drift => drift.Kind));
        Assert.False(await harness.HasTableAsync("c"));

        Assert.Equal(
            ["3"],
            (await harness.MigrateAsync(new MigrateOptions { AllowDrift = true })).Applied.Select(m => m.Version));
    }

    [Fact]
    public async Task A_missing_file_is_drift_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("migrations/2_b.up.sql");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationDrift, () => harness.MigrateAsync());
        Assert.Contains("2 b (its file is gone)", error.Message, StringComparison.Ordinal);
        Assert.Empty((await harness.MigrateAsync(new MigrateOptions { AllowDrift = true })).Applied);
    }

    [Fact]
    public async Task All_drift_is_told_at_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1_a", "SELECT 1;").Delete("migrations/2_b.up.sql");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.MigrationDrift, () => harness.MigrateAsync());
        Assert.StartsWith("2 applied migrations are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ends_a_byte_order_mark_and_another_spelling_of_the_version_are_none()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("migrations/1_a.up.sql")
            .Migration("001_a", "\uFEFF" + First.ReplaceLineEndings("\r\n"))
            .Seed("base/00_a.sql", "\uFEFF" + Seed.ReplaceLineEndings("\r\n"));
        Assert.False((await harness.SetupAsync()).DidAnything);
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task A_late_migration_is_applied_with_a_warning()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("1.5_late", "CREATE TABLE late (id integer);");
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(["1.5"], result.Applied.Select(migration => migration.Version));
        Assert.Contains(harness.Events.Warnings, text => text.Contains("1.5 late", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_seed_stops_seed_and_setup()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", Seed + "-- changed").Seed("base/10_b.sql", "INSERT INTO b VALUES (10);");

        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => harness.SeedAsync());
        Assert.Contains("base/00_a (content changed, version 1.0.0 did not)", error.Message, StringComparison.Ordinal);
        await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => harness.SetupAsync());
        Assert.Equal("0", await harness.ScalarAsync("SELECT count(*) FROM b"));

        SeedResult result = await harness.SeedAsync(new SeedOptions { AllowDrift = true });
        Assert.Equal(
            [("base/10_b", SeedOutcome.Applied), ("base/00_a", SeedOutcome.Skipped)],
            result.Seeds.Select(seed => (seed.Name, seed.Outcome)));
        Assert.Equal(["base/00_a"], (await harness.StatusAsync()).Seeds.Drift.Select(drift => drift.Name));
    }

    [Fact]
    public async Task A_higher_version_is_an_upgrade_and_a_lower_one_drift()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.sql", "-- version: 1.1\nINSERT INTO a VALUES (2, 'two');");
        Assert.Equal(
            [SeedOutcome.Upgraded], (await harness.SeedAsync()).Seeds.Select(seed => seed.Outcome));
        Assert.Equal(
            ["1.0.0 Inactive applied", "1.1 Active upgraded"],
            await harness.HistoryAsync("seed_history", "version, status, result"));

        harness.Project.Seed("base/00_a.sql", "-- version: 1.0.9\nSELECT 1;");
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => harness.SeedAsync());
        Assert.Contains("version 1.0.9 is below the applied 1.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_runs_the_companion_of_the_applied_version()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.sql", "-- version: 2.0.0\nINSERT INTO a VALUES (1, 'one'), (2, 'two');")
            .Seed("base/00_a.from-1.0.sql", "INSERT INTO a VALUES (2, 'two');")
            .Seed("base/00_a.from-1.5.0.sql", "INSERT INTO nowhere VALUES (1);");
        SeedResult result = await harness.SeedAsync();
        Assert.Equal(SeedOutcome.Upgraded, Assert.Single(result.Seeds).Outcome);
        Assert.Equal(["1 one", "2 two"], await harness.RowsAsync("SELECT id, name FROM a ORDER BY id"));
        Assert.False((await harness.SeedAsync()).DidAnything);
    }

    [Fact]
    public async Task A_seed_without_its_file_is_orphaned_and_stops_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("seeds/base/00_a.sql");
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["base/00_a"], status.Seeds.Orphaned);
        Assert.True(status.HasDrift);
        Assert.False((await harness.SetupAsync()).DidAnything);

        harness.Project.Seed("base/00_a.sql", Seed);
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    private const string Seed = "INSERT INTO a VALUES (1, 'one');\n";

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", First)
            .Migration("2_b", "CREATE TABLE b (id integer PRIMARY KEY);")
            .Seed("base/00_a.sql", Seed);
        await harness.SetupAsync();
        return harness;
    }
}
