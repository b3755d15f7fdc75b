using Furrow.Cli.Rendering;
using Furrow.Data.Cells;
using Furrow.Scenarios;
using Furrow.Workflows.Generating;

namespace Furrow.Cli.Views;

/// <summary>Scenarios: what there are, and what <c>setup</c> makes of the one in furrow.yaml.</summary>
internal static class ScenarioView
{
    /// <summary>Adds all scenarios with their presets; nothing where there is none.</summary>
    public static void Add(PageBuilder page, IReadOnlyList<ListedScenario> scenarios)
    {
        if (scenarios.Count == 0)
        {
            return;
        }

        page.Heading("Scenarios", Words.Number(scenarios.Count)).Add(new Table
        {
            HasHeader = true,
            TitleColumns = 2,
            Columns =
            [
                new("scenario"), new("preset"), new("rows", IsRight: true), new("takes about", IsRight: true),
                new("by"), new("description", Wraps: true, WidthMin: 32),
            ],
            Rows =
            [
                .. scenarios.SelectMany(listed => (IEnumerable<Row>)
                [
                    Row.Of(listed.Scenario.Name, "", "", "", "", listed.Scenario.Description),
                    .. listed.Presets.Select(preset => Row.Of(
                        "",
                        preset.Name,
                        preset.Forecast.Rows is { } rows ? Words.Number(rows) : "",
                        MetricsView.Took(preset.EstimatedMs),
                        new Piece(By(preset), Tone.Muted),
                        preset.Description)),
                ]),
            ],
        });
        AddUnknown(page, scenarios);
        foreach (Scenario scenario in scenarios.Select(listed => listed.Scenario)
            .Where(scenario => !scenario.Parameters.IsEmpty))
        {
            page.Line(
                Phrase.Of(
                    new($"{scenario.Name} takes ", Tone.Muted), string.Join(' ', scenario.Parameters.Select(Option))),
                indent: 2,
                hang: 2);
        }
    }

    /// <summary>Adds what <c>setup</c> would generate, or why it would not; nothing where it is there.</summary>
    public static void AddPlanned(PageBuilder page, GenerationStanding? standing, TableNames names)
    {
        if (standing is null or { State: GenerationState.Made })
        {
            return;
        }

        if (standing.State != GenerationState.Pending)
        {
            page.Heading("Not to generate", standing.Title)
                .Line(new Piece($"{standing.Reason}.", Tone.Warning), indent: 2, hang: 2);
            if (standing.Hint is { } hint) page.Line(new Piece(hint, Tone.Muted), indent: 2, hang: 2);
            return;
        }

        page.Heading("Rows to generate", $"{standing.Title}: {standing.Reason}");
        if (standing.Forecast is { Unknown: { } why })
        {
            page.Line($"how many is not known yet: {why}", indent: 2, hang: 2);
            return;
        }

        page.Add(new Table
        {
            Columns = [new("name", Wraps: true), new("rows", IsRight: true)],
            Rows =
            [
                .. standing.Forecast!.Tables.Select(
                    table => Row.Of(names.Name(table.Table), Words.Number(table.Rows))),
            ],
        });
    }

    /// <summary>Adds what <c>setup</c> generated.</summary>
    public static void AddGenerated(PageBuilder page, GenerateResult generated, TableNames names) =>
        page.Heading("Generated", SetupTitle(generated)).Add(new Table
        {
            Columns =
            [
                new(""), new("name", Wraps: true), new("rows", IsRight: true), new("took", IsRight: true),
            ],
            TitleColumns = 2,
            Rows =
            [
                .. generated.Tables.Select(table => Row.Of(
                    new Piece("✓", Tone.Good),
                    names.Name(table.Table),
                    Words.Number(table.Rows),
                    new Piece(Words.Duration(table.DurationMs), Tone.Muted))),
            ],
        });

    /// <summary>The end of a sentence that says what is there: <c>, and studio light is generated</c>.</summary>
    public static string Made(GenerationStanding? standing) =>
        standing is { State: GenerationState.Made } ? $", and {standing.Title} is generated" : "";

    private static string SetupTitle(GenerateResult generated) =>
        generated.Preset is null ? generated.Scenario : $"{generated.Scenario} {generated.Preset}";

    private static string By(ListedPreset preset) => preset.EstimatedBy switch
    {
        EstimateSource.Runs => Words.Count(preset.Runs, "run"),
        EstimateSource.Rate => $"{Words.Number(ListedPreset.RowsPerSecond)} rows/s",
        _ => "",
    };

    private static void AddUnknown(PageBuilder page, IReadOnlyList<ListedScenario> scenarios)
    {
        (string Name, string? Why)[] all =
        [
            .. scenarios.SelectMany(listed => listed.Presets.Select(
                preset => ($"{listed.Scenario.Name} {preset.Name}", preset.Forecast.Unknown))),
        ];
        foreach (IGrouping<string, string> unknown in all.Where(preset => preset.Why is not null)
            .GroupBy(preset => preset.Why!, preset => preset.Name, StringComparer.Ordinal))
        {
            string which = unknown.Count() == all.Length ? "" : $" of {Words.And([.. unknown])}";
            page.Line(
                new Piece($"How many rows{which} is not known: {unknown.Key}.", Tone.Muted), indent: 2, hang: 2);
        }
    }

    private static string Option(ScenarioParameter parameter) => parameter.Kind != CellKind.Boolean
        ? $"{parameter.OptionName} {ShellText.Quote(parameter.Default)}"
        : parameter.Default == "true" ? parameter.OptionName
        : $"--no-{parameter.OptionName[2..]}";
}
