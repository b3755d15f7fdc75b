using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot verify</c>.</summary>
internal sealed class SnapshotVerifyCommand : Command, ICliCommand
{
    private readonly Argument<string?> _name;

    private readonly Option<bool> _againstDatabase = OptionParts.Flag(
        "--against-database", "Also compare the database with it, table by table; exit code 4 where they differ");

    public SnapshotVerifyCommand(SuggestedValues suggested)
        : base("verify", "Check that a snapshot is whole, and on request whether the database still is what it holds.")
    {
        _name = SnapshotCommand.NameArgument(suggested);
        Arguments.Add(_name);
        Options.Add(_againstDatabase);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow snapshot verify", "is the latest snapshot whole?"),
        new("furrow snapshot verify --against-database", "which tables have changed since?"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotVerifyOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Name = run.Get(_name),
            AgainstDatabase = run.Get(_againstDatabase),
        };
        SnapshotVerifyResult result = await project.VerifySnapshotAsync(options, cancellationToken);
        return new Outcome(
            SnapshotView.Verified(result, options.AgainstDatabase, TableNames.Of(project.Provider)),
            json => SnapshotDocument.Write(json, result.Snapshot, result.Differences),
            result.Differences.IsEmpty ? ExitCode.Ok : ExitCode.Drift);
    }
}
