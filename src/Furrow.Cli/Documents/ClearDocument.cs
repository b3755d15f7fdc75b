using System.Text.Json;
using Furrow.Clearing;
using Furrow.Cli.Rendering;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>clear</c> and <c>reset</c>.</summary>
internal static class ClearDocument
{
    /// <summary>The fields of <c>clear</c>.</summary>
    public static void Write(Utf8JsonWriter json, ClearResult result, TableNames names)
    {
        json.WriteObjects("tables", result.Tables, table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("rows", table.Rows);
        });
        json.WriteStartArray("pendingSeeds");
        foreach (string seed in result.Seeds)
        {
            json.WriteStringValue(seed);
        }

        json.WriteEndArray();
    }

    /// <summary>The fields of <c>reset</c>.</summary>
    public static void Reset(Utf8JsonWriter json, ResetResult result, TableNames names)
    {
        json.WriteObjects("dropped", result.Dropped, dropped =>
        {
            json.WriteString("kind", dropped.Kind);
            json.WriteString("name", dropped.Name);
        });
        json.WriteStartObject("migrations");
        AppliedDocument.Migrate(json, result.Migrations, names);
        json.WriteEndObject();
        AppliedDocument.Seed(json, result.Seeds ?? new([]), names);
        StatusDocument.WriteTables(json, result.Tables);
    }
}
