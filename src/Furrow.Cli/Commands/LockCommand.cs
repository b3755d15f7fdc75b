using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow lock</c>.</summary>
internal sealed class LockCommand() : Command(
    "lock", "Show who holds the database's lock, since when, and whether that process is still there."), ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples => [new("furrow lock", "who is working on the database?")];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        LockResult result = await project.LockAsync(cancellationToken);
        return new Outcome(LockView.Show(result, run.Place(project)), json => LockDocument.Show(json, result));
    }
}
