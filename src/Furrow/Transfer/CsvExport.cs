using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Data;
using Furrow.Providers;

namespace Furrow.Transfer;

/// <summary>Writes a file for each table, and a manifest that says what they are.</summary>
internal sealed class CsvExport(ExportScene scene)
{
    public const string ManifestFile = "manifest.json";

    public async Task<ImmutableArray<TableRowCount>> RunAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<string> names = CsvFileNames.Of([.. scene.Plan.Rows.Select(rows => rows.Table.Name)]);
        List<WrittenTable> written = [];
        foreach ((RowSelection rows, string name) in scene.Plan.Rows.Zip(names))
        {
            scene.Label = $"export of {rows.Table.Name}";
            ExportFile file = scene.Folder.Add(name, hasChecksum: true);
            long count = await WriteAsync(rows, file, cancellationToken);
            scene.Done(rows, count);
            written.Add(new WrittenTable(rows, file, count));
        }

        ImmutableArray<SequenceValue> numbering = await scene.Transfer.ReadNumberingAsync(
            scene.Plan.IsWhole ? null : scene.Plan.Tables, cancellationToken);
        await using FileBlocks blocks = scene.Write(scene.Folder.Add(ManifestFile));
        await blocks.WriteTextAsync(Manifest(written, numbering), cancellationToken);
        await blocks.FlushAsync(cancellationToken);
        return [.. written.Select(table => new TableRowCount(table.Rows.Table.Name, table.Count))];
    }

    /// <summary>The files of the export that lies in a folder; none without a manifest that can be read.</summary>
    public static ImmutableArray<string> ReadFileNames(string directory)
    {
        try
        {
            using JsonDocument manifest =
                JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, ManifestFile)));
            return
            [
                .. manifest.RootElement.GetProperty("tables").EnumerateArray()
                    .Select(table => table.GetProperty("file").GetString()!)
                    .Where(name => name == Path.GetFileName(name) && name.EndsWith(".csv", StringComparison.Ordinal)),
                ManifestFile,
            ];
        }
        catch (Exception e) when (TextFile.IsUnreadable(e)
            || e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private async Task<long> WriteAsync(RowSelection rows, ExportFile file, CancellationToken cancellationToken)
    {
        await using FileBlocks blocks = scene.Write(file);
        await using CsvRows csv = new(blocks, JsonExport.Kinds(rows));
        csv.WriteHeader(rows.Columns.Select(column => column.Column.Name));
        await scene.Transfer.WriteRowsAsync(rows, csv, cancellationToken);
        await csv.FlushAsync(cancellationToken);
        await blocks.FlushAsync(cancellationToken);
        return csv.RowCount;
    }

    private string Manifest(List<WrittenTable> written, ImmutableArray<SequenceValue> numbering) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("format", JsonText.Version);
        json.WritePropertyName("source");
        json.WriteRawValue(JsonText.Source(scene.Source));
        json.WriteStartArray("tables");
        foreach (WrittenTable table in written)
        {
            json.WriteStartObject();
            json.WriteString("schema", table.Rows.Table.Name.Schema);
            json.WriteString("name", table.Rows.Table.Name.Name);
            json.WriteString("file", table.File.Name);
            json.WriteNumber("rows", table.Count);
            json.WriteNumber("sizeBytes", table.File.SizeBytes);
            json.WriteString("sha256", table.File.Checksum());
            json.WritePropertyName("columns");
            json.WriteRawValue(JsonText.Columns(table.Rows));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("sequences");
        json.WriteRawValue(JsonText.Numbering(numbering));
        json.WriteEndObject();
    }) + "\n";

    private sealed record WrittenTable(RowSelection Rows, ExportFile File, long Count);
}
