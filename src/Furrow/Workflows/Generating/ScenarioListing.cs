using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Generating;

/// <summary>The scenarios of a project for <c>list</c>, with what the database knows of them.</summary>
internal sealed class ScenarioListing
{
    // A list is to be read now: ordinary scenarios take milliseconds, and only very large ones end here.
    private static readonly TimeSpan CountingTimeMax = TimeSpan.FromSeconds(10);

    private readonly ProjectContext _project;

    private ScenarioListing(ProjectContext project, ImmutableArray<ListedScenario> listed) =>
        (_project, Listed) = (project, listed);

    /// <summary>Every scenario, by name.</summary>
    public ImmutableArray<ListedScenario> Listed { get; private set; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: a file cannot be read.</exception>
    public static async Task<ScenarioListing> ReadAsync(ProjectContext project, CancellationToken cancellationToken)
    {
        RowForecast unknown = RowForecast.Without("there is no database yet");
        return new ScenarioListing(
            project,
            [
                .. (await ScenarioFolder.ReadAsync(
                    project.Configuration, project.ScenarioSurroundings(), cancellationToken))
                    .Select(scenario => new ListedScenario(
                        scenario,
                        [
                            new ListedPreset(ScenarioChoice.Custom, "the defaults", unknown),
                            .. scenario.Presets.Select(
                                preset => new ListedPreset(preset.Name, preset.Description, unknown)),
                        ])),
            ]);
    }

    /// <summary>Adds what a database knows: how many rows it would be in it, and how long that took before.</summary>
    public async Task LookAsync(ISession session, StateStore state, CancellationToken cancellationToken)
    {
        if (Listed.IsEmpty)
        {
            return;
        }

        IReadOnlyList<PastGeneration> runs = await new PastGenerations(state).ReadAsync(cancellationToken);
        RowCounting counting = new(
            session, _project.Provider, await session.ReadSchemaAsync(cancellationToken));
        using CancellationTokenSource limit = new(CountingTimeMax, _project.Clock);
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        List<ListedScenario> scenarios = [];
        foreach (ListedScenario listed in Listed)
        {
            List<ListedPreset> presets = [];
            foreach (ListedPreset preset in listed.Presets)
            {
                GenerationInputs inputs = InputsOf(listed.Scenario, preset.Name);
                presets.Add(Measured(preset, inputs, runs) with
                {
                    Forecast = await CountAsync(counting, inputs, stop.Token, cancellationToken),
                });
            }

            scenarios.Add(listed with { Presets = [.. presets] });
        }

        Listed = [.. scenarios];
    }

    private static async Task<RowForecast> CountAsync(
        RowCounting counting, GenerationInputs inputs, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            limit.ThrowIfCancellationRequested();
            return await counting.CountAsync(inputs, rowCount: null, limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RowForecast.Without("counting takes long; furrow generate --dry-run does it");
        }
    }

    private GenerationInputs InputsOf(Scenario scenario, string preset) => new(
        ScenarioChoice.Make(
            [scenario], scenario.Name, new ScenarioRequest { Scenario = scenario.Name, Preset = preset }),
        scenario.RandomSeed,
        AsOfText.Resolve(
            scenario.AsOf ?? "today", DateOnly.FromDateTime(_project.Clock.GetUtcNow().UtcDateTime))!.Value);

    // Runs of the same rows: another file or other parameters would take another time.
    private static ListedPreset Measured(
        ListedPreset preset, GenerationInputs inputs, IReadOnlyList<PastGeneration> runs)
    {
        PastGeneration[] same =
        [
            .. runs.Where(run => run.Record.Scenario == inputs.Choice.Scenario.Name
                && run.Record.Checksum == inputs.Choice.Scenario.Checksum
                && run.Record.Parameters.SequenceEqual(inputs.Choice.Parameters)),
        ];
        long[] durations = [.. same.Select(run => run.DurationMs).Order()];
        return same.Length == 0 ? preset : preset with
        {
            Runs = same.Length,
            LastMs = same[^1].DurationMs,
            MedianMs = (durations[(durations.Length - 1) / 2] + durations[durations.Length / 2]) / 2,
        };
    }
}
