using Furrow.Errors;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What is kept of every run of a seed, and what is made of it.</summary>
public abstract class SeedMetricsSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly Actor Ann = new("ann", "desk", 12, "9.9.9");

    [Fact]
    public async Task T16_applied_upgraded_and_failed_runs_are_recorded_with_who_what_and_why()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.csv", "id,what\n1,one\n")
            .Seed("base/10_b.sql", "INSERT INTO nowhere VALUES (1);");
        await FailAsync(harness, "nowhere");
        harness.Project.Seed("base/00_a.csv", "# version: 2.0.0\nid,what\n1,uno\n");
        await FailAsync(harness, "nowhere");

        Assert.Equal(
            [
                "base/00_a applied csv 1 ann desk 9.9.9",
                "base/10_b failed sql 1 ann desk 9.9.9",
                "base/00_a upgraded csv 2 ann desk 9.9.9",
                "base/10_b failed sql 2 ann desk 9.9.9",
            ],
            await harness.HistoryAsync(
                "seed_history", "name, result, kind, attempt, applied_by, host, tool_version"));
        Assert.All(
            await harness.HistoryAsync("seed_history", "CASE result WHEN 'failed' THEN error ELSE 'nowhere' END"),
            error => Assert.Contains("nowhere", error, StringComparison.Ordinal));
        Assert.Equal(
            ["0"], await harness.RowsAsync(
                $"SELECT count(*) FROM {harness.State["seed_history"]} WHERE duration_ms < 0 OR operation_id IS NULL"));
    }

    [Fact]
    public async Task Runs_are_summed_up_by_seed()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project
            .Seed("base/00_a.csv", "id,what\n1,one\n2,two\n")
            .Seed("base/10_b.sql", "INSERT INTO nowhere VALUES (1);")
            .Seed("base/20_never.sql", "SELECT 1;");
        await FailAsync(harness, "nowhere");
        await FailAsync(harness, "nowhere");
        await AddRunsAsync(harness, "base/00_a", 10, 40, 20);

        ListResult list = await ListAsync(harness);
        SeedMetrics a = list.Seeds[0].Metrics!;
        Assert.Equal((4, 0, 20L, 1.0), (a.Runs, a.Failures, a.LastMs, a.SuccessRate));
        long first = long.Parse(
            (await harness.HistoryAsync("seed_history", "duration_ms"))[0],
            System.Globalization.CultureInfo.InvariantCulture);
        long[] sorted = [.. new[] { first, 10, 20, 40 }.Order()];
        Assert.Equal((sorted[1] + sorted[2]) / 2, a.MedianMs);
        SeedMetrics b = list.Seeds[1].Metrics!;
        Assert.Equal((2, 2, null, null, null, 0.0), (b.Runs, b.Failures, b.LastMs, b.MedianMs, b.Rows, b.SuccessRate));
        Assert.Null(list.Seeds[2].Metrics);
        Assert.Equal(["base/00_a", "base/10_b"], (await harness.StatusAsync()).SeedMetrics.Select(seed => seed.Name));
    }

    [Fact]
    public async Task Rows_are_those_of_the_last_run_that_succeeded()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.csv", "id,what\n1,one\n2,two\n3,three\n");
        await harness.SeedAsync();
        Assert.Equal(3, (await ListAsync(harness)).Seeds[0].Metrics!.Rows);
        harness.Project.Seed("base/00_a.csv", "id,what\n1,one\n2,two\n3,drei\n4,vier\n");
        await harness.SeedAsync();
        Assert.Equal(2, (await ListAsync(harness)).Seeds[0].Metrics!.Rows);
    }

    [Fact]
    public async Task A_cleared_seed_has_an_estimate_from_when_it_ran()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.csv", "id,what\n1,one\n");
        await harness.SeedAsync();
        Assert.Null((await ListAsync(harness)).Seeds[0].EstimatedMs);
        await harness.RunAsync(project =>
            project.ClearAsync(new ClearOptions { Yes = true }, WorkflowHarness.Token));
        ListedSeed pending = (await ListAsync(harness)).Seeds[0];
        Assert.Equal("pending", pending.State);
        Assert.Equal(pending.Metrics!.MedianMs, pending.EstimatedMs);
        Assert.NotNull(pending.EstimatedMs);
    }

    [Fact]
    public async Task Thousands_of_runs_are_summed_up()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_a.csv", "id,what\n1,one\n");
        await harness.SeedAsync();
        await harness.ExecuteAsync($"UPDATE {harness.State["seed_history"]} SET duration_ms = 1001");
        await AddRunsAsync(harness, "base/00_a", [.. Enumerable.Range(1, 2_001).Where(ms => ms != 1001)]);
        SeedMetrics metrics = (await ListAsync(harness)).Seeds[0].Metrics!;
        Assert.Equal((2_001, 1_001, 2_001, 1), (metrics.Runs, metrics.MedianMs, metrics.LastMs, metrics.Rows));
    }

    private static async Task FailAsync(WorkflowHarness harness, string about)
    {
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed,
            () => harness.RunAsync(
                project => project.SeedAsync(new SeedOptions(), WorkflowHarness.Token),
                options => options.Actor = Ann));
        Assert.Contains(about, error.Message, StringComparison.Ordinal);
    }

    private static Task<ListResult> ListAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.ListAsync(new QueryOptions(), WorkflowHarness.Token));

    private static async Task AddRunsAsync(WorkflowHarness harness, string name, params int[] durations)
    {
        string table = harness.State["seed_history"];
        string values = string.Join(", ", durations.Select(ms => $"({ms})"));
        await harness.ExecuteAsync($"""
            INSERT INTO {table} (name, version, environment, checksum, kind, policy, status, result, attempt,
                since_attempt, applied_at, applied_by, host, duration_ms, tool_version, details)
            SELECT name, version, environment, checksum, kind, policy, 'Inactive', 'applied', 9, 9, applied_at,
                applied_by, host, v.ms, tool_version, details
            FROM {table} h CROSS JOIN (SELECT column1 AS ms FROM (VALUES {values}) AS x) AS v
            WHERE h.name = '{name}' AND h.attempt = 1
            """);
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY, what text);");
        await harness.MigrateAsync();
        return harness;
    }
}
