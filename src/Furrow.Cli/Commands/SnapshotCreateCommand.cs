using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot create</c>.</summary>
internal sealed class SnapshotCreateCommand : Command, ICliCommand
{
    private readonly Option<string?> _note = OptionParts.Text("--note", "TEXT", "What to remember about it");

    private readonly Option<bool> _local = OptionParts.Flag(
        "--local", "Have the server keep a copy for itself instead of writing a file (PostgreSQL)");

    private readonly Option<bool> _force = OptionParts.Flag(
        "--force", "Store the database although work is pending or drifted, or it has no tables");

    private readonly Option<bool> _includeSensitive = OptionParts.Flag(
        "--include-sensitive",
        "In staging and production: keep every column that looks sensitive and that furrow.yaml does not settle");

    public SnapshotCreateCommand()
        : base("create", "Store the database as it is at one moment, with counts and checksums, while others work.")
    {
        Options.Add(_note);
        Options.Add(_local);
        Options.Add(_force);
        Options.Add(_includeSensitive);
    }

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow snapshot create", "keep the state that everybody begins with"),
        new("furrow snapshot create --note before-the-new-prices", "remember why"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        SnapshotCreateOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Note = run.Get(_note),
            IsLocal = run.Get(_local),
            Force = run.Get(_force),
            IncludeSensitive = run.Get(_includeSensitive),
        };
        SnapshotCreateResult result = await project.CreateSnapshotAsync(options, cancellationToken);
        return new Outcome(
            SnapshotView.Created(result, run.Place(project), run.ShowPath),
            json => SnapshotDocument.Write(json, result.Snapshot, []));
    }
}
