using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-sync</c>.</summary>
internal sealed class SeedSyncCommand : Command, ICliCommand
{
    private readonly Option<string?> _accept = OptionParts.Text(
        "--accept",
        "NAME",
        "Also accept this seed's drift: the database counts it as applied with the content it has now; has to be "
            + "confirmed");

    public SeedSyncCommand(SuggestedValues suggested)
        : base("seed-sync", "Write seeds.lock from the seeds as they are.")
    {
        _accept.CompletionSources.Add(_ => suggested.Seeds);
        Options.Add(_accept);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-sync", "after editing seeds, before committing them"),
        new("furrow seed-sync --accept base/20_opening --yes", "a comment was corrected; nothing is to run again"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedSyncOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Accept = run.Get(_accept),
        };
        SeedSyncResult result = await project.SeedSyncAsync(options, cancellationToken);
        return new Outcome(
            SeedSyncView.Sync(result, run.ShowPath), json => SeedSyncDocument.Sync(json, result));
    }
}
