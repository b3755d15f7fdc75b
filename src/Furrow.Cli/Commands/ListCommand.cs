using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow list</c>.</summary>
internal sealed class ListCommand() : Command(
    "list",
    "List the project's migrations, seeds, scenarios and snapshots: what they are for, their state, and how long they "
        + "take."),
    ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow list", "what is there?"),
        new("furrow list --json | jq -r '.seeds[].name'", "names of all seeds"),
        new("furrow list --json | jq '.scenarios[].presets[] | {name, rows}'", "how much each preset generates"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        ListResult result = await project.ListAsync(new QueryOptions(), cancellationToken);
        return new Outcome(
            ListView.Render(result, run.Place(project)),
            json => ListDocument.Write(json, result, TableNames.Of(project.Provider)));
    }
}
