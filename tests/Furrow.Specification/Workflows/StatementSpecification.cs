using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Specification.Workflows;

/// <summary>Whoever asks for it hears of every statement, without a value of any.</summary>
public abstract class StatementSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task Nobody_hears_of_statements_who_did_not_ask()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        Assert.DoesNotContain(harness.Events.All, e => e is SqlExecuted);
    }

    [Fact]
    public async Task Scripts_and_own_statements_are_told_without_values()
    {
        await using WorkflowHarness harness = await CreateAsync();
        StatementRecorder statements = new();
        await harness.RunAsync(
            project => project.SetupAsync(new(), WorkflowHarness.Token), options => options.Sinks.Add(statements));
        string[] told = [.. statements.All.Select(e => e.Sql)];
        Assert.Contains("CREATE TABLE \"odd \"\"; -- name\" (id integer PRIMARY KEY, note text)", told);
        SqlExecuted insert = Assert.Single(
            statements.All, e => e.Sql == "INSERT INTO \"odd \"\"; -- name\" VALUES (?, ?), (?, ?)");
        Assert.Equal((EventOperation.Insert, 2L), (insert.Operation, insert.Rows));
        string history = harness.State["seed_history"];
        Assert.Contains(told, sql => sql.StartsWith($"INSERT INTO {history}", StringComparison.Ordinal));
        Assert.DoesNotContain(harness.Events.All, e => e is SqlExecuted);
        using StringWriter log = new();
        JsonLineSink lines = new(log, isVerbose: true);
        foreach (SqlExecuted statement in statements.All)
        {
            lines.Emit(statement);
        }

        Assert.DoesNotContain("s3cret", log.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_command_tells_its_statements_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        StatementRecorder statements = new();
        await harness.RunAsync(
            project => project.StatusAsync(new(), WorkflowHarness.Token), options => options.Sinks.Add(statements));
        Assert.Contains(statements.All, e => e.Sql.Contains("odd", StringComparison.Ordinal));
        Assert.DoesNotContain(statements.All, e => e.Operation is EventOperation.Insert or EventOperation.Migrate);
    }

    [Fact]
    public async Task A_command_that_fails_fails_the_same_way_while_somebody_listens()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/10_b.sql", "\n  INSERT INTO nowhere VALUES ('s3cret');");
        StatementRecorder statements = new();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedFailed,
            () => harness.RunAsync(
                project => project.SetupAsync(new(), WorkflowHarness.Token),
                options => options.Sinks.Add(statements)));
        Assert.Equal(("seeds/base/10_b.sql", 2), (error.File, error.Line));
        Assert.DoesNotContain(statements.All, e => e.Sql.Contains("s3cret", StringComparison.Ordinal));
    }

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE \"odd \"\"; -- name\" (id integer PRIMARY KEY, note text); -- s3cret")
            .Seed(
                "base/00_a.sql",
                "INSERT INTO \"odd \"\"; -- name\" VALUES (4711, 's3cret'), (2, /* s3cret */ 'it''s');");
        return harness;
    }

    private sealed class StatementRecorder : IEventSink
    {
        private readonly EventRecorder _events = new();

        public bool HearsStatements => true;

        public IEnumerable<SqlExecuted> All => _events.All.OfType<SqlExecuted>();

        public void Emit(FurrowEvent furrowEvent) => _events.Emit(furrowEvent);
    }
}
