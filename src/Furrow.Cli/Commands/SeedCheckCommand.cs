using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow seed-check</c>.</summary>
internal sealed class SeedCheckCommand : Command, ICliCommand
{
    public SeedCheckCommand()
        : base("seed-check", "Check every seed before it runs: against the database, seeds.lock, and for secrets.")
    {
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow seed-check", "would the seeds run, and is nothing forgotten?"),
        new("furrow seed-check --env production --json", "the same for production's folders, for a script"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SeedCheckResult result = await project.SeedCheckAsync(new QueryOptions(), cancellationToken);
        return new Outcome(
            SeedCheckView.Render(result, run.Place(project)),
            json => SeedCheckDocument.Write(json, result),
            ExitCodeOf(result));
    }

    /// <summary>Invalid before drift before pending.</summary>
    internal static int ExitCodeOf(SeedCheckResult result) => result switch
    {
        { IsInvalid: true } => ExitCode.Failed,
        { HasDrift: true } => ExitCode.Drift,
        { IsPending: true } => ExitCode.Pending,
        _ => ExitCode.Ok,
    };
}
