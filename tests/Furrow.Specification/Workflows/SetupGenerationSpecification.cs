using Furrow.Errors;
using Furrow.Events;
using Furrow.Scenarios;
using Furrow.Workflows;
using Furrow.Workflows.Generating;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>
/// What <c>setup</c> generates: once, never beside other generated rows, and only where the safety table allows it.
/// </summary>
public abstract class SetupGenerationSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static readonly SetupOptions Without = new() { NoGenerate = true };

    private static readonly string[] Members = ["1 owner", "2 a 0", "3 a 1"];

    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task It_generates_after_the_seeds_and_a_second_run_finds_nothing_to_do()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        SetupResult first = await harness.SetupAsync();
        Assert.Equal((8L, GenerationState.Made), (first.Generated!.Rows, first.Generation!.State));
        Assert.Equal("3 6", await harness.CountsAsync());
        Assert.Equal(9, first.Tables.Sum(table => table.Rows));
        Assert.Equal(Members, await harness.RowsAsync("SELECT id, name FROM members ORDER BY id"));

        SetupResult second = await harness.SetupAsync();
        Assert.False(second.DidAnything);
        Assert.Equal(GenerationState.Made, second.Generation!.State);
        Assert.Equal("3 6", await harness.CountsAsync());
        Assert.Equal(
            ["setup succeeded", "setup succeeded"],
            await harness.HistoryAsync("operation_history", "command, result"));
    }

    [Fact]
    public async Task It_is_as_if_generate_had_been_run_with_the_same_words()
    {
        await using WorkflowHarness harness =
            await GenerationScene.CreateAsync(fixture, "parameters: { word: b }, random_seed: 3, rows: 1");
        await harness.SetupAsync(Without);
        GenerateResult generated = await harness.RunAsync(project => project.GenerateAsync(
            new GenerateOptions
            {
                Request = new() { Parameters = new ScenarioRequest().Parameters.Add("word", "b") },
                RandomSeed = 3,
                Rows = 1,
            },
            Token));
        Assert.Equal(4, generated.Rows);
        Assert.False((await harness.SetupAsync()).DidAnything);
        Assert.Equal("2 3", await harness.CountsAsync());

        // The number of rows is part of what was asked for.
        harness.Generates("parameters: { word: b }, random_seed: 3");
        Assert.Equal(GenerationState.Different, (await harness.SetupAsync()).Generation!.State);
    }

    [Fact]
    public async Task No_generate_leaves_it_out_and_a_later_setup_makes_it()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        SetupResult without = await harness.SetupAsync(Without);
        Assert.Equal((null, null), (without.Generated, without.Generation));
        Assert.Equal("1 0", await harness.CountsAsync());
        Assert.False((await harness.SetupAsync(Without)).DidAnything);
        Assert.Equal(8, (await harness.SetupAsync()).Generated!.Rows);
        Assert.Equal("3 6", await harness.CountsAsync());
    }

    [Theory]
    [InlineData("preset: few, random_seed: 7", "the random seed was 1 and is 7", "--random-seed 7")]
    [InlineData("parameters: { members: 3 }", "members was 2 and is 3", "--members 3")]
    [InlineData("preset: few, as_of: 2020-01-01", "not 2020-01-01", "--as-of 2020-01-01")]
    [InlineData("preset: few, rows: 5", "rows was not given and is 5", "--rows 5")]
    public async Task What_was_changed_is_told_and_nothing_is_added_to_what_is_there(
        string settings, string reason, string words)
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await harness.SetupAsync();
        harness.Generates(settings).Project.Migration("3_more", "CREATE TABLE more (id integer);");
        SetupResult changed = await harness.SetupAsync();
        Assert.Equal((GenerationState.Different, null), (changed.Generation!.State, changed.Generated));
        Assert.Contains(reason, changed.Generation.Reason, StringComparison.Ordinal);
        Assert.Contains(words, changed.Generation.Hint, StringComparison.Ordinal);
        Assert.Single(changed.Migrations.Applied);
        Assert.Equal("3 6", await harness.CountsAsync());
        WarningRaised warning = Assert.Single(harness.Events.All.OfType<WarningRaised>());
        Assert.Contains(reason, warning.Message, StringComparison.Ordinal);
        Assert.Equal(changed.Generation.Reason, (await harness.PlanAsync()).Generation!.Reason);

        await harness.RunAsync(project => project.ClearAsync(new ClearOptions { Yes = true }, Token));
        Assert.NotNull((await harness.SetupAsync()).Generated);
        Assert.False((await harness.SetupAsync()).DidAnything);
    }

    [Fact]
    public async Task A_changed_file_is_told_and_the_command_that_is_named_settles_it()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await harness.SetupAsync();
        harness.Project.Write("scenarios/club.yaml", GenerationScene.Scenario.Replace("count: 3", "count: 1"));
        SetupResult changed = await harness.SetupAsync();
        Assert.False(changed.DidAnything);
        Assert.Contains("scenarios/club.yaml has changed", changed.Generation!.Reason, StringComparison.Ordinal);
        Assert.Contains(
            "furrow generate few --scenario club --clear-first", changed.Generation.Hint, StringComparison.Ordinal);
        await harness.RunAsync(project => project.GenerateAsync(
            new GenerateOptions
            {
                Request = new() { Preset = "few", Scenario = "club" },
                ClearFirst = true,
                Yes = true,
            },
            Token));
        Assert.Equal("3 2", await harness.CountsAsync());
        Assert.Equal(GenerationState.Made, (await harness.SetupAsync()).Generation!.State);
    }

    [Fact]
    public async Task Rows_that_one_cleared_table_leaves_behind_are_not_doubled()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await harness.SetupAsync();
        await harness.RunAsync(project => project.ClearAsync(
            new ClearOptions { Tables = ["visits"], Yes = true }, Token));
        SetupResult result = await harness.SetupAsync();
        Assert.Equal(GenerationState.Different, result.Generation!.State);
        Assert.Contains("visits was cleared", result.Generation.Reason, StringComparison.Ordinal);
        Assert.Equal("3 0", await harness.CountsAsync());
    }

    [Fact]
    public async Task Rows_that_went_with_a_migration_are_made_again()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await harness.SetupAsync();
        await harness.RollbackAsync(new RollbackOptions { Target = 2 });
        Assert.Equal(8, (await harness.SetupAsync()).Generated!.Rows);
        Assert.Equal("3 6", await harness.CountsAsync());
    }

    [Fact]
    public async Task A_word_for_a_day_is_the_same_tomorrow_and_a_day_is_not()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture, "preset: few, as_of: today");
        string recipe = (await harness.PlanAsync()).Recipe;
        await harness.SetupAsync();
        Later later = new();
        PlanResult tomorrow = await harness.RunAsync(
            project => project.PlanAsync(new QueryOptions(), Token), options => options.Clock = later);
        Assert.Equal((recipe, GenerationState.Made), (tomorrow.Recipe, tomorrow.Generation!.State));
        Assert.False((await harness.RunAsync(
            project => project.SetupAsync(new SetupOptions(), Token), options => options.Clock = later)).DidAnything);
        Assert.NotEqual(recipe, (await harness.Generates("preset: few, as_of: 2026-01-05").PlanAsync()).Recipe);
    }

    [Fact]
    public async Task Everything_that_decides_a_row_is_part_of_the_recipe()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        HashSet<string> recipes = [(await harness.PlanAsync()).Recipe];
        foreach (string settings in (string[])
            ["rows: 2", "random_seed: 2", "parameters: { members: 3 }", "as_of: 2026-01-05", "as_of: monday", ""])
        {
            Assert.True(recipes.Add((await harness.Generates(settings).PlanAsync()).Recipe), settings);
        }

        harness.Project.Write("scenarios/club.yaml", GenerationScene.Scenario.Replace("count: 3", "count: 1"));
        Assert.True(recipes.Add((await harness.PlanAsync()).Recipe));
        harness.Project.Settings("name: club\n");
        Assert.True(recipes.Add((await harness.PlanAsync()).Recipe));

        // A preset is its parameters; production generates nothing, whatever is asked for.
        harness.Project.Write("scenarios/club.yaml", GenerationScene.Scenario);
        Assert.Contains((await harness.Generates("parameters: { members: 2 }").PlanAsync()).Recipe, recipes);
        string production = (await harness.PlanAsync("production")).Recipe;
        harness.Project.Settings("name: club\n");
        Assert.Equal(production, (await harness.PlanAsync("production")).Recipe);
    }

    [Fact]
    public async Task A_snapshot_of_generated_rows_is_restored_where_the_same_is_wanted()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await harness.SetupAsync(Without);
        FurrowException early = await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => harness.StoreAsync());
        Assert.Contains("club few is not generated", early.Message, StringComparison.Ordinal);
        await harness.SetupAsync();
        string name = (await harness.StoreAsync()).Snapshot.Name;
        Assert.Contains("\"club few\"", await File.ReadAllTextAsync(
            Path.Combine(harness.SnapshotFolder(), $"{name}.metadata.json"), Token), StringComparison.Ordinal);

        await using WorkflowHarness other = await GenerationScene.CreateAsync(fixture);
        Copy(harness, other);
        Assert.Null((await other.Generates("preset: few, random_seed: 2").PlanAsync()).Snapshot);
        Assert.Equal(name, (await other.Generates("preset: few").PlanAsync()).Snapshot);
        SetupResult restored = await other.SetupAsync();
        Assert.Equal((name, null), (restored.Snapshot, restored.Generated));
        Assert.Equal(GenerationState.Made, restored.Generation!.State);
        Assert.Equal("3 6", await other.CountsAsync());
        Assert.False((await other.SetupAsync()).DidAnything);

        await using WorkflowHarness third = await GenerationScene.CreateAsync(fixture);
        Copy(harness, third);
        Assert.Null((await third.SetupAsync(Without)).Snapshot);
        Assert.Equal("1 0", await third.CountsAsync());
    }

    [Fact]
    public async Task A_setup_that_is_not_whole_ends_without_a_snapshot()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        const string after = "snapshots: { after_setup: development }\nsetup: { generate: { preset: few } }\n";
        harness.Project.Settings(after);
        Assert.Null((await harness.SetupAsync(Without)).NewSnapshot);
        Assert.NotNull((await harness.SetupAsync()).NewSnapshot);
        harness.Project.Settings(after.Replace("preset: few", "random_seed: 2"))
            .Migration("3_more", "CREATE TABLE more (id integer);");
        SetupResult different = await harness.SetupAsync();
        Assert.True(different.DidAnything);
        Assert.Null(different.NewSnapshot);
    }

    [Fact]
    public async Task Staging_asks_and_production_is_set_up_without_it()
    {
        await using WorkflowHarness staging = await GenerationScene.CreateAsync(fixture);
        FurrowException refused = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => staging.SetupAsync(new SetupOptions { Environment = "staging" }));
        Assert.Contains("generate", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--yes", refused.Hint, StringComparison.Ordinal);
        SetupOptions agreed = new() { Environment = "staging", Yes = true };
        Assert.NotNull((await staging.SetupAsync(agreed)).Generated);

        await using WorkflowHarness spared = await GenerationScene.CreateAsync(fixture);
        Assert.True((await spared.SetupAsync(Without with { Environment = "staging" })).DidAnything);
        Assert.Equal("1 0", await spared.CountsAsync());
    }

    [Theory]
    [InlineData("production", "")]
    [InlineData("live", "environments: { live: { folders: [base], like: production } }\n")]
    [InlineData("other", "environments: { other: { folders: [base] } }\n")]
    public async Task What_is_judged_as_production_never_gets_generated_rows(string environment, string settings)
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        harness.Project.Settings($"name: club\n{settings}setup: {{ generate: {{ preset: few }} }}\n");
        SetupResult result = await harness.SetupAsync(new SetupOptions { Environment = environment, Yes = true });
        Assert.Equal((GenerationState.Refused, null), (result.Generation!.State, result.Generated));
        Assert.Equal("1 0", await harness.CountsAsync());
        Assert.Contains("`generate` never runs in production", result.Generation.Reason, StringComparison.Ordinal);
        Assert.Contains(
            harness.Events.All.OfType<WarningRaised>(),
            warning => warning.Message.Contains("never runs in production", StringComparison.Ordinal));
        Assert.Equal(GenerationState.Refused, (await harness.PlanAsync(environment)).Generation!.State);
    }

    [Fact]
    public async Task A_setup_that_ends_between_seeds_and_rows_goes_on_where_it_was()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        using CancellationTokenSource stop = new();
        harness.Events.On = told =>
        {
            if (told is TransactionBegun { Work: "generate" })
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => harness.RunAsync(project => project.SetupAsync(new SetupOptions(), stop.Token)));
        harness.Events.On = null;
        Assert.Equal("1 0", await harness.CountsAsync());
        SetupResult rest = await harness.SetupAsync();
        Assert.Equal((0, false, 8L), (rest.Migrations.Applied.Length, rest.Seeds.DidAnything, rest.Generated!.Rows));
        Assert.Equal(Members, await harness.RowsAsync("SELECT id, name FROM members ORDER BY id"));
    }

    [Theory]
    [InlineData("preset: many", "no preset 'many'")]
    [InlineData("scenario: clubs", "club")]
    [InlineData("parameters: { members: x }", "--members is 'x'")]
    [InlineData("as_of: someday", "someday")]
    public async Task What_cannot_be_followed_is_told_before_anything_is_done(string settings, string found)
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture, settings);
        FurrowException error = await WorkflowHarness.FailsAsync(ErrorCode.ConfigInvalid, () => harness.SetupAsync());
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Equal("furrow.yaml", error.File);
        Assert.NotEmpty(error.Hint!);
        Assert.Empty((await harness.StatusAsync()).Tables);
        Assert.True((await harness.SetupAsync(Without)).DidAnything);
    }

    [Fact]
    public async Task Plan_says_what_will_be_generated_and_how_many_rows_once_that_can_be_known()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        GenerationStanding fresh = (await harness.PlanAsync()).Generation!;
        Assert.Equal(("club few", GenerationState.Pending, "new"), (fresh.Title, fresh.State, fresh.Reason));
        Assert.Null(fresh.Forecast!.Rows);
        await harness.MigrateAsync();
        GenerationStanding migrated = (await harness.PlanAsync()).Generation!;
        Assert.Equal(
            ["members 2", "visits 6"],
            migrated.Forecast!.Tables.Select(table => $"{table.Table.Name} {table.Rows}"));
        await harness.SetupAsync();
        PlanResult done = await harness.PlanAsync();
        Assert.Equal((false, GenerationState.Made), (done.Generates, done.Generation!.State));
    }

    private static void Copy(WorkflowHarness from, WorkflowHarness to)
    {
        Directory.CreateDirectory(to.SnapshotFolder());
        foreach (string file in from.SnapshotFiles())
        {
            File.Copy(Path.Combine(from.SnapshotFolder(), file), Path.Combine(to.SnapshotFolder(), file));
        }
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(8);
    }
}
