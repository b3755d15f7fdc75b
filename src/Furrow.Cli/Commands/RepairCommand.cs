using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow repair</c>.</summary>
internal sealed class RepairCommand : Command, ICliCommand
{
    private readonly Argument<string> _version = new("VERSION")
    {
        Description = "The half-done migration; R__name for a repeatable one",
    };

    private readonly Option<string?> _resumeAt = OptionParts.Whole(
        "--resume-at", "I", "The next attempt goes on with this statement of the file");

    private readonly Option<bool> _markDone = OptionParts.Flag("--mark-done", "Nothing is left to do");

    public RepairCommand()
        : base("repair", "Settle a migration that stopped half-way and cannot be judged from outside.")
    {
        Arguments.Add(_version);
        Options.Add(_resumeAt);
        Options.Add(_markDone);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow repair 20251104083000 --resume-at 3", "its first two statements are done"),
        new("furrow repair 20251104083000 --mark-done", "all of it is done"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        RepairOptions options = new(run.Get(_version)!)
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            ResumeAt = OptionParts.ReadWhole(run.Get(_resumeAt)),
            MarkDone = run.Get(_markDone),
        };
        options.Validate();
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        RepairResult result = await project.RepairAsync(options, cancellationToken);
        return new Outcome(
            RollbackView.Repair(result, run.Place(project)),
            json => MigrationDocuments.Repair(json, result));
    }
}
