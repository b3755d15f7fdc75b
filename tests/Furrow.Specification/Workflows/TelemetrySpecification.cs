using System.Diagnostics;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>What a reader of measurements and activities sees of a command.</summary>
public abstract class TelemetrySpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task G3_a_setup_is_measured()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        await SetupAsync(harness, telemetry);
        Assert.Equal(
            [
                "furrow.command.duration s furrow.command=setup",
                "furrow.lock.wait.duration s",
                "furrow.migration.duration s",
                $"furrow.rows 2 db.collection.name={harness.Schema}.a db.operation.name=insert",
                "furrow.seed.duration s",
                "furrow.transactions 1 furrow.transaction.outcome=commit",
                "furrow.transactions 1 furrow.transaction.outcome=commit",
            ],
            telemetry.Measurements.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_units_are_those_that_the_conventions_ask_for()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        await SetupAsync(harness, telemetry);
        Assert.Equal(
            [
                "furrow.command.duration s", "furrow.errors {error}", "furrow.lock.wait.duration s",
                "furrow.migration.duration s", "furrow.rows {row}", "furrow.seed.duration s",
                "furrow.transactions {transaction}", "furrow.violations {violation}",
            ],
            telemetry.Instruments.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("unique", "INSERT INTO a VALUES (1, 'x', 1)")]
    [InlineData("not_null", "INSERT INTO a VALUES (3, NULL, 1)")]
    [InlineData("check", "INSERT INTO a VALUES (3, 'x', -1)")]
    [InlineData("foreign_key", "INSERT INTO b VALUES (1, 77)")]
    public async Task G3_a_violated_constraint_is_counted_once_by_its_kind(string kind, string sql)
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_bad.sql", sql + ";");
        using TelemetryRecorder telemetry = new();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => SetupAsync(harness, telemetry));
        string violation = Assert.Single(
            telemetry.Measurements, text => text.StartsWith("furrow.violations", StringComparison.Ordinal));
        Assert.Equal(
            $"furrow.violations 1 db.response.status_code={error.SqlState} furrow.constraint.kind={kind}", violation);
        Assert.Contains("furrow.errors 1 error.type=seed.failed furrow.command=setup", telemetry.Measurements);
        Assert.Contains(
            "furrow.command.duration s error.type=seed.failed furrow.command=setup", telemetry.Measurements);
        Assert.Contains("furrow.seed.duration s error.type=seed.failed", telemetry.Measurements);
        Assert.Contains("furrow.transactions 1 furrow.transaction.outcome=rollback", telemetry.Measurements);
    }

    [Fact]
    public async Task A_refusal_is_an_error_by_its_code()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => SetupAsync(harness, telemetry, new SetupOptions { Environment = "production" }));
        Assert.Equal(
            [
                "furrow.command.duration s error.type=refused furrow.command=setup",
                "furrow.errors 1 error.type=refused furrow.command=setup",
            ],
            telemetry.Measurements);
    }

    [Fact]
    public async Task Activities_are_nested_as_the_work_is()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        await SetupAsync(harness, telemetry);
        Assert.Equal(
            [
                "furrow transaction < furrow migration", "furrow migration < furrow command setup",
                "furrow transaction < furrow seed", "furrow seed < furrow command setup",
                "furrow command setup < test",
            ],
            telemetry.Activities.Select(activity => $"{activity.OperationName} < {activity.Parent?.OperationName}"));
        Activity command = telemetry.Activities[^1];
        Assert.Equal("setup", command.GetTagItem("furrow.command"));
        Assert.Equal("development", command.GetTagItem("deployment.environment.name"));
        Assert.NotNull(command.GetTagItem("db.namespace"));
        Assert.Equal("1", telemetry.Activities[1].GetTagItem("furrow.migration.version"));
        Assert.Equal("a", telemetry.Activities[1].GetTagItem("furrow.migration.name"));
        Assert.Equal("base/00_a", telemetry.Activities[3].GetTagItem("furrow.seed.name"));
        Assert.Equal("1.0.0", telemetry.Activities[3].GetTagItem("furrow.seed.version"));
        Assert.Equal("commit", telemetry.Activities[2].GetTagItem("furrow.transaction.outcome"));
        Assert.All(telemetry.Activities, activity => Assert.Equal(ActivityStatusCode.Unset, activity.Status));
        Assert.Equal("test", Activity.Current?.OperationName);
    }

    [Fact]
    public async Task A_failure_is_the_status_of_what_failed_and_of_its_command()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_bad.sql", "INSERT INTO nowhere VALUES ('s3cret');");
        using TelemetryRecorder telemetry = new();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed, () => SetupAsync(harness, telemetry));
        Activity[] failed = [.. telemetry.Activities.Where(a => a.GetTagItem("error.type") is "seed.failed")];
        Assert.Equal(["furrow seed", "furrow command setup"], failed.Select(activity => activity.OperationName));
        Assert.All(failed, activity => Assert.Equal(
            (ActivityStatusCode.Error, error.Message), (activity.Status, activity.StatusDescription)));
        Assert.Contains(telemetry.Activities, a => a.GetTagItem("furrow.transaction.outcome") is "rollback");
        Assert.DoesNotContain("s3cret", telemetry.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interruption_ends_what_it_left_open()
    {
        await using WorkflowHarness harness = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(WorkflowHarness.Token);
        harness.Events.On = e =>
        {
            if (e is TransactionBegun { Work: "base/00_a" })
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.RunAsync(
            project => project.SetupAsync(new(), stop.Token), options => options.UseTelemetry(telemetry)));
        Assert.Equal(
            ["furrow seed", "furrow command setup"],
            telemetry.Activities.Where(a => a.GetTagItem("error.type") is "interrupted").Select(a => a.OperationName));
        Assert.Contains("furrow.errors 1 error.type=interrupted furrow.command=setup", telemetry.Measurements);
        Assert.Equal("test", Activity.Current?.OperationName);
    }

    [Fact]
    public async Task Commands_side_by_side_keep_their_own_activities()
    {
        await using WorkflowHarness one = await CreateAsync();
        await using WorkflowHarness two = await CreateAsync();
        using TelemetryRecorder telemetry = new();
        await Task.WhenAll(Task.Run(() => SetupAsync(one, telemetry)), Task.Run(() => SetupAsync(two, telemetry)));
        Assert.Equal(10, telemetry.Activities.Count);
        foreach (IGrouping<Activity?, Activity> inside in telemetry.Activities
            .Where(activity => activity.OperationName is "furrow seed" or "furrow migration")
            .GroupBy(activity => activity.Parent))
        {
            Assert.Equal(["furrow migration", "furrow seed"], inside.Select(a => a.OperationName).Order());
        }
    }

    private static Task<SetupResult> SetupAsync(
        WorkflowHarness harness, TelemetryRecorder telemetry, SetupOptions? options = null) => harness.RunAsync(
        project => project.SetupAsync(options ?? new(), WorkflowHarness.Token),
        hosting => hosting.UseTelemetry(telemetry));

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration(
                "1_a",
                """
                CREATE TABLE a (id integer PRIMARY KEY, note text NOT NULL, n integer CHECK (n > 0));
                CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a (id));
                """)
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1, 'x', 1), (2, 'y', 2);");
        return harness;
    }
}
