using System.Text.Json;
using Furrow.Transfer;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>export</c>.</summary>
internal static class ExportDocument
{
    /// <summary>The document's fields.</summary>
    public static void Write(Utf8JsonWriter json, ExportResult result)
    {
        json.WriteString("format", result.Format.ToString().ToLowerInvariant());
        json.WriteString("directory", result.Directory);
        json.WriteObjects("files", result.Files.Files, file =>
        {
            json.WriteString("name", file.Name);
            json.WriteNumber("sizeBytes", file.SizeBytes);
        });
        json.WriteStrings("removed", result.Files.Removed);
        json.WriteObjects("tables", result.Tables, table =>
        {
            json.WriteString("schema", table.Table.Schema);
            json.WriteString("name", table.Table.Name);
            json.WriteNumber("rows", table.Rows);
        });
        json.WriteNumber("rows", result.Rows);
        json.WriteObjects("sensitive", result.Sensitive, column =>
        {
            json.WriteString("schema", column.Table.Schema);
            json.WriteString("table", column.Table.Name);
            json.WriteString("column", column.Column);
            json.WriteString("treatment", column.Outcome.ToString().ToLowerInvariant());
            json.WriteString("generator", column.Generator);
        });
    }
}
