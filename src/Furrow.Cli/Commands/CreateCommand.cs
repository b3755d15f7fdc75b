using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow create</c>.</summary>
internal sealed class CreateCommand : Command, ICliCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "What it does; becomes part of the file names",
    };

    private readonly Option<bool> _tx =
        OptionParts.Flag("--tx", "Refuse to run it other than in one transaction");

    private readonly Option<bool> _noTx =
        OptionParts.Flag("--no-tx", "Run it outside of a transaction, statement by statement");

    public CreateCommand()
        : base("create", "Write an empty migration, in the format and numbering that the folder already has.")
    {
        Arguments.Add(_name);
        Options.Add(_tx);
        Options.Add(_noTx);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow create add_waitlist", "begin a migration"),
        new("furrow create index_waitlist --no-tx", "begin one for CREATE INDEX CONCURRENTLY"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        bool isRequired = run.Get(_tx);
        bool isOutside = run.Get(_noTx);
        if (isRequired && isOutside)
        {
            throw new FurrowException(ErrorCode.Usage, "--tx and --no-tx exclude one another; expected one of them.");
        }

        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        CreateMigrationOptions options = new(run.Get(_name) ?? "")
        {
            Transaction = isRequired ? MigrationTransaction.Required
                : isOutside ? MigrationTransaction.None
                : MigrationTransaction.WherePossible,
        };
        CreateResult result = await project.CreateMigrationAsync(options, cancellationToken);
        return new Outcome(
            FilesView.Render(result, run.ShowPath, $"furrow migrate{run.OptionsAgain()}"),
            json => FileDocuments.Created(json, result));
    }
}
