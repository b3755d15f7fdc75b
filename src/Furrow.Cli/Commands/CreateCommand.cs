using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow create</c>.</summary>
internal sealed class CreateCommand : Command, ICliCommand
{
    private readonly Argument<string> _name = new("NAME")
    {
        Description = "What it does; becomes part of the file names",
    };

    public CreateCommand()
        : base("create", "Write an empty migration: VERSION_name.up.sql and VERSION_name.down.sql.") =>
        Arguments.Add(_name);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples => [new("furrow create add_waitlist", "begin a migration")];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        CreateMigrationOptions options = new(run.Get(_name) ?? "");
        CreateResult result = await project.CreateMigrationAsync(options, cancellationToken);
        return new Outcome(
            FilesView.Render(result, run.ShowPath, $"furrow migrate{run.OptionsAgain()}"),
            json => FileDocuments.Created(json, result));
    }
}
