using System.Text.Json;
using Furrow.Transfer.Importing;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>import</c>.</summary>
internal static class ImportDocument
{
    /// <summary>The document's fields.</summary>
    public static void Write(Utf8JsonWriter json, ImportResult result)
    {
        json.WriteObjects("tables", result.Tables, table =>
        {
            json.WriteString("schema", table.Table.Schema);
            json.WriteString("name", table.Table.Name);
            json.WriteNumber("rows", table.Rows);
        });
        json.WriteNumber("rows", result.Rows);
        json.WriteNumber("pendingMigrations", result.PendingMigrations);
        json.WriteNumber("pendingSeeds", result.PendingSeeds);
    }
}
