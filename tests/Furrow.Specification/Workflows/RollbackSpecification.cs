using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Taking migrations back: how many, which, and what is recorded.</summary>
public abstract class RollbackSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private const string Status = "version, status";

    [Fact]
    public async Task T2_rollback_takes_back_as_many_as_it_is_told()
    {
        await using WorkflowHarness harness = await CreateAsync();
        RollbackResult result = await harness.RollbackAsync(new RollbackOptions { Target = 3 });

        Assert.Equal(["5", "4", "3"], result.RolledBack.Select(migration => migration.Version));
        Assert.Equal(["t1", "t2"], await TablesAsync(harness));
        Assert.Equal(
            ["1 applied", "2 applied", "3 rolled-back", "4 rolled-back", "5 rolled-back"],
            await harness.HistoryAsync("migration_history", Status));
        StatusResult status = await harness.StatusAsync();
        Assert.Equal(["3", "4", "5"], status.Migrations.Pending.Select(file => file.Version.Text));
        Assert.False(status.HasDrift);
    }

    [Fact]
    public async Task Seeds_whose_rows_went_with_a_table_are_pending_again()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_stay", "CREATE TABLE stay (id integer PRIMARY KEY);", "DROP TABLE stay;")
            .Migration("2_go", "CREATE TABLE go (id integer PRIMARY KEY);", "DROP TABLE go;")
            .Seed("base/00_stay.csv", "id\n1\n")
            .Seed("base/05_go.csv", "id\n1\n2\n");
        await harness.SetupAsync();

        await harness.RollbackAsync();
        Assert.Equal(
            ["base/00_stay Active", "base/05_go Inactive"], await harness.HistoryAsync("seed_history", "name, status"));
        SetupResult again = await harness.SetupAsync();
        Assert.Equal([1L, 2L], again.Tables.OrderBy(table => table.Rows).Select(table => table.Rows));
    }

    [Fact]
    public async Task Without_a_number_the_last_one_is_taken_back_and_can_be_applied_again()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Assert.Equal(["5"], (await harness.RollbackAsync()).RolledBack.Select(migration => migration.Version));
        Assert.Equal(["5"], (await harness.MigrateAsync()).Applied.Select(migration => migration.Version));
        Assert.Equal(
            ["5 rolled-back", "5 applied"], (await harness.HistoryAsync("migration_history", Status)).Skip(4));
    }

    [Fact]
    public async Task Down_to_a_version_leaves_that_version()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RollbackAsync(new RollbackOptions { To = "003" });
        Assert.Equal(["t1", "t2", "t3"], await TablesAsync(harness));
        Assert.Empty((await harness.RollbackAsync(new RollbackOptions { To = "3" })).RolledBack);
    }

    [Fact]
    public async Task T16_who_took_it_back_when_and_how_long_is_recorded()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RollbackAsync();
        Assert.Equal(
            $"5 {Environment.UserName} {Environment.MachineName} 1 1 2",
            await harness.ScalarAsync(
                $"""
                SELECT version, rolled_back_by, rolled_back_host,
                    CASE WHEN rolled_back_at >= applied_at THEN 1 ELSE 0 END,
                    CASE WHEN rolled_back_ms >= 0 THEN 1 ELSE 0 END, rolled_back_operation_id
                FROM {harness.State["migration_history"]} WHERE status = 'rolled-back'
                """));
        Assert.Contains("rollback-started", harness.Events.Names);
        MigrationRolledBack told = Assert.Single(harness.Events.All.OfType<MigrationRolledBack>());
        Assert.Equal(("5", "e"), (told.Version, told.MigrationName));
    }

    [Theory]
    [InlineData(6, null, "5 are applied")]
    [InlineData(4, null, "takes back 3 at most")]
    [InlineData(null, "1", "takes back 3 at most")]
    [InlineData(null, "9", "no version that is applied")]
    [InlineData(null, "x", "digits only")]
    [InlineData(0, null, "from 1")]
    [InlineData(1, "4", "exclude one another")]
    public async Task What_cannot_be_meant_is_refused_before_anything(int? target, string? to, string why)
    {
        await using WorkflowHarness harness = await CreateAsync("migrations: { rollback_limit: 3 }\n");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => harness.RollbackAsync(new RollbackOptions { Target = target, To = to }));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await TablesAsync(harness)).Count);
        Assert.Equal(5, (await harness.HistoryAsync("migration_history", Status)).Count);
    }

    [Fact]
    public async Task Nothing_applied_is_less_than_one()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => harness.RollbackAsync());
        Assert.Contains("none is applied", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_ways_down_are_all_listed_before_anything_runs()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Delete("migrations/3_c.down.sql").Delete("migrations/4_d.down.sql")
            .Delete("migrations/4_d.up.sql");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.MigrationFailed, () => harness.RollbackAsync(new RollbackOptions { Target = 3 }));
        Assert.Contains("Migration 4 d has no file any more", error.Detail, StringComparison.Ordinal);
        Assert.Contains("Migration 3 c has no way down", error.Detail, StringComparison.Ordinal);
        Assert.Equal(5, (await TablesAsync(harness)).Count);
    }

    [Fact]
    public async Task One_that_fails_stays_applied_and_those_before_it_are_gone()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Write("migrations/4_d.down.sql", "DROP TABLE t4;\nDROP TABLE nowhere;");
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.MigrationFailed, () => harness.RollbackAsync(new RollbackOptions { Target = 2 }));
        Assert.Equal(("migrations/4_d.down.sql", 2), (error.File, error.Line));
        Assert.Equal(["t1", "t2", "t3", "t4"], await TablesAsync(harness));
        Assert.Equal(
            ["4 applied up", "5 rolled-back down", "4 failed down"],
            (await harness.HistoryAsync("migration_history", $"{Status}, direction")).Skip(3));
        Assert.Single(harness.Events.All.OfType<RollbackFailed>());
        harness.Project.Write("migrations/4_d.down.sql", "DROP TABLE t4;");
        Assert.Equal(["4"], (await harness.RollbackAsync()).RolledBack.Select(migration => migration.Version));
    }

    [Fact]
    public async Task The_highest_version_goes_first_even_if_another_was_applied_later()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("4.5_late", "CREATE TABLE late (id integer);", "DROP TABLE late;");
        await harness.MigrateAsync();
        RollbackResult result = await harness.RollbackAsync(new RollbackOptions { Target = 2 });
        Assert.Equal(["5", "4.5"], result.RolledBack.Select(migration => migration.Version));
    }

    [Fact]
    public async Task It_is_asked_for_in_development_and_typed_elsewhere()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused,
            () => harness.RunAsync(project => project.RollbackAsync(new RollbackOptions(), WorkflowHarness.Token)));
        Assert.Contains("--yes", error.Hint, StringComparison.Ordinal);

        await using WorkflowHarness staging = await CreateAsync(environment: "staging");
        error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => staging.RollbackAsync(new RollbackOptions { Environment = "staging" }));
        Assert.Contains("--confirm", error.Hint, StringComparison.Ordinal);
        Assert.Equal(5, (await TablesAsync(staging)).Count);
    }

    [Fact]
    public async Task Names_in_ways_down_may_be_hostile()
    {
        await using WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string table = harness.Provider.Dialect.QuoteIdentifier("odd \"table\"; DROP -- 'x' 表");
        harness.Project.Migration(
            "1_o'clock; DROP -- \"é", $"CREATE TABLE {table} (id integer);", $"DROP TABLE {table};");
        await harness.MigrateAsync();
        await harness.RollbackAsync();
        Assert.Empty(await TablesAsync(harness));
        Assert.Equal(
            ["o'clock; DROP -- \"é rolled-back"], await harness.HistoryAsync("migration_history", "name, status"));
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(WorkflowHarness harness) =>
        [.. (await harness.StatusAsync()).Tables.Select(table => table.Table.Name)];

    private async Task<WorkflowHarness> CreateAsync(string settings = "", string? environment = null)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Settings("name: shop\n" + settings);
        for (int i = 1; i <= 5; i++)
        {
            harness.Project.Migration(
                $"{i}_{(char)('a' + i - 1)}", $"CREATE TABLE t{i} (id integer);", $"DROP TABLE t{i};");
        }

        await harness.MigrateAsync(new MigrateOptions { Environment = environment });
        return harness;
    }
}
