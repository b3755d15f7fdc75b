using System.Text.Json;
using Furrow.Seeds.Checking;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>seed-check</c>.</summary>
internal static class SeedCheckDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, SeedCheckResult result)
    {
        json.WriteString("environment", result.Environment);
        json.WriteString("database", result.Database);
        json.WriteBoolean("valid", !result.IsInvalid);
        json.WriteNumber("seeds", result.SeedCount);
        json.WriteNumber("seedsHere", result.EnvironmentSeedCount);
        json.WriteNumber("pendingMigrations", result.PendingMigrations);
        json.WriteObjects("findings", result.Findings, finding =>
        {
            json.WriteString("kind", finding.Kind.Word());
            json.WriteString("seed", finding.Seed);
            json.WriteString("message", finding.Message);
            json.WriteString("file", finding.File);
            json.WriteNumberOrNull("line", finding.Line);
            json.WriteNumberOrNull("column", finding.Column);
            json.WriteString("hint", finding.Hint);
        });
    }
}
