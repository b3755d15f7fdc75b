using System.Data.Common;
using System.Diagnostics;
using Furrow.Errors;
using Furrow.Seeds;
using Furrow.Specification.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>What of C# seeds is PostgreSQL's own.</summary>
public sealed class CodeSeedTests(PostgresWorkflowFixture fixture) : IClassFixture<PostgresWorkflowFixture>
{
    private static readonly AsyncLocal<List<string>?> Queries = new();

    [Fact]
    public async Task A_seed_that_swallows_an_error_which_ended_the_transaction_is_not_applied()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(async (context, token) =>
        {
            await context.InsertAsync("states", new { abbreviation = "CA" }, token);
            await using DbCommand command = context.CreateCommand("SELECT nothing FROM nowhere");
            await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteNonQueryAsync(token));
        });
        Assert.Contains("the seed went on", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
        Assert.Empty(await harness.RowsAsync("SELECT * FROM states"));
        Assert.Equal(["failed"], await harness.HistoryAsync("seed_history", "result"));
    }

    [Fact]
    public async Task Repeated_look_ups_issue_no_query()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity => Queries.Value?.Add(activity.DisplayName),
        };
        ActivitySource.AddActivityListener(listener);
        await harness.RunCodeAsync(async (context, token) =>
        {
            await context.InsertAllAsync(
                "states", new[] { new { abbreviation = "CA" }, new { abbreviation = "NY" } }, token);
            Queries.Value = [];
            await context.LookUpAsync("states", new { abbreviation = "CA" }, token);
            await context.LookUpAsync("states", new { abbreviation = "NY" }, token);
            Assert.Equal(2, Queries.Value.Count);
            for (int i = 0; i < 50; i++)
            {
                string abbreviation = i % 2 == 0 ? "CA" : "NY";
                FoundRow state = await context.LookUpAsync("states", new { abbreviation }, token);
                Assert.Equal(1 + (i % 2), state.Get<int>("id"));
            }

            Assert.Equal(2, Queries.Value.Count);
        });
    }

    [Fact]
    public async Task A_statement_that_does_not_look_at_its_token_is_left_behind_at_ctrl_c()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using CancellationTokenSource cancel = new();
        CompiledSeed seed = CodeSeeds.Of("base/00_code", async (context, token) =>
        {
            await context.InsertAsync("states", new { abbreviation = "CA" }, token);
            await using DbCommand command = context.CreateCommand("SELECT pg_sleep(20)");
            Task query = command.ExecuteNonQueryAsync(CancellationToken.None);
            await cancel.CancelAsync();
            await query;
        });
        await using FurrowProject project = await harness.OpenAsync(options => options.AddSeeds([seed]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => project.SeedAsync(new(), cancel.Token));
        Assert.Empty(await harness.RowsAsync("SELECT * FROM states"));
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project.Migration("1_states", "CREATE TABLE states (id serial PRIMARY KEY, abbreviation text UNIQUE);");
        await harness.MigrateAsync();
        return harness;
    }
}
