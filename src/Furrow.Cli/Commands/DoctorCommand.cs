using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow doctor</c>.</summary>
internal sealed class DoctorCommand : Command, ICliCommand
{
    private readonly Option<bool> _data = OptionParts.Flag(
        "--data", "Read every row too: do they keep what keys and checks promise, are the next numbers free?");

    public DoctorCommand()
        : base(
            "doctor",
            "Check configuration and its sources, files, connection, versions, privileges, disk, stamp and lock; "
                + "say what to do about each fault.") =>
        Options.Add(_data);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow doctor", "what is wrong, and what can I do?"),
        new("furrow doctor --data", "and do the rows keep what the definitions promise?"),
        new("furrow doctor --wait 0", "without waiting for a database that does not answer"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        DoctorResult result = await FurrowProject.DiagnoseAsync(
            run.LikelyDirectory(), run.Configure, new DoctorOptions { Data = run.Get(_data) }, cancellationToken);
        return new Outcome(
            DoctorView.Render(result),
            json => DoctorDocument.Write(json, result),
            result.IsHealthy ? ExitCode.Ok : ExitCode.Failed);
    }
}
