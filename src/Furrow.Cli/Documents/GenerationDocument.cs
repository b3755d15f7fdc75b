using System.Globalization;
using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Scenarios;
using Furrow.Workflows;
using Furrow.Workflows.Generating;

namespace Furrow.Cli.Documents;

/// <summary>What is generated, in the documents of other commands than <c>generate</c>.</summary>
internal static class GenerationDocument
{
    /// <summary>The field <c>generate</c> of <c>plan</c>: null where there is nothing to do or to say.</summary>
    public static void Plan(Utf8JsonWriter json, GenerationStanding? standing, TableNames names)
    {
        if (standing is null or { State: GenerationState.Made })
        {
            json.WriteNull("generate");
            return;
        }

        json.WriteStartObject("generate");
        WriteStanding(json, standing);
        json.WriteString("hint", standing.Hint);
        if (standing.Forecast is { } forecast)
        {
            WriteForecast(json, forecast, names);
        }
        else
        {
            WriteForecast(json, RowForecast.Without("nothing is to be generated"), names);
        }

        json.WriteEndObject();
    }

    /// <summary>The field <c>generate</c> of <c>setup</c>: null where nothing is wanted.</summary>
    public static void Setup(Utf8JsonWriter json, SetupResult result, TableNames names)
    {
        if (result.Generation is not { } standing)
        {
            json.WriteNull("generate");
            return;
        }

        json.WriteStartObject("generate");
        WriteStanding(json, standing);
        json.WriteString("result", result.Generated is null ? "skipped" : "generated");
        json.WriteObjects("tables", result.Generated?.Tables ?? [], table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("rows", table.Rows);
            json.WriteNumber("durationMs", table.DurationMs);
        });
        json.WriteNumber("rows", result.Generated?.Rows ?? 0);
        json.WriteEndObject();
    }

    /// <summary>The field <c>scenarios</c> of <c>list</c>.</summary>
    public static void List(Utf8JsonWriter json, IEnumerable<ListedScenario> scenarios, TableNames names) =>
        json.WriteObjects("scenarios", scenarios, listed =>
        {
            json.WriteString("name", listed.Scenario.Name);
            json.WriteString("description", listed.Scenario.Description);
            json.WriteObjects("parameters", listed.Scenario.Parameters, parameter =>
            {
                json.WriteString("name", parameter.Name);
                json.WriteString("default", parameter.Default);
                json.WriteString("expected", parameter.Expected);
                json.WriteString("help", parameter.Help);
            });
            json.WriteObjects("presets", listed.Presets, preset =>
            {
                json.WriteString("name", preset.Name);
                json.WriteString("description", preset.Description);
                WriteForecast(json, preset.Forecast, names);
                json.WriteNumber("runs", preset.Runs);
                json.WriteNumberOrNull("lastMs", preset.LastMs);
                json.WriteNumberOrNull("medianMs", preset.MedianMs);
                json.WriteNumberOrNull("estimatedMs", preset.EstimatedMs);
                json.WriteString("estimatedBy", preset.EstimatedBy switch
                {
                    EstimateSource.Runs => "runs",
                    EstimateSource.Rate => "rate",
                    _ => null,
                });
            });
        });

    private static void WriteStanding(Utf8JsonWriter json, GenerationStanding standing)
    {
        json.WriteString("scenario", standing.Scenario);
        json.WriteString("preset", standing.Preset);
        json.WriteNumberOrNull("randomSeed", standing.Inputs?.RandomSeed);
        json.WriteString("asOf", standing.Inputs?.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("state", standing.State switch
        {
            GenerationState.Pending => "pending",
            GenerationState.Made => "made",
            GenerationState.Different => "different",
            GenerationState.Refused => "refused",
            _ => throw new ArgumentOutOfRangeException(nameof(standing), standing.State, "not a state"),
        });
        json.WriteString("reason", standing.Reason);
    }

    private static void WriteForecast(Utf8JsonWriter json, RowForecast forecast, TableNames names)
    {
        json.WriteNumberOrNull("rows", forecast.Rows);
        json.WriteObjects("tables", forecast.Tables, table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("rows", table.Rows);
        });
        json.WriteString("rowsUnknown", forecast.Unknown);
    }
}
