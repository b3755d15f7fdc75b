using System.Text.Json;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>baseline</c> and <c>repair</c>.</summary>
internal static class MigrationDocuments
{
    /// <summary>The fields of <c>baseline</c>.</summary>
    public static void Baseline(Utf8JsonWriter json, BaselineResult result) =>
        json.WriteObjects("recorded", result.Recorded, file =>
        {
            json.WriteString("version", file.Version.Text);
            json.WriteString("name", file.Name);
        });

    /// <summary>The fields of <c>repair</c>.</summary>
    public static void Repair(Utf8JsonWriter json, RepairResult result)
    {
        json.WriteString("version", result.Version);
        json.WriteString("name", result.Name);
        json.WriteString("direction", HalfDoneWords.Direction(result.Direction));
        json.WriteNumberOrNull("resumeAt", result.ResumeAt);
    }
}
