using Furrow.Data.Cells;
using Furrow.Scenarios;
using Furrow.Schema;
using Furrow.Workflows;
using Furrow.Workflows.Generating;

namespace Furrow.Cli.Tests;

/// <summary>What other commands than <c>generate</c> say of generated rows.</summary>
internal static class SetupGenerationSamples
{
    private static readonly RowForecast Forecast = new(
        [
            new ForecastTable(new ObjectName("main", "users"), 1_501),
            new ForecastTable(new ObjectName("main", "予約"), 1_234_567),
        ],
        Unknown: null);

    private static readonly Scenario Studio = new()
    {
        Name = "studio",
        File = "scenarios/studio.yaml",
        Description = "A pilates studio with its classes, bookings and payments",
        Checksum = "",
        Parameters =
        [
            new() { Name = "students", Kind = CellKind.Integer, Default = "5", Min = "0", Help = "Students to create" },
            new() { Name = "booking_rate", Kind = CellKind.Decimal, Default = "0.6", Min = "0", Max = "1" },
            new() { Name = "word", Kind = CellKind.Text, Default = "two words" },
            new() { Name = "social", Kind = CellKind.Boolean, Default = "false" },
        ],
    };

    public static GenerationStanding Pending { get; } = new("studio", GenerationState.Pending, "new")
    {
        Preset = "heavy",
        Inputs = new GenerationInputs(
            new ScenarioChoice(Studio, null, GenerationSamples.Generated.Parameters), 7, new DateOnly(2026, 1, 5)),
        Forecast = Forecast,
    };

    public static GenerationStanding Different { get; } = Pending with
    {
        State = GenerationState.Different,
        Reason = "the rows that are there were generated otherwise: students was 3 and is 5",
        Hint = "They are left as they are. `furrow generate heavy --scenario studio --clear-first` begins anew.",
        Forecast = null,
    };

    public static SetupResult Setup { get; } = Samples.Setup with
    {
        Generation = Pending with { State = GenerationState.Made, Reason = "it was generated", Forecast = null },
        Generated = GenerationSamples.Generated,
    };

    public static PlanResult Plan { get; } = Samples.PlanFresh with { Generation = Pending };

    public static ListResult List { get; } = Samples.List with
    {
        Scenarios =
        [
            new ListedScenario(
                Studio,
                [
                    new ListedPreset("custom", "the defaults", Forecast),
                    new ListedPreset("heavy", "For looking at the reports of a year", Forecast)
                    {
                        Runs = 3,
                        LastMs = 61_000,
                        MedianMs = 59_500,
                    },
                    new ListedPreset("huge", "", RowForecast.Without("counting takes long")),
                ]),
            new ListedScenario(
                Studio with { Name = "予約", Description = "", Parameters = [] },
                [new ListedPreset("custom", "the defaults", RowForecast.Without("there is no table 'classes'"))]),
        ],
    };
}
