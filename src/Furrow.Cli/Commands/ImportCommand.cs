using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Transfer.Importing;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow import</c>.</summary>
internal sealed class ImportCommand : Command, ICliCommand
{
    private readonly Argument<string> _path = new("PATH")
    {
        Description = "The folder of an export, an SQL file, seed_data.json or manifest.json",
    };

    private readonly Option<bool> _clearFirst = OptionParts.Flag(
        "--clear-first", "Empty the tables that are filled, in the same transaction; without it they must be empty");

    public ImportCommand()
        : base("import", "Bring what an export holds into the database, in one transaction.")
    {
        Arguments.Add(_path);
        Options.Add(_clearFirst);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow import export", "what furrow export --format sql wrote"),
        new("furrow import export/data.sql --clear-first --yes", "in the place of the rows that are there"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        ImportOptions options = new(run.FullPath(run.Get(_path)!))
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            ClearFirst = run.Get(_clearFirst),
        };
        ImportResult result = await project.ImportAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            ImportView.Render(result, names, run.Place(project)), json => ImportDocument.Write(json, result));
    }
}
