using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Providers;

namespace Furrow.Transfer;

/// <summary>
/// Writes the SQL files. The rows are read once and go to all files at the same time; what differs is what stands
/// around them.
/// </summary>
internal sealed class SqlExport(ExportScene scene, ExportPart part)
{
    public const string SchemaFile = "schema.sql";
    public const string DataFile = "data.sql";
    public const string SeedFile = "seed.sql";
    public const string AdvancedFile = "advanced_seed.sql";

    /// <summary>Every file that an SQL export may have.</summary>
    public static ImmutableArray<string> FileNames { get; } = [SchemaFile, DataFile, SeedFile, AdvancedFile];

    private readonly ScriptFrame _script = scene.Transfer.Script;

    public async Task<ImmutableArray<TableRowCount>> RunAsync(CancellationToken cancellationToken)
    {
        SchemaScript? schema = null;
        if (part != ExportPart.Data)
        {
            scene.Label = "export of definitions";
            schema = await scene.Transfer.ReadSchemaScriptAsync(
                new SchemaScriptRequest(
                    scene.Plan.Schema, scene.Plan.IsWhole ? null : [.. scene.Plan.Tables.Select(table => table.Name)]),
                cancellationToken);
            await WriteAsync(
                scene.Folder.Add(SchemaFile),
                [Title("definitions"), Statements(_script.Settings), schema.BeforeRows, schema.AfterRows],
                cancellationToken);
        }

        return part == ExportPart.Schema ? [] : await WriteRowsAsync(schema, cancellationToken);
    }

    private async Task<ImmutableArray<TableRowCount>> WriteRowsAsync(
        SchemaScript? schema, CancellationToken cancellationToken)
    {
        LoadFrame frame = await scene.Transfer.ReadFrameAsync(
            new LoadFrameRequest(scene.Plan.Tables, scene.Plan.Keys), cancellationToken);
        ExportFile data = scene.Folder.Add(DataFile);
        ExportFile advanced = scene.Folder.Add(AdvancedFile);
        ExportFile? seed = part == ExportPart.All ? scene.Folder.Add(SeedFile) : null;
        string start = Statements([.. _script.Settings, _script.Begin]);
        await WriteAsync(
            data, [Title($"rows, for a database with {SchemaFile}"), start, Statements(frame.Before)],
            cancellationToken);
        await WriteAsync(
            advanced,
            [
                Title($"rows, for a database with {SchemaFile}; definitions are compared before the commit"),
                start, Statements([.. frame.Remember, .. frame.Before]),
            ],
            cancellationToken);
        if (seed is not null)
        {
            await WriteAsync(
                seed, [Title("definitions and rows, for an empty database"), start, schema!.BeforeRows],
                cancellationToken);
        }

        ImmutableArray<TableRowCount> counts = await WriteRowsAsync(
            seed is null ? [data, advanced] : [data, advanced, seed], cancellationToken);
        ImmutableArray<string> numbering = scene.Transfer.SetNumbering(await scene.Transfer.ReadNumberingAsync(
            scene.Plan.IsWhole ? null : scene.Plan.Tables, cancellationToken));
        string end = Statements([.. numbering, .. frame.After, .. frame.Refresh]);
        string commit = Statements([_script.Commit]);
        await WriteAsync(data, [end, commit], cancellationToken);
        await WriteAsync(advanced, [end, Statements(frame.Compare), commit, Statistics(counts)], cancellationToken);
        if (seed is not null)
        {
            await WriteAsync(
                seed, [Statements(numbering), schema!.AfterRows, Statements(frame.Refresh), commit], cancellationToken);
        }

        return counts;
    }

    private async Task<ImmutableArray<TableRowCount>> WriteRowsAsync(
        ExportFile[] files, CancellationToken cancellationToken)
    {
        await using FileBlocks blocks = scene.Write(files);
        if (scene.Plan.IsWhole)
        {
            await scene.Transfer.WriteLargeObjectsAsync(blocks, cancellationToken);
        }

        ImmutableArray<TableRowCount>.Builder counts = ImmutableArray.CreateBuilder<TableRowCount>();
        foreach (RowSelection rows in scene.Plan.Rows)
        {
            scene.Label = $"export of {rows.Table.Name}";
            long count = await scene.Transfer.WriteStatementsAsync(rows, blocks, cancellationToken);
            counts.Add(scene.Done(rows, count));
        }

        await blocks.FlushAsync(cancellationToken);
        return counts.ToImmutable();
    }

    private async Task WriteAsync(ExportFile file, string[] texts, CancellationToken cancellationToken)
    {
        await using FileBlocks blocks = scene.Write(file);
        foreach (string text in texts.Where(text => text.Length > 0))
        {
            await blocks.WriteTextAsync(text + "\n", cancellationToken);
        }

        await blocks.FlushAsync(cancellationToken);
    }

    // No time: of a database that has not changed the files do not change either.
    private string Title(string what) =>
        $"-- {Comment(scene.Source.Database)} ({scene.Source.Provider} {scene.Source.ServerVersion}): {what}.\n";

    private static string Statistics(ImmutableArray<TableRowCount> counts)
    {
        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"-- Rows: {counts.Sum(count => count.Rows)} in {counts.Length} tables.\n");
        foreach (TableRowCount count in counts)
        {
            text.Append(CultureInfo.InvariantCulture, $"-- {Comment(count.Table.ToString())}: {count.Rows}\n");
        }

        return text.ToString();
    }

    private static string Statements(ImmutableArray<string> statements) =>
        string.Concat(statements.Select(statement => $"{statement};\n"));

    // A name may hold a line end, behind which its rest would be SQL.
    private static string Comment(string name) => name.ReplaceLineEndings(" ");
}
