using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow reset</c>.</summary>
internal sealed class ResetCommand : Command, ICliCommand
{
    private readonly Option<bool> _seed = OptionParts.Flag("--seed", "Apply the environment's seeds afterwards");

    private readonly Option<bool> _force = OptionParts.Flag("--force", "Do not ask; the same as --yes");

    public ResetCommand()
        : base("reset", "Drop everything in the user schemas and apply all migrations anew.")
    {
        Options.Add(_seed);
        Options.Add(_force);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow reset", "start over with empty tables"),
        new("furrow reset --seed --force", "start over with the seeds' rows, without being asked"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        ResetOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Seed = run.Get(_seed),
            Force = run.Get(_force),
        };
        ResetResult result = await project.ResetAsync(options, cancellationToken);
        return new Outcome(
            ResetView.Render(result, run.Place(project)),
            json => ClearDocument.Reset(json, result, TableNames.Of(project.Provider)));
    }
}
