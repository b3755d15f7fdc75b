using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow plan</c>.</summary>
internal sealed class PlanCommand() : Command(
    "plan", "Show what setup would do, and why. Changes nothing and runs no project code."), ICliCommand
{
    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow plan", "what would setup do now?"),
        new("furrow plan --env staging --json", "the same for staging, for a script"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        PlanResult result = await project.PlanAsync(new QueryOptions(), cancellationToken);
        TableNames names = TableNames.Of(project.Provider);
        return new Outcome(
            PlanView.Render(result, names, run.Place(project)), json => PlanDocument.Write(json, result, names));
    }
}
