using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Seeds;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>seed --dry-run</c>.</summary>
internal static class SeedPreviewDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, SeedResult result, TableNames names)
    {
        json.WriteBoolean("dryRun", true);
        json.WriteObjects("seeds", result.Seeds, seed =>
        {
            json.WriteString("name", seed.Name);
            json.WriteString("result", Word(seed.Outcome));
            json.WriteNumber("durationMs", seed.DurationMs);
            AppliedDocument.WriteChanges(json, seed.Tables, names);
            json.WriteObjects("sequences", seed.Sequences, move =>
            {
                json.WriteString("name", names.Name(move.Sequence));
                json.WriteNumberOrNull("from", move.From);
                json.WriteNumberOrNull("to", move.To);
            });
        });
    }

    private static string Word(SeedOutcome outcome) => outcome switch
    {
        SeedOutcome.Applied => "would-apply",
        SeedOutcome.Upgraded => "would-upgrade",
        SeedOutcome.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };
}
