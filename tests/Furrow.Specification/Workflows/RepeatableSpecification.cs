using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Migrations without version: applied after the others, and again whenever their text changes.</summary>
public abstract class RepeatableSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Status = "version, name, kind, status";

    [Fact]
    public async Task They_run_last_by_name_and_once()
    {
        await using WorkflowHarness harness = await CreateAsync();
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["a_first", "b_second"], status.Migrations.Repeatable.Select(file => file.Name));
        MigrateResult result = await harness.MigrateAsync();
        Assert.Equal(
            [("1", "a"), ("R", "a_first"), ("R", "b_second")],
            result.Applied.Select(migration => (migration.Version, migration.Name)));
        Assert.Equal(
            [
                "1 a versioned applied",
                "R__a_first a_first repeatable applied",
                "R__b_second b_second repeatable applied",
            ],
            await harness.HistoryAsync("migration_history", Status));
        Assert.Empty((await harness.MigrateAsync()).Applied);
        Assert.False((await harness.StatusAsync()).IsPending);
        Assert.False((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task A_changed_one_runs_again_and_takes_the_place_of_its_row()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync();
        harness.Project.Write("migrations/R__b_second.sql", "INSERT INTO a VALUES (22);");
        StatusResult status = await harness.StatusAsync();
        Assert.True(status.IsPending);
        Assert.False(status.HasDrift);
        Assert.Equal(["b_second"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Name));
        Assert.Equal(
            ["R__b_second superseded", "R__b_second applied"],
            (await harness.HistoryAsync("migration_history", "version, status")).Skip(2));
        Assert.Equal(["1", "2", "22"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
    }

    [Fact]
    public async Task With_a_target_they_wait()
    {
        await using WorkflowHarness harness = await CreateAsync();
        MigrateResult result = await harness.MigrateAsync(new MigrateOptions { Target = "1" });
        Assert.Equal(["1"], result.Applied.Select(migration => migration.Version));
        Assert.Equal(2, (await harness.StatusAsync()).Migrations.Repeatable.Length);
    }

    [Fact]
    public async Task They_are_not_taken_back()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync();
        harness.Project.Write("migrations/U1__a.sql", "DROP TABLE a;");
        RollbackResult result = await harness.RollbackAsync();
        Assert.Equal(["1"], result.RolledBack.Select(migration => migration.Version));
        Assert.Contains("R__a_first applied", await harness.HistoryAsync("migration_history", "version, status"));
    }

    [Fact]
    public async Task A_half_done_one_goes_on_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync();
        harness.Project.Write(
            "migrations/R__b_second.sql",
            $"INSERT INTO a VALUES (5);\n{harness.AloneStatement};\nINSERT INTO nowhere VALUES (6);");
        await WorkflowHarness.FailsAsync(ErrorCode.MigrationFailed, () => harness.MigrateAsync());
        Assert.Equal("R__b_second", Assert.Single((await harness.StatusAsync()).Migrations.HalfDone).Record.Version);
        await harness.RepairAsync(new RepairOptions("R__b_second") { ResumeAt = 3 });
        harness.Project.Write(
            "migrations/R__b_second.sql",
            $"INSERT INTO a VALUES (5);\n{harness.AloneStatement};\nINSERT INTO a VALUES (6);");
        Assert.Equal(["b_second"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Name));
        Assert.Equal(["1", "2", "5", "6"], await harness.RowsAsync("SELECT id FROM a ORDER BY id"));
        Assert.False((await harness.StatusAsync()).IsPending);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Write("migrations/V1__a.sql", "CREATE TABLE a (id integer);")
            .Write("migrations/R__b_second.sql", "INSERT INTO a VALUES (2);")
            .Write("migrations/R__a_first.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
