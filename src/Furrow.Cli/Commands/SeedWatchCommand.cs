using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Seeds.Watching;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-watch</c>: the one command that writes results before it ends.</summary>
internal sealed class SeedWatchCommand : Command, ICliCommand
{
    public SeedWatchCommand()
        : base("seed-watch", "Keep seeds.lock in step with the seeds folder and show each change, until Ctrl-C.")
    {
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-watch", "beside an editor, in a terminal of its own"),
        new("furrow seed-watch --json", "one JSON document a change, for a program"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        run.StopProgress();
        SeedWatchResult result = await project.SeedWatchAsync(
            new SeedWatchOptions { Report = seen => Show(run, seen) }, cancellationToken);
        return new Outcome(SeedWatchView.Ended(result), json => SeedWatchDocument.Ended(json, result));
    }

    private static void Show(CommandRun run, SeedWatchEvent seen)
    {
        if (run.Shared.Json)
        {
            run.PrintDocument(json => SeedWatchDocument.Seen(json, seen));
        }
        else if (!run.Shared.Quiet || seen.Kind is SeedWatchEventKind.Problem or SeedWatchEventKind.Missing)
        {
            run.Print(SeedWatchView.Seen(seen));
        }
    }
}
