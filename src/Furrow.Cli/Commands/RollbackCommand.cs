using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow rollback</c>.</summary>
internal sealed class RollbackCommand : Command, ICliCommand
{
    private readonly Option<string?> _target = OptionParts.Whole(
        "--target", "N", "How many of the last ones to take back. Default: 1");

    private readonly Option<string?> _to = OptionParts.Text(
        "--to", "VERSION", "Take back all above this version, which stays applied");

    private readonly Option<bool> _dryRun = OptionParts.Flag(
        "--dry-run", "Keep everything: run and undo in development and test, elsewhere read the files only");

    public RollbackCommand()
        : base("rollback", "Take the last migrations back with their down files, the highest version first.")
    {
        Options.Add(_target);
        Options.Add(_to);
        Options.Add(_dryRun);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow rollback", "take the last one back"),
        new("furrow rollback --target 3", "take the last three back"),
        new("furrow rollback --to 20251104083000", "take back what came after this version"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        RollbackOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Target = OptionParts.ReadWhole(run.Get(_target)),
            To = run.Get(_to),
            DryRun = run.Get(_dryRun),
        };
        options.Validate();
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        RollbackResult result = await project.RollbackAsync(options, cancellationToken);
        return new Outcome(
            result.Preview is { } preview
                ? PreviewView.Rollback(preview, TableNames.Of(project.Provider), run.Place(project))
                : RollbackView.Rollback(result, run.Place(project)),
            json => AppliedDocument.Rollback(json, result, TableNames.Of(project.Provider)));
    }
}
