using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <summary>How C# seeds run: their transaction, their faults, what they are given.</summary>
public abstract class CodeSeedSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    [Fact]
    public async Task Compiled_seeds_take_their_place_among_files()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_file.sql", Insert("file")).Seed("base/20_file.sql", Insert("late file"));
        CompiledSeed[] seeds =
        [
            CodeSeeds.Of("development/00_dev", Say("dev")),
            CodeSeeds.Of("test/00_other", Say("other environment")),
            CodeSeeds.Of("base/10_code", Say("code"), new SeedInfo { Depends = ["base/20_file"] }),
        ];
        SeedResult result = await harness.SeedAsync(seeds);
        Assert.Equal(
            ["base/00_file", "base/20_file", "base/10_code", "development/00_dev"], result.Seeds.Select(s => s.Name));
        Assert.Equal(["file", "late file", "code", "dev"], await LogAsync(harness));
        Assert.Equal(
            ["base/10_code cs once 1 Active applied"],
            (await harness.HistoryAsync("seed_history", "name, kind, policy, checksum, status, result"))
                .Where(row => row.Contains("10_code", StringComparison.Ordinal)));
        Assert.False((await harness.SeedAsync(seeds)).DidAnything);

        await harness.RunAsync(
            async project =>
            {
                ListResult list = await project.ListAsync(new QueryOptions(), WorkflowHarness.Token);
                ListedSeed listed = Assert.Single(list.Seeds, seed => seed.Seed.Name == "base/10_code");
                Assert.Equal((SeedKind.Cs, "applied"), (listed.Seed.Kind, listed.State));
                PlanResult plan = await project.PlanAsync(new QueryOptions(), WorkflowHarness.Token);
                Assert.Empty(plan.Seeds.ToRun);
                return true;
            },
            options => options.AddSeeds(seeds));
    }

    [Fact]
    public async Task Seeds_of_an_application_are_not_gone_for_whoever_does_not_have_them()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_file.sql", Insert("file"));
        CompiledSeed[] seeds = [CodeSeeds.Of("base/10_code", Say("a")), CodeSeeds.Of("base/20_code", Say("b"))];
        await harness.SeedAsync(seeds);

        StatusResult elsewhere = await harness.StatusAsync();
        Assert.Equal(["base/10_code", "base/20_code"], elsewhere.Seeds.Elsewhere);
        Assert.Empty(elsewhere.Seeds.Orphaned);
        Assert.False(elsewhere.HasDrift);
        SeedCleanResult cleaned = await harness.RunAsync(
            project => project.SeedCleanAsync(new SeedCleanOptions { Force = true }, WorkflowHarness.Token));
        Assert.Empty(cleaned.Orphaned);

        // The application itself knows which of its own are gone.
        StatusResult application = await harness.RunAsync(
            project => project.StatusAsync(new QueryOptions(), WorkflowHarness.Token),
            options => options.AddSeeds(seeds[..1]));
        Assert.Equal(["base/20_code"], application.Seeds.Orphaned);
        Assert.Empty(application.Seeds.Elsewhere);
    }

    [Fact]
    public async Task A_compiled_seed_with_the_name_of_another_is_refused()
    {
        await using WorkflowHarness harness = await CreateAsync();
        harness.Project.Seed("base/00_code.sql", Insert("file"));
        FurrowException error = await WorkflowHarness.FailsAsync(
            ErrorCode.SeedInvalid,
            () => harness.SeedAsync(
                CodeSeeds.Of("base/00_code", Say("x")), CodeSeeds.Of("a/b", Say("x")), CodeSeeds.Of("a/b", Say("x")),
                CodeSeeds.Of("nowhere", Say("x"))));
        Assert.StartsWith("3 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("seeds/base/00_code.sql has that name", error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_asks_the_seed_with_the_version_that_is_applied()
    {
        await using WorkflowHarness harness = await CreateAsync();
        CompiledSeed Version(string version) => new(
            "base/00_code",
            version,
            new SeedInfo(version),
            () => new ActedSeed(Say("run " + version), (c, from, token) => Say($"{from} to {version}")(c, token)));
        await harness.SeedAsync(Version("1.0.0"));
        SeedResult result = await harness.SeedAsync(Version("1.2"));
        Assert.Equal(SeedOutcome.Upgraded, Assert.Single(result.Seeds).Outcome);
        Assert.Equal(["run 1.0.0", "1.0.0 to 1.2"], await LogAsync(harness));

        // Without a way of its own it runs again.
        await harness.SeedAsync(CodeSeeds.Of("base/00_code", Say("again"), new SeedInfo("2.0"), "2"));
        Assert.Equal("again", (await LogAsync(harness))[^1]);
        await WorkflowHarness.FailsAsync(
            ErrorCode.SeedDrift,
            () => harness.SeedAsync(CodeSeeds.Of("base/00_code", Say("x"), new SeedInfo("2.0"), "other")));
    }

    [Fact]
    public async Task What_a_seed_throws_rolls_it_back_and_is_told_with_its_line()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(async (context, token) =>
        {
            await Say("gone")(context, token);
            throw new InvalidOperationException("the weather is bad");
        });
        Assert.Equal("InvalidOperationException: the weather is bad", error.Message);
        Assert.EndsWith("CodeSeedSpecification.cs", error.File, StringComparison.Ordinal);
        Assert.True(error.Line > 80);
        Assert.Empty(await LogAsync(harness));
        Assert.Equal(
            ["failed InvalidOperationException: the weather is bad"],
            await harness.HistoryAsync("seed_history", "result, error"));
    }

    [Fact]
    public async Task What_the_database_says_is_told_without_values()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(async (context, token) =>
        {
            await using DbCommand command = context.CreateCommand("INSERT INTO log (id, what) VALUES (1, 'hidden-7')");
            await command.ExecuteNonQueryAsync(token);
            try
            {
                await command.ExecuteNonQueryAsync(token);
            }
            catch (DbException e)
            {
                throw new InvalidOperationException("while saving hidden-7", e);
            }
        });
        Assert.NotNull(error.SqlState);
        Assert.DoesNotContain("hidden-7", $"{error} {error.Detail} {harness.Events.Log}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_of_the_seeds_own_is_a_failure()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(async (_, _) =>
        {
            using CancellationTokenSource own = new();
            await own.CancelAsync();
            await Task.Delay(Timeout.Infinite, own.Token);
        });
        Assert.Contains("a cancellation of its own", error.Message, StringComparison.Ordinal);
        Assert.Equal(["failed"], await harness.HistoryAsync("seed_history", "result"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_seed_leaves_nothing_even_if_it_does_not_stop(bool loops)
    {
        await using WorkflowHarness harness = await CreateAsync();
        using CancellationTokenSource cancel = new();
        using CancellationTokenSource end = new();
        TaskCompletionSource<Exception?> late = new();
        CompiledSeed seed = CodeSeeds.Of("base/00_code", async (context, token) =>
        {
            await Say("gone")(context, token);
            await cancel.CancelAsync();
            if (!loops)
            {
                await Task.Delay(Timeout.Infinite, token);
            }

            // Nothing in here looks at the token.
            while (!end.IsCancellationRequested)
            {
                Thread.SpinWait(1000);
            }

            late.SetResult(await Record.ExceptionAsync(
                () => context.InsertAsync("log", new { what = "late" }, CancellationToken.None)));
        });
        await using FurrowProject project = await harness.OpenAsync(options => options.AddSeeds([seed]));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => project.SeedAsync(new SeedOptions(), cancel.Token));
        await end.CancelAsync();
        if (loops)
        {
            string refused = Assert.IsType<InvalidOperationException>(await late.Task).Message;
            Assert.Contains("is over", refused, StringComparison.Ordinal);
        }

        Assert.Empty(await LogAsync(harness));
        Assert.Empty(await harness.HistoryAsync("seed_history", "result"));
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("COMMIT", "BEGIN")]
    public async Task A_seed_that_ends_its_transaction_is_found_out_and_not_recorded(params string[] statements)
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(async (context, token) =>
        {
            foreach (string statement in statements)
            {
                await context.ExecuteAsync(statement, null, token);
            }
        });
        Assert.Contains("ended the transaction", error.Message, StringComparison.Ordinal);
        Assert.Equal(["failed"], await harness.HistoryAsync("seed_history", "result"));
    }

    [Fact]
    public async Task A_seed_that_commits_by_the_driver_is_found_out_too()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await harness.CodeFailsAsync(
            (context, token) => context.Transaction.CommitAsync(token));
        Assert.Contains("ended the transaction", error.Message, StringComparison.Ordinal);
        Assert.Equal(["failed"], await harness.HistoryAsync("seed_history", "result"));
    }

    [Fact]
    public async Task A_seed_that_closes_the_connection_fails()
    {
        await using WorkflowHarness harness = await CreateAsync();
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => harness.RunCodeAsync((context, _) => context.Connection.CloseAsync()));
        Assert.Contains("ended the transaction", error.Message, StringComparison.Ordinal);
        Assert.Empty(await harness.HistoryAsync("seed_history", "result"));
        Assert.Empty(await LogAsync(harness));
    }

    [Fact]
    public async Task What_comes_after_the_commit_runs_then_and_only_then()
    {
        await using WorkflowHarness harness = await CreateAsync();
        List<string> said = [];
        Func<SeedContext, CancellationToken, Task> Seed(bool fails, string after) => async (context, token) =>
        {
            context.OnCommitted(async _ =>
            {
                said.AddRange(await harness.HistoryAsync("seed_history", "name, result"));
                said.Add(after);
                Assert.NotEqual("broken", after);
            });
            await Task.Yield();
            Assert.False(fails, "not today");
        };
        await harness.CodeFailsAsync(Seed(fails: true, "never"));
        Assert.Empty(said);
        await harness.SeedAsync(CodeSeeds.Of("base/10_other", Seed(fails: false, "after")));
        Assert.Equal(["base/00_code failed", "base/10_other applied", "after"], said);

        FurrowException error = await harness.CodeFailsAsync(Seed(fails: false, "broken"));
        Assert.StartsWith("base/00_code is applied, but", error.Message, StringComparison.Ordinal);
        Assert.Equal("base/00_code applied", (await harness.HistoryAsync("seed_history", "name, result"))[^1]);
    }

    [Fact]
    public async Task A_seed_knows_where_it_runs_and_speaks_in_events()
    {
        await using WorkflowHarness harness = await CreateAsync();
        await harness.RunAsync(
            project => project.SeedAsync(new SeedOptions(), WorkflowHarness.Token),
            options =>
            {
                options.Services = new OneService(new StringWriter());
                options.AddSeeds([CodeSeeds.Of("base/00_code", (context, _) =>
                {
                    Assert.Equal(("base/00_code", "development"), (context.SeedName, context.Environment));
                    Assert.False(context.IsDryRun);
                    Assert.Same(options.Clock, context.Clock);
                    Assert.NotNull(context.GetRequiredService<TextWriter>());
                    Assert.Null(context.GetService<TextReader>());
                    Assert.Contains(
                        "TextReader, which is not registered",
                        Assert.Throws<FurrowException>(context.GetRequiredService<TextReader>).Message,
                        StringComparison.Ordinal);
                    context.Log("halfway");
                    context.Warn("careful");
                    context.Progress(5, 10, "users");
                    return Task.CompletedTask;
                })]);
            });
        Assert.Equal("base/00_code: halfway", Assert.Single(harness.Events.All.OfType<SeedLogged>()).Details);
        Assert.Equal(["base/00_code: careful"], harness.Events.Warnings);
        Assert.Contains(
            new ProgressMade(EventOperation.Insert, "seed base/00_code", "users", 5, 10),
            harness.Events.All.OfType<ProgressMade>().Select(e => e with { Timestamp = default }));
    }

    [Fact]
    public async Task Variables_are_for_volatile_seeds_and_are_masked_wherever_they_turn_up()
    {
        await using WorkflowHarness harness = await CreateAsync();
        Task<SeedResult> Run(bool isVolatile) => harness.RunAsync(
            project => project.SeedAsync(new SeedOptions(), WorkflowHarness.Token),
            options =>
            {
                options.Variables = new Dictionary<string, string> { ["TOKEN"] = "hunter2" };
                options.AddSeeds([CodeSeeds.Of(
                    "base/00_code",
                    (context, _) =>
                    {
                        Assert.Null(context.Variable("NOT_SET"));
                        string token = context.Variable("TOKEN")!;
                        context.Log($"using {token}");
                        throw new FormatException($"'{token}' is no number");
                    },
                    new SeedInfo { IsVolatile = isVolatile })]);
            });
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => Run(isVolatile: false));
        Assert.Contains("which only a volatile seed may", error.Message, StringComparison.Ordinal);
        error = await WorkflowHarness.FailsAsync(ErrorCode.SeedFailed, () => Run(isVolatile: true));
        Assert.Equal("FormatException: '***' is no number", error.Message);
        IReadOnlyList<string> history = await harness.HistoryAsync("seed_history", "error");
        Assert.DoesNotContain(
            "hunter2", $"{error} {harness.Events.Log} {string.Join(' ', history)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_does_not_outlive_its_seed_and_takes_one_call_at_a_time()
    {
        await using WorkflowHarness harness = await CreateAsync();
        SeedContext? kept = null;
        await harness.RunCodeAsync((context, token) =>
        {
            kept = context;
            return Task.CompletedTask;
        });
        Exception? late = await Record.ExceptionAsync(
            () => kept!.InsertAsync("log", new { what = "late" }, WorkflowHarness.Token));
        string message = Assert.IsType<InvalidOperationException>(late).Message;
        Assert.Contains("base/00_code is over", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => kept!.Connection);
        Assert.Empty(await LogAsync(harness));
    }

    private static string Insert(string what) => $"INSERT INTO log (what) VALUES ('{what}');";

    private static Func<SeedContext, CancellationToken, Task> Say(string what) =>
        (context, token) => context.InsertAsync("log", new { what }, token);

    private static Task<IReadOnlyList<string>> LogAsync(WorkflowHarness harness) =>
        harness.RowsAsync("SELECT what FROM log ORDER BY id");

    private async Task<WorkflowHarness> CreateAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        string id = harness.Provider.Capabilities.Schemas
            ? "integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"
            : "INTEGER PRIMARY KEY";
        harness.Project.Migration("1_log", $"CREATE TABLE log (id {id}, what text NOT NULL);");
        await harness.MigrateAsync();
        return harness;
    }

    private sealed class OneService(TextWriter service) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(TextWriter) ? service : null;
    }
}
