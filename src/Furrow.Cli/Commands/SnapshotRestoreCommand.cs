using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot restore</c>.</summary>
internal sealed class SnapshotRestoreCommand : Command, ICliCommand
{
    private readonly Argument<string?> _name;

    private readonly Option<string?> _jobs = OptionParts.Whole(
        "--jobs",
        "N",
        $"How many connections load it, at most {SnapshotRestoreOptions.JobsMax}. Default: one a processor, at most 4");

    private readonly Option<bool> _noPrivileges = OptionParts.Flag(
        "--no-privileges", "Leave out owners and rights of roles that are missing here (PostgreSQL)");

    public SnapshotRestoreCommand(SuggestedValues suggested)
        : base("restore", "Put a snapshot in the place of the database, once it is complete and verified beside it.")
    {
        _name = SnapshotCommand.NameArgument(suggested);
        Arguments.Add(_name);
        Options.Add(_jobs);
        Options.Add(_noPrivileges);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow snapshot restore", "back to the latest snapshot; furrow snapshot undo takes that back"),
        new("furrow snapshot restore development-seeded-v1a2b3c4-20260131-081500 --yes", "to a certain one, unasked"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotRestoreOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Name = run.Get(_name),
            Jobs = OptionParts.ReadWhole(run.Get(_jobs)),
            NoPrivileges = run.Get(_noPrivileges),
        };
        SnapshotRestoreResult result = await project.RestoreSnapshotAsync(options, cancellationToken);
        return new Outcome(
            SnapshotView.Restored(result, run.Place(project)),
            json => SnapshotDocument.Restored(json, result));
    }
}
