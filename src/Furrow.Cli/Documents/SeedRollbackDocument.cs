using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Seeds.Rollback;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>seed-rollback</c>.</summary>
internal static class SeedRollbackDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, SeedRollbackResult result, TableNames names) =>
        json.WriteObjects("seeds", result.Seeds, seed =>
        {
            json.WriteString("name", seed.Name);
            json.WriteString("result", "rolled-back");
            json.WriteNumber("durationMs", seed.DurationMs);
            AppliedDocument.WriteChanges(json, seed.Tables, names);
        });
}
