using System.Text.Json;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What a command tells, in which order, and who hears it.</summary>
public abstract class EventSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    // The contract's closed list.
    private const string Operations =
        "start cleanup insert complete error warning migrate rollback transaction-begin transaction-commit "
        + "transaction-rollback lock verify restore refuse";

    [Fact]
    public async Task A_setup_tells_its_steps_in_order()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        Assert.Equal(
            [
                "command-started", "stamp-written", "lock-acquired",
                "migration-started", "transaction-begun", "transaction-committed", "migration-applied",
                "seed-started", "transaction-begun", "transaction-committed", "seed-applied", "rows-changed",
                "lock-released", "command-completed",
            ],
            harness.Events.Names);
    }

    [Fact]
    public async Task A_second_one_tells_what_it_left_alone()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Events.Forget();
        await harness.SetupAsync();
        Assert.Equal(["command-started", "seed-skipped", "command-completed"], harness.Events.Names);
    }

    [Fact]
    public async Task A_failure_is_told_after_the_rollback_and_ends_the_command()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_b.sql", "INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SetupAsync());
        Assert.Equal(
            [
                "seed-started", "transaction-begun", "transaction-rolled-back", "seed-failed",
                "transaction-begun", "transaction-committed", "lock-released", "command-failed",
            ],
            harness.Events.Names.TakeLast(8));
    }

    [Fact]
    public async Task A_refusal_is_told_before_the_command_ends()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SetupAsync(new SetupOptions { Environment = "production" }));
        Assert.Equal(
            ["command-started", "warning-raised", "verdict-refused", "command-failed"], harness.Events.Names);
    }

    [Fact]
    public async Task Progress_counts_to_the_end()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Migration("2_b", "CREATE TABLE b (id integer);");
        await harness.MigrateAsync();
        Assert.Equal(
            [(1L, 2L), (2L, 2L)], harness.Events.All.OfType<ProgressMade>().Select(e => (e.Done, e.Total ?? 0)));
    }

    [Fact]
    public async Task Each_line_of_the_log_is_one_object_in_the_order_of_time()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        harness.Project.Seed("base/10_b.sql", "\n INSERT INTO nowhere VALUES (1);");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => harness.SeedAsync());
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SeedAsync(new SeedOptions { Environment = "production" }));
        DateTimeOffset last = default;
        int errorCount = 0;
        string[] lines = harness.Events.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        foreach (string line in lines)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            Assert.Equal(
                ["timestamp", "operation", "details", "error", "event"],
                document.RootElement.EnumerateObject().Take(5).Select(property => property.Name));
            Assert.Contains(document.RootElement.GetProperty("operation").GetString(), Operations.Split(' '));
            JsonElement error = document.RootElement.GetProperty("error");
            if (error.ValueKind != JsonValueKind.Null)
            {
                Assert.Equal(
                    ["code", "message", "sqlState", "file", "line"],
                    error.EnumerateObject().Select(property => property.Name));
                errorCount++;
            }

            DateTimeOffset time = document.RootElement.GetProperty("timestamp").GetDateTimeOffset();
            Assert.True(time >= last);
            last = time;
        }

        Assert.Equal(4, errorCount);
    }

    [Fact]
    public async Task A_sink_that_fails_stops_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Events.On = _ => throw new InvalidOperationException("deaf");
        EventRecorder other = new();
        SetupResult result = await harness.RunAsync(
            project => project.SetupAsync(new(), WorkflowHarness.Token), options => options.Sinks.Add(other));
        Assert.True(result.DidAnything);
        Assert.Contains(other.Warnings, text => text.Contains("deaf", StringComparison.Ordinal));
        Assert.Equal("command-completed", other.Names.Last());
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }
}
