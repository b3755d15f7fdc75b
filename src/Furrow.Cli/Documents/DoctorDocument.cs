using System.Text.Json;
using Furrow.Providers;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>doctor</c>.</summary>
internal static class DoctorDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, DoctorResult result)
    {
        json.WriteBoolean("healthy", result.IsHealthy);
        json.WriteObjects("checks", result.Checks, check =>
        {
            json.WriteString("name", check.Name);
            json.WriteString("level", Word(check.Level));
            json.WriteString("found", check.Found);
            json.WriteString("remedy", check.Remedy);
        });
    }

    private static string Word(HealthLevel level) => level switch
    {
        HealthLevel.Ok => "ok",
        HealthLevel.Warning => "warning",
        HealthLevel.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "not a level"),
    };
}
