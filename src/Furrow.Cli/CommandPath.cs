using System.CommandLine;

namespace Furrow.Cli;

/// <summary>Commands below others: <c>snapshot create</c>.</summary>
internal static class CommandPath
{
    /// <summary>The command as typed after <c>furrow</c>; of furrow itself its own name.</summary>
    public static string Of(Command command) => string.Join(' ', Names(command).Reverse().DefaultIfEmpty(command.Name));

    /// <summary>Every command that does something, in the order of the tree.</summary>
    public static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Count == 0
        ? [command]
        : command.Subcommands.SelectMany(Leaves);

    private static IEnumerable<string> Names(Command? command)
    {
        for (; command is not null and not ToolCommand; command = command.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return command.Name;
        }
    }
}
