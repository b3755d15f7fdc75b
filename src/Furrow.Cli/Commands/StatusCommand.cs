using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow status</c>.</summary>
internal sealed class StatusCommand : Command, ICliCommand
{
    private readonly Option<bool> _exitCode = OptionParts.Flag(
        "--exit-code", "Exit with 3 when something is pending, 4 when applied files changed or are gone");

    public StatusCommand()
        : base(
            "status",
            "Show the database against the project: what is applied, pending or changed, and every table's rows.") =>
        Options.Add(_exitCode);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow status", "where does my database stand?"),
        new("furrow status --exit-code --quiet", "fail a build when the database is behind"),
        new("furrow status --verbose", "with what past runs of the seeds were like"),
        new("furrow status --json | jq '.tables[] | select(.rows == 0)'", "find the empty tables"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        StatusResult result = await project.StatusAsync(new QueryOptions(), cancellationToken);
        return new Outcome(
            StatusView.Render(result, run.Place(project), run.IsVerbose),
            json => StatusDocument.Write(json, result),
            run.Get(_exitCode) ? ExitCodeOf(result) : ExitCode.Ok);
    }

    /// <summary>What <c>--exit-code</c> says; a failure, which beats both, is an exception.</summary>
    internal static int ExitCodeOf(StatusResult result) =>
        result.HasDrift ? ExitCode.Drift : result.IsPending ? ExitCode.Pending : ExitCode.Ok;
}
