using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Verifying;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow verify</c>.</summary>
internal sealed class VerifyCommand : Command, ICliCommand
{
    private readonly Option<string?> _scratch = OptionParts.Text(
        "--scratch", "DATABASE", "Make scratch databases on this database's server. Default: the project's");

    public VerifyCommand()
        : base(
            "verify",
            "Take every migration up, down and up again in a scratch database, and tell what a way down leaves behind "
                + "or takes along.") =>
        Options.Add(_scratch);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow verify", "would every rollback lead back?"),
        new("furrow verify --scratch postgres://ci@localhost/postgres", "on a server for that purpose"),
        new("furrow verify --json | jq '.migrations[] | select(.result == \"differs\")'", "what differs, in full"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        VerifyOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Scratch = run.Get(_scratch),
        };
        VerifyResult result = await project.VerifyAsync(options, cancellationToken);
        return new Outcome(
            VerifyView.Render(result, run.Place(project)),
            json => VerifyDocument.Write(json, result),
            result.IsGood ? ExitCode.Ok : ExitCode.Drift);
    }
}
