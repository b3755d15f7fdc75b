using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Documents;
using Furrow.Cli.Views;
using Furrow.Workflows;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow unlock</c>.</summary>
internal sealed class UnlockCommand : Command, ICliCommand
{
    private readonly Option<bool> _force = OptionParts.Flag(
        "--force", "Take the lock away from a process that is still there; has to be confirmed");

    public UnlockCommand()
        : base("unlock", "Remove the lock that a dead process left behind.") => Options.Add(_force);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("furrow unlock", "remove a lock that nobody holds any more"),
        new("furrow unlock --force --yes", "take it away from whoever holds it"),
    ];

    /// <inheritdoc />
    public async Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await run.OpenAsync(cancellationToken);
        UnlockOptions options = new()
        {
            Yes = run.Shared.Yes,
            Confirm = run.Shared.Confirm,
            Force = run.Get(_force),
        };
        LockResult result = await project.UnlockAsync(options, cancellationToken);
        return new Outcome(LockView.Unlock(result), json => LockDocument.Unlock(json, result));
    }
}
