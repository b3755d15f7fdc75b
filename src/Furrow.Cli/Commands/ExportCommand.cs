using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Errors;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow export</c>.</summary>
internal sealed class ExportCommand : Command, ICliCommand
{
    private readonly Option<string?> _format = OptionParts.Choice(
        "--format", "FORMAT", "What to write: sql, json or csv", "sql", "json", "csv");

    private readonly Option<string?> _out = OptionParts.Text(
        "--out", "DIR", "The folder to write to. Default: export in the project");

    private readonly Option<string?> _tables = OptionParts.Text(
        "--tables", "T,…", "Only these tables: table or schema.table, quoted as in SQL where need be. Default: all");

    private readonly Option<bool> _schemaOnly = OptionParts.Flag("--schema-only", "Of sql: definitions, no rows");

    private readonly Option<bool> _dataOnly = OptionParts.Flag("--data-only", "Of sql: rows, no definitions");

    private readonly Option<bool> _includeSensitive = OptionParts.Flag(
        "--include-sensitive", "Keep every column that looks sensitive and that furrow.yaml does not settle");

    public ExportCommand()
        : base("export", "Write definitions and rows to files, all of one moment; an earlier export is replaced.")
    {
        Options.Add(_format);
        Options.Add(_out);
        Options.Add(_tables);
        Options.Add(_schemaOnly);
        Options.Add(_dataOnly);
        Options.Add(_includeSensitive);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow export --format sql", "files that psql or sqlite3 restores, in the folder export"),
        new("furrow export --format csv --out ../report --tables users,audit.log", "two tables for a spreadsheet"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ExportOptions options = Read(run);
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        ExportResult result = await project.ExportAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            ExportView.Render(result, names, run.ShowPath, run.Place(project)),
            json => ExportDocument.Write(json, result));
    }

    private ExportOptions Read(CommandRun run)
    {
        ExportFormat format = run.Get(_format) switch
        {
            "sql" => ExportFormat.Sql,
            "json" => ExportFormat.Json,
            "csv" => ExportFormat.Csv,
            _ => throw new FurrowException(ErrorCode.Usage, "--format is missing; expected sql, json or csv.")
            {
                Hint = "See furrow export --help.",
            },
        };
        if (run.Get(_schemaOnly) && run.Get(_dataOnly))
        {
            throw new FurrowException(ErrorCode.Usage, "--schema-only and --data-only exclude one another.")
            {
                Hint = "Leave both out for definitions and rows.",
            };
        }

        ExportOptions options = new(format)
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Tables = TableList.Read(run.Get(_tables)),
            IncludeSensitive = run.Get(_includeSensitive),
            Part = run.Get(_schemaOnly) ? ExportPart.Schema : run.Get(_dataOnly) ? ExportPart.Data : ExportPart.All,
        };
        return run.Get(_out) is { } directory ? options with { Directory = run.FullPath(directory) } : options;
    }
}
