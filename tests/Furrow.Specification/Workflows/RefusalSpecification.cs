using Furrow.Errors;
using Furrow.Events;
using Furrow.Safety;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>Questions, answers and refusals, and that looking and refusing leave no trace.</summary>
public abstract class RefusalSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task Looking_at_a_database_that_has_nothing_creates_nothing()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        await harness.StatusAsync();
        await harness.RunAsync(project => project.PlanAsync(new(), WorkflowHarness.Token));
        await harness.RunAsync(project => project.ListAsync(new(), WorkflowHarness.Token));
        await harness.RunAsync(project => project.DoctorAsync(new(), WorkflowHarness.Token));
        await harness.RunAsync(project => project.LockAsync(WorkflowHarness.Token));
        await harness.RunAsync(project => project.StampAsync(new(), WorkflowHarness.Token));
        Assert.False((await harness.RunAsync(project => project.UnlockAsync(new(), WorkflowHarness.Token))).Removed);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("migrate")]
    [InlineData("seed")]
    public async Task A_refusal_at_first_contact_creates_nothing(string verb)
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => RunAsync(harness, verb, "production", yes: false));
        Assert.Contains("--yes", error.Hint, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
        Assert.Single(harness.Events.All.OfType<VerdictRefused>());
    }

    [Fact]
    public async Task Production_is_warned_about_and_goes_ahead_with_a_yes()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "prod", Yes = true });
        Assert.Equal("production", (await harness.StatusAsync(new QueryOptions { Environment = "production" })).Stamp);
        Assert.Contains(harness.Events.Warnings, text => text.Contains("(production)", StringComparison.Ordinal));
        Assert.Equal(
            ["setup production ask succeeded"],
            await harness.HistoryAsync("operation_history", "command, environment, verdict, result"));
    }

    [Fact]
    public async Task G1_development_seeds_are_refused_in_production_whatever_is_answered()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Settings("environments: { production: { folders: [base, development] } }")
            .Seed("development/00_b.sql", "INSERT INTO a VALUES (2);");
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => RunAsync(harness, "setup", "production", yes: true));
        Assert.Contains("never runs in production", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task Force_answers_for_migrate_and_not_for_setup()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.MigrateAsync(new MigrateOptions { Environment = "production", Force = true });
        Assert.Equal("production", (await harness.StatusAsync()).Stamp);
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => RunAsync(harness, "setup", "production", yes: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_prompt_is_asked_once_and_its_answer_holds(bool answer)
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        Prompt prompt = new() { Answer = answer };
        Task<SetupResult> run() => harness.RunAsync(
            project => project.SetupAsync(new SetupOptions { Environment = "production" }, WorkflowHarness.Token),
            options => options.Prompt = prompt);
        if (answer)
        {
            Assert.True((await run()).DidAnything);
        }
        else
        {
            FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.Refused, run);
            Assert.Contains("declined", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, await harness.FingerprintAsync());
        }

        Assert.Contains("production", Assert.Single(prompt.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_typed_answer_must_be_the_databases_name()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync(new SetupOptions { Environment = "staging" });
        string name = await harness.RunAsync(
            project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));
        Prompt prompt = new() { Typed = "something else" };
        Task<Seeds.SeedResult> force(string? confirm) => harness.RunAsync(
            project => project.SeedAsync(
                new SeedOptions { Environment = "staging", Force = true, Yes = true, Confirm = confirm },
                WorkflowHarness.Token),
            options => options.Prompt = prompt);

        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => force(confirm: null));
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => force("another"));
        Assert.Single(prompt.Questions);
        harness.Project.Seed("base/00_a.sql", "UPDATE a SET id = id + 10;");
        await WorkflowHarness.FailsAsync(ErrorCode.SeedDrift, () => force(name));
    }

    [Fact]
    public async Task A_confirmation_of_another_database_stops_whatever_it_is()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => harness.SetupAsync(new SetupOptions { Confirm = "another" }));
        Assert.Contains("another", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    [Fact]
    public async Task Refusals_are_recorded_once_there_is_where_to()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => RunAsync(harness, "migrate", "production", yes: true));
        Assert.Equal(
            ["setup succeeded -", "migrate refused refused"],
            await harness.HistoryAsync("operation_history", "command, result, error_code"));
        Assert.Equal("1", await harness.ScalarAsync(
            $"SELECT count(*) FROM {harness.State["operation_history"]} "
            + "WHERE error LIKE '%is stamped development%'"));
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_recorded_is_a_refusal_all_the_same()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.SetupAsync();
        await harness.RefuseRowsAsync("operation_history", "NEW.result = 'refused'");
        await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => RunAsync(harness, "migrate", "production", yes: true));
        Assert.Contains(harness.Events.Warnings, text => text.Contains("history is closed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_environment_is_a_usage_error()
    {
        await using WorkflowHarness harness = await CreateAsync();
        string before = await harness.FingerprintAsync();
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.Usage, () => RunAsync(harness, "setup", "developmnt", yes: true));
        Assert.Contains("development", error.Hint, StringComparison.Ordinal);
        Assert.Equal(before, await harness.FingerprintAsync());
    }

    private static async Task<object> RunAsync(WorkflowHarness harness, string verb, string environment, bool yes) =>
        verb switch
        {
            "setup" => await harness.SetupAsync(new SetupOptions { Environment = environment, Yes = yes }),
            "migrate" => await harness.MigrateAsync(new MigrateOptions { Environment = environment, Yes = yes }),
            "seed" => await harness.SeedAsync(new SeedOptions { Environment = environment, Yes = yes }),
            _ => throw new ArgumentException(verb, nameof(verb)),
        };

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Seed("base/00_a.sql", "INSERT INTO a VALUES (1);");
        return harness;
    }

    private sealed class Prompt : IConfirmationPrompt
    {
        public bool Answer { get; init; }

        public string? Typed { get; init; }

        public List<string> Questions { get; } = [];

        public Task<bool> AskAsync(string question, CancellationToken cancellationToken)
        {
            Questions.Add(question);
            return Task.FromResult(Answer);
        }

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken)
        {
            Questions.Add(question);
            return Task.FromResult(Typed);
        }
    }
}
