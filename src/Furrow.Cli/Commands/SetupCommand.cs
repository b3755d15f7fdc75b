using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow setup</c>.</summary>
internal sealed class SetupCommand : Command, ICliCommand
{
    private readonly Option<bool> _noSnapshot = OptionParts.Flag(
        "--no-snapshot", "Migrate and seed although there is a snapshot with the same recipe");

    private readonly Option<bool> _noGenerate = OptionParts.Flag(
        "--no-generate", "Leave out what furrow.yaml has generated after the seeds");

    public SetupCommand()
        : base(
            "setup",
            "Take the database from empty to ready: create it if it is missing, apply migrations, apply seeds, "
                + "generate what furrow.yaml says.")
    {
        Options.Add(_noSnapshot);
        Options.Add(_noGenerate);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow setup", "make this project's database ready; a second run finds nothing to do"),
        new("furrow setup -C samples/pilates --env test", "the same for another project, as its test environment"),
        new("furrow setup --database postgres://me@localhost/pilates", "into another database"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SetupOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            NoSnapshot = run.Get(_noSnapshot),
            NoGenerate = run.Get(_noGenerate),
        };
        SetupResult result = await project.SetupAsync(options, cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            AppliedView.Setup(result, names, run.Place(project)), json => AppliedDocument.Setup(json, result, names));
    }
}
