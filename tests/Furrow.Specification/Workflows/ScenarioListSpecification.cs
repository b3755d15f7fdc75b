using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Workflows;
using Furrow.Workflows.Generating;

namespace Furrow.Specification.Workflows;

/// <summary>What <c>list</c> says of scenarios: how many rows each preset makes here, and how long it takes.</summary>
public abstract class ScenarioListSpecification<TFixture>(TFixture fixture) : IClassFixture<TFixture>
    where TFixture : class, IWorkflowFixture
{
    private static CancellationToken Token => WorkflowHarness.Token;

    [Fact]
    public async Task Without_tables_it_says_so_and_invents_nothing()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        ListedScenario listed = Assert.Single((await ListAsync(harness)).Scenarios);
        Assert.Equal(("club", "A club"), (listed.Scenario.Name, listed.Scenario.Description));
        Assert.Equal(["custom", "few"], listed.Presets.Select(preset => preset.Name));
        Assert.All(listed.Presets, preset =>
        {
            Assert.Equal((null, null, null), (preset.Forecast.Rows, preset.EstimatedMs, preset.EstimatedBy));
            Assert.Contains("yet", preset.Forecast.Unknown, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Rows_are_counted_and_time_is_estimated_by_a_rate_until_it_ran()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture, "parameters: { members: 9 }");
        await harness.MigrateAsync();
        ListedPreset[] presets = await PresetsAsync(harness);
        Assert.Equal([16L, 8L], presets.Select(preset => preset.Forecast.Rows!.Value));
        Assert.All(presets, preset => Assert.Equal((EstimateSource.Rate, 0), (preset.EstimatedBy, preset.Runs)));
        Assert.Equal(100, presets[0].EstimatedMs);

        await GenerateAsync(harness, "few");
        await GenerateAsync(harness, "few");
        presets = await PresetsAsync(harness);
        Assert.Equal((EstimateSource.Rate, 0), (presets[0].EstimatedBy, presets[0].Runs));
        Assert.Equal((EstimateSource.Runs, 2), (presets[1].EstimatedBy, presets[1].Runs));
        Assert.Equal(presets[1].MedianMs, presets[1].EstimatedMs);
        Assert.NotNull(presets[1].LastMs);

        // What took so long was something else.
        harness.Project.Write("scenarios/club.yaml", GenerationScene.Scenario.Replace("count: 3", "count: 1"));
        presets = await PresetsAsync(harness);
        Assert.Equal((EstimateSource.Rate, 4L), (presets[1].EstimatedBy, presets[1].Forecast.Rows));
    }

    [Fact]
    public async Task What_does_not_fit_the_tables_is_the_reason_and_no_error()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        harness.Project.Write("scenarios/club.yaml", GenerationScene.Scenario.Replace("visits:", "visit:"));
        await harness.MigrateAsync();
        Assert.All(await PresetsAsync(harness), preset =>
            Assert.Contains("visit", preset.Forecast.Unknown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scenario_that_is_no_text_is_named_with_what_to_do()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        await File.WriteAllBytesAsync(
            Path.Combine(harness.Project.Path, "scenarios", "club.yaml"), [0x61, 0x0a, 0xff, 0x80]);
        await harness.MigrateAsync();
        FurrowException told = await WorkflowHarness.FailsAsync(
            ErrorCode.ScenarioInvalid, () => PresetsAsync(harness));
        Assert.Equal("The file cannot be read: line 2 is not UTF-8.", told.Message);
        Assert.Equal("scenarios/club.yaml", told.File);
        Assert.Equal("Save it as UTF-8, or move it away.", told.Hint);
    }

    [Fact]
    public async Task Rows_of_tables_outside_of_the_scenario_count()
    {
        await using WorkflowHarness harness = await GenerationScene.CreateAsync(fixture);
        harness.Project.Write("scenarios/club.yaml", """
            tables:
              visits: { per: members, count: 2, columns: { note: x } }
            """);
        await harness.SetupAsync(new SetupOptions { NoGenerate = true });
        Assert.Equal(2, (await PresetsAsync(harness)).Single().Forecast.Rows);
    }

    private static Task<GenerateResult> GenerateAsync(WorkflowHarness harness, string preset) => harness.RunAsync(
        project => project.GenerateAsync(new GenerateOptions { Request = new() { Preset = preset } }, Token));

    private static Task<ListResult> ListAsync(WorkflowHarness harness) =>
        harness.RunAsync(project => project.ListAsync(new QueryOptions(), Token));

    private static async Task<ListedPreset[]> PresetsAsync(WorkflowHarness harness) =>
        [.. Assert.Single((await ListAsync(harness)).Scenarios).Presets];
}
