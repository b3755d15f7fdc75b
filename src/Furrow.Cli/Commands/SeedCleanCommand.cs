using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-clean</c>.</summary>
internal sealed class SeedCleanCommand : Command, ICliCommand
{
    private readonly Option<bool> _force = OptionParts.Flag("--force", "Do not ask, except in production");

    public SeedCleanCommand()
        : base(
            "seed-clean",
            "Give up applied seeds whose files are gone: their rows stay, history calls them orphaned.") =>
        Options.Add(_force);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-clean", "after removing seeds for good"),
        new("furrow seed-clean --force --json", "the same for a script"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedCleanOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Force = run.Get(_force),
        };
        SeedCleanResult result = await project.SeedCleanAsync(options, cancellationToken);
        return new Outcome(
            SeedSyncView.Clean(result, run.Place(project)), json => SeedSyncDocument.Clean(json, result));
    }
}
