using System.CommandLine;
using Furrow.Cli.Completion;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow snapshot</c>: the commands around stored databases.</summary>
internal sealed class SnapshotCommand : Command
{
    public SnapshotCommand(SuggestedValues suggested)
        : base("snapshot", "Store the database, put stored ones in its place, and look after them.")
    {
        Subcommands.Add(new SnapshotCreateCommand());
        Subcommands.Add(new SnapshotListCommand());
        Subcommands.Add(new SnapshotRestoreCommand(suggested));
        Subcommands.Add(new SnapshotVerifyCommand(suggested));
        Subcommands.Add(new SnapshotUndoCommand());
        Subcommands.Add(new SnapshotPruneCommand());
    }

    /// <summary>The name of a snapshot, completed from the project's folder.</summary>
    public static Argument<string?> NameArgument(SuggestedValues suggested)
    {
        Argument<string?> name = new("NAME")
        {
            Description = "The snapshot. Default: the environment's latest",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => suggested.Snapshots);
        return name;
    }
}
