using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Taking over a database that has its tables already.</summary>
public abstract class BaselineSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task A_version_and_all_before_it_count_as_applied_and_nothing_runs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        BaselineResult result = await harness.BaselineAsync("002");
        Assert.Equal(["1", "2"], result.Recorded.Select(file => file.Version.Text));
        Assert.Equal(
            ["1 baseline", "2 baseline"], await harness.HistoryAsync("migration_history", "version, status"));
        Assert.Equal(
            ["3"],
            (await harness.MigrateAsync(new MigrateOptions { Environment = "development" })).Applied
                .Select(migration => migration.Version));
        Assert.Empty((await harness.BaselineAsync("3")).Recorded);
    }

    [Fact]
    public async Task Files_below_it_may_change_or_go()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.BaselineAsync("2");
        harness.Project.Migration("1_a", "SELECT 'other';").Delete("migrations/2_b.up.sql")
            .Delete("migrations/2_b.down.sql");
        Assert.False((await harness.StatusAsync()).HasDrift);
    }

    [Fact]
    public async Task Nothing_later_may_be_applied()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.BaselineAsync("3");
        FurrowException error =
            await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.BaselineAsync("2"));
        Assert.Contains("later migrations are applied, 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("one")]
    public async Task A_version_that_is_none_is_refused(string version)
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.BaselineAsync(version));
    }

    [Fact]
    public async Task What_it_covers_cannot_be_taken_back()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.BaselineAsync("2");
        await harness.MigrateAsync(new MigrateOptions { Environment = "development" });
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.RollbackAsync(new RollbackOptions { Target = 2 }));
        Assert.Contains("stamp", error.Hint, StringComparison.Ordinal);

        string name = await harness.RunAsync(
            project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));
        await harness.RunAsync(project => project.StampAsync(
            new StampOptions { Stamp = "development", Confirm = name }, WorkflowHarness.Token));
        error = await WorkflowHarness.FailsAsync(
            ErrorCode.MigrationFailed, () => harness.RollbackAsync(new RollbackOptions { Target = 2 }));
        Assert.Contains("2 b is covered by a baseline", error.Message, StringComparison.Ordinal);
        RollbackResult result = await harness.RollbackAsync(new RollbackOptions { To = "2" });
        Assert.Equal(["3"], result.RolledBack.Select(migration => migration.Version));
    }

    // Somebody else's tables, and files that would make them again.
    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);", "DROP TABLE a;")
            .Migration("2_b", "CREATE TABLE b (id integer);", "DROP TABLE b;")
            .Migration("3_c", "CREATE TABLE c (id integer);", "DROP TABLE c;");
        await harness.ExecuteAsync("CREATE TABLE a (id integer)", "CREATE TABLE b (id integer)");
        return harness;
    }
}
