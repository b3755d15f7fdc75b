using System.Collections.Immutable;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Transfer;

/// <summary>Writes <c>seed_data.json</c>, row by row.</summary>
internal sealed class JsonExport(ExportScene scene)
{
    public const string FileName = "seed_data.json";

    public async Task<ImmutableArray<TableRowCount>> RunAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<TableRowCount>.Builder counts = ImmutableArray.CreateBuilder<TableRowCount>();
        await using FileBlocks blocks = scene.Write(scene.Folder.Add(FileName));
        string version = JsonText.Version.ToString(CultureInfo.InvariantCulture);
        await blocks.WriteTextAsync(
            $"{{\"format\":{version},\"source\":{JsonText.Source(scene.Source)},\"tables\":[", cancellationToken);
        foreach (RowSelection rows in scene.Plan.Rows)
        {
            scene.Label = $"export of {rows.Table.Name}";
            await blocks.WriteTextAsync((counts.Count == 0 ? "\n" : ",\n") + Head(rows), cancellationToken);
            await using JsonRows json = new(blocks, Kinds(rows));
            await scene.Transfer.WriteRowsAsync(rows, json, cancellationToken);
            await json.FlushAsync(cancellationToken);
            await blocks.WriteTextAsync(json.RowCount == 0 ? "]}" : "\n]}", cancellationToken);
            counts.Add(scene.Done(rows, json.RowCount));
        }

        ImmutableArray<SequenceValue> numbering = await scene.Transfer.ReadNumberingAsync(
            scene.Plan.IsWhole ? null : scene.Plan.Tables, cancellationToken);
        await blocks.WriteTextAsync($"\n],\"sequences\":{JsonText.Numbering(numbering)}}}\n", cancellationToken);
        await blocks.FlushAsync(cancellationToken);
        return counts.ToImmutable();
    }

    /// <summary>The families of the types of what is written.</summary>
    public static ImmutableArray<TypeKind> Kinds(RowSelection rows) =>
        [.. rows.Columns.Select(column => column.Column.Type.Kind)];

    private static string Head(RowSelection rows) =>
        $"{{\"schema\":{JsonText.Text(rows.Table.Name.Schema)},\"name\":{JsonText.Text(rows.Table.Name.Name)},"
        + $"\"columns\":{JsonText.Columns(rows)},\"rows\":[";
}
