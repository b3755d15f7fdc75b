using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>list</c>.</summary>
internal static class ListDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, ListResult list, TableNames names)
    {
        json.WriteString("environment", list.Environment);
        json.WriteObjects("migrations", list.Migrations, migration =>
        {
            json.WriteString("version", migration.Version);
            json.WriteString("name", migration.Name);
            json.WriteString("state", HalfDoneWords.Listed(migration));
            json.WriteTime("appliedAt", migration.AppliedAt);
            json.WriteNumberOrNull("durationMs", migration.DurationMs);
        });
        json.WriteObjects("seeds", list.Seeds, listed => WriteSeed(json, listed));
        GenerationDocument.List(json, list.Scenarios, names);
        SnapshotDocument.List(json, list.Snapshots);
    }

    private static void WriteSeed(Utf8JsonWriter json, ListedSeed listed)
    {
        SeedFile seed = listed.Seed;
        json.WriteString("name", seed.Name);
        json.WriteString("version", seed.Version);
        json.WriteString("kind", seed.Kind.Word());
        json.WriteString("policy", seed.Policy.Word());
        json.WriteString("description", seed.Description);
        json.WriteStrings("depends", seed.Depends);
        json.WriteStrings("requires", seed.Requires);
        json.WriteStrings("tables", seed.Tables);
        json.WriteBoolean("volatile", seed.IsVolatile);
        json.WriteString("state", listed.State);
        json.WriteTime("appliedAt", listed.LastAppliedAt);
        json.WriteNumberOrNull("durationMs", listed.LastDurationMs);
        json.WriteNumberOrNull("estimatedMs", listed.EstimatedMs);
        WriteMetrics(json, listed.Metrics);
    }

    private static void WriteMetrics(Utf8JsonWriter json, SeedMetrics? metrics)
    {
        if (metrics is null)
        {
            json.WriteNull("metrics");
            return;
        }

        json.WriteStartObject("metrics");
        json.WriteNumber("runs", metrics.Runs);
        json.WriteNumber("failures", metrics.Failures);
        json.WriteNumberOrNull("lastMs", metrics.LastMs);
        json.WriteNumberOrNull("medianMs", metrics.MedianMs);
        json.WriteNumber("successRate", Math.Round(metrics.SuccessRate, 3));
        json.WriteNumberOrNull("rows", metrics.Rows);
        json.WriteEndObject();
    }
}
