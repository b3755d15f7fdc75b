using System.Text.Json;
using Furrow.Integrity;
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
        if (result.Data is { } data)
        {
            WriteData(json, data);
        }
        else
        {
            json.WriteNull("data");
        }
    }

    private static void WriteData(Utf8JsonWriter json, DataReport data)
    {
        json.WriteStartObject("data");
        json.WriteNumber("tables", data.TableCount);
        json.WriteObjects("findings", data.Findings, finding =>
        {
            json.WriteString("kind", Word(finding.Kind));
            json.WriteString("schema", finding.Subject?.Schema);
            json.WriteString("table", finding.Subject?.Name);
            json.WriteString("name", finding.Name);
            json.WriteNumberOrNull("rows", finding.Rows);
            json.WriteBoolean("validated", finding.IsValidated);
            json.WriteString("found", finding.Found);
            json.WriteString("remedy", finding.Remedy);
            json.WriteString("query", finding.Query);
        });
        json.WriteEndObject();
    }

    private static string Word(DataFindingKind kind) => kind switch
    {
        DataFindingKind.ForeignKey => "foreign-key",
        DataFindingKind.Check => "check",
        DataFindingKind.NotNull => "not-null",
        DataFindingKind.Unique => "unique",
        DataFindingKind.Sequence => "sequence",
        DataFindingKind.Unvalidated => "unvalidated",
        DataFindingKind.Index => "index",
        DataFindingKind.Damage => "damage",
        DataFindingKind.Unreadable => "unreadable",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of finding"),
    };

    private static string Word(HealthLevel level) => level switch
    {
        HealthLevel.Ok => "ok",
        HealthLevel.Warning => "warning",
        HealthLevel.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "not a level"),
    };
}
