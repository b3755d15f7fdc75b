using System.Globalization;
using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Scenarios;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>generate</c>.</summary>
internal static class GenerateDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, GenerateResult result, TableNames names, string? report = null)
    {
        json.WriteString("scenario", result.Scenario);
        json.WriteString("preset", result.Preset);
        json.WriteNumber("randomSeed", result.RandomSeed);
        json.WriteString("asOf", result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in result.Parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteBoolean("dryRun", result.IsDryRun);
        json.WriteString("directory", result.Directory);
        json.WriteString("report", report);
        WritePart(json, result.Part);
        json.WriteObjects("tables", result.Tables, table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("rows", table.Rows);
            json.WriteNumber("durationMs", table.DurationMs);
            json.WriteNumber("bytes", table.ByteCount);
            if (result.IsDryRun)
            {
                json.WriteObjects("firstRows", table.FirstRows, row =>
                {
                    for (int column = 0; column < row.Length; column++)
                    {
                        json.WriteString(table.Columns[column], row[column]);
                    }
                });
            }
        });
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("rowsPerSecond", result.RowsPerSecond);
        json.WriteNumber("bytes", result.ByteCount);
        json.WriteNumber("planBytes", result.PlanByteCount);
    }

    private static void WritePart(Utf8JsonWriter json, RunPart? part)
    {
        if (part is null)
        {
            json.WriteNull("run");
            return;
        }

        json.WriteStartObject("run");
        json.WriteString("step", part.Step.ToString().ToLowerInvariant());
        json.WriteString("shard", part.Shard?.ToString());
        json.WriteBoolean("repeated", part.IsRepeated);
        json.WriteEndObject();
    }
}
