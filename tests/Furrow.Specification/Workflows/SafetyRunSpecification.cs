using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Workflows;
using Furrow.Workflows.SeedTesting;
using Furrow.Workflows.Snapshotting;
using Furrow.Workflows.Verifying;

namespace Furrow.Specification.Workflows;

/// <summary>
/// Runs every changing verb where <see cref="SafetyRunTables"/> say something of it, with every answer, and looks
/// whether it came past safety.
/// </summary>
public abstract class SafetyRunSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    // They change nothing but scratch databases and files.
    private static readonly Type[] Looking =
    [
        typeof(QueryOptions), typeof(VerifyOptions), typeof(SeedTestOptions), typeof(ExportOptions),
        typeof(SnapshotCreateOptions), typeof(SnapshotVerifyOptions),
    ];

    [Theory]
    [MemberData(nameof(SafetyRunTables.Kinds), MemberType = typeof(SafetyRunTables))]
    public async Task G1_in_its_own_environment(string verb, string kind, string expected)
    {
        await using WorkflowHarness harness = await CreateAsync(verb);
        await harness.MigrateAsync(new MigrateOptions { Environment = kind, Yes = true });
        await TryAsync(harness, verb, new GivenAnswers(kind), expected);
    }

    [Theory]
    [MemberData(nameof(SafetyRunTables.Databases), MemberType = typeof(SafetyRunTables))]
    public async Task G1_in_a_database_that_is_something_else(string verb, string database, string expected)
    {
        if (expected == "-")
        {
            return;
        }

        await using WorkflowHarness harness = await CreateAsync(verb);
        switch (database)
        {
            case "other":
                await harness.MigrateAsync(new MigrateOptions { Environment = "test" });
                break;
            case "broken":
                await harness.MigrateAsync();
                break;
            case "guess" or "config" or "--env":
                await harness.ExecuteAsync("CREATE TABLE mine (id integer PRIMARY KEY)");
                break;
        }

        await TryAsync(
            harness,
            verb,
            new GivenAnswers(database == "--env" ? "development" : null),
            expected,
            isConfigured: database == "config",
            isBroken: database == "broken");
    }

    [Fact]
    public void Every_method_that_changes_something_is_run()
    {
        IEnumerable<string> changing = typeof(FurrowProject).GetMethods()
            .Where(method => method.GetParameters().Any(parameter =>
                parameter.ParameterType.IsSubclassOf(typeof(CommandOptions))
                && !Looking.Contains(parameter.ParameterType)))
            .Select(method => method.Name);
        IEnumerable<string> missing = changing.Except(ChangingVerb.All.Values.Select(verb => verb.Method));
        string names = string.Join(", ", missing);
        Assert.True(names.Length == 0, $"Add to {nameof(ChangingVerb)} and {nameof(SafetyRunTables)}: {names}");
        Assert.Equal(ChangingVerb.All.Keys, SafetyRunTables.Kinds.Select(row => row.Data.Item1).Distinct());
        Assert.Equal(ChangingVerb.All.Keys, SafetyRunTables.Databases.Select(row => row.Data.Item1).Distinct());
    }

    private static async Task TryAsync(
        WorkflowHarness harness,
        string verb,
        GivenAnswers answers,
        string expected,
        bool isConfigured = false,
        bool isBroken = false)
    {
        ChangingVerb changing = ChangingVerb.All[verb];
        await using IDatabase database = harness.OpenDatabase();
        await using IDatabaseLock? held = changing.NeedsHolder
            ? await database.TryLockAsync(new LockOwner("another", "test"), WorkflowHarness.Token)
            : null;
        if (isBroken)
        {
            await harness.ExecuteAsync($"DROP TABLE {harness.State["metadata"]}");
        }

        harness.Project.Migration("2_pending", "CREATE TABLE pending (id integer PRIMARY KEY);");
        Attempt attempt = new(harness, changing, isConfigured);
        GivenAnswers yes = answers with { Yes = true };
        GivenAnswers wrong = answers with { Yes = true, Confirm = "another" };
        GivenAnswers typed = answers with { Yes = true, Confirm = await DatabaseNameAsync(harness) };
        (GivenAnswers[] stopped, GivenAnswers[] passing) = expected switch
        {
            "ok" => ((GivenAnswers[])[wrong], (GivenAnswers[])[answers]),
            "ask" => ([answers, wrong], [yes]),
            "typed" => ([answers, yes, wrong], [typed]),
            "refused" => ([answers, typed], []),
            _ => throw new ArgumentException(expected, nameof(expected)),
        };
        foreach (GivenAnswers given in stopped)
        {
            await attempt.IsRefusedAsync(given, agrees: expected == "refused");
        }

        foreach (GivenAnswers given in passing)
        {
            await attempt.PassesAsync(given);
        }
    }

    private async Task<WorkflowHarness> CreateAsync(string verb)
    {
        WorkflowHarness harness = await fixture.CreateAsync(WorkflowHarness.Token);
        const string Insert = "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING;";
        harness.Project
            .Migration("1_a", "CREATE TABLE a (id integer PRIMARY KEY);")
            .Write("rows.sql", "INSERT INTO a VALUES (1);\n")
            .Seed("base/00_a.sql", Insert)
            .Seed("development/00_b.sql", Insert)
            .Seed("test/00_c.sql", Insert);
        if (ChangingVerb.All[verb].Folders is { } folders)
        {
            string[] kinds = ["development", "test", "staging", "production"];
            string generates = ChangingVerb.All[verb].Generates ? "setup: { generate: { rows: 2 } }\n" : "";
            harness.Project.Write("scenarios/more.yaml", "tables: { a: { rows: 1 } }").Settings(
                $"{generates}environments:\n"
                    + string.Concat(kinds.Select(kind => $"  {kind}: {{ folders: [{folders}] }}\n")));
        }

        return harness;
    }

    private static Task<string> DatabaseNameAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => Task.FromResult(project.Configuration.Database.Value.DatabaseName));

    private sealed record Attempt(WorkflowHarness Harness, ChangingVerb Verb, bool IsConfigured)
    {
        public async Task PassesAsync(GivenAnswers answers)
        {
            FurrowException? error = await RunAsync(answers, agrees: false);
            Assert.True(error?.Code != ErrorCode.Refused, $"{answers}: {error?.Message}");
        }

        public async Task IsRefusedAsync(GivenAnswers answers, bool agrees)
        {
            string before = await StateAsync();
            FurrowException? error = await RunAsync(answers, agrees);
            Assert.True(error?.Code == ErrorCode.Refused, $"{answers}: {error?.Code ?? "passed"} {error?.Message}");
            Assert.Equal(before, await StateAsync());
        }

        private async Task<FurrowException?> RunAsync(GivenAnswers answers, bool agrees)
        {
            try
            {
                await using FurrowProject project = await Harness.OpenAsync(options =>
                {
                    options.LockTimeout = TimeSpan.Zero;
                    options.Prompt = agrees ? new Agreeing() : null;
                    if (IsConfigured)
                    {
                        options.Variables = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["FURROW_ENV"] = "development",
                        };
                    }
                });
                await Verb.Run(project, answers);
                return null;
            }
            catch (FurrowException e)
            {
                return e;
            }
        }

        // A refusal is recorded where furrow's tables exist; nothing else may change.
        private async Task<string> StateAsync()
        {
            await using IDatabase database = Harness.OpenDatabase();
            await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, WorkflowHarness.Token);
            IEnumerable<string> tables = (await session.CountRowsAsync(WorkflowHarness.Token))
                .Select(table => $"{table.Table} {table.Rows}");
            State.StateStore state = await Furrow.State.StateStore.OpenAsync(
                session, database, WorkflowHarness.Token);
            IEnumerable<string> histories = state.Exists
                ? (await Harness.HistoryAsync("migration_history", "version, status"))
                    .Concat(await Harness.HistoryAsync("seed_history", "name, status"))
                : [await BareAsync(state)];
            return string.Join('\n', [.. tables, state.Stamp ?? "no stamp", .. histories]);
        }

        private async Task<string> BareAsync(State.StateStore state) =>
            state.StampProblem ?? await Harness.FingerprintAsync();
    }

    private sealed class Agreeing : IConfirmationPrompt
    {
        public Task<bool> AskAsync(string question, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(expected);
    }
}
