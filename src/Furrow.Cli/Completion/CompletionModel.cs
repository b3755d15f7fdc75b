using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;

namespace Furrow.Cli.Completion;

/// <summary>What may follow an option or stand for an argument.</summary>
internal enum ValueKind
{
    /// <summary>Anything; nothing can be suggested.</summary>
    Any,

    /// <summary>One of the choices.</summary>
    Choice,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A file.</summary>
    File,

    /// <summary>What the project says: seeds, environments.</summary>
    Project,
}

/// <summary>An option as shells complete it.</summary>
/// <param name="Names">Its names, the main one first.</param>
/// <param name="Description">What it does.</param>
/// <param name="Value">Its value; null where it takes none.</param>
internal sealed record OptionWords(ImmutableArray<string> Names, string Description, ValueWords? Value);

/// <summary>A value as shells complete it.</summary>
internal sealed record ValueWords(string Name, ValueKind Kind, ImmutableArray<string> Choices, bool IsMany);

/// <summary>A command as shells complete it.</summary>
internal sealed record CommandWords(
    string Name, string Description, ImmutableArray<OptionWords> Options, ValueWords? Argument);

/// <summary>The command tree as shells complete it.</summary>
/// <param name="Commands">The commands, each with its own options only.</param>
/// <param name="Shared">The options of every command.</param>
internal sealed record CompletionModel(ImmutableArray<CommandWords> Commands, ImmutableArray<OptionWords> Shared)
{
    private static readonly string[] ProjectValues = ["ENVIRONMENT", "NAME", "FOLDER"];

    /// <summary>Reads the tree.</summary>
    public static CompletionModel Of(ToolCommand root) => new(
        [.. root.Subcommands.Select(Read)],
        [.. root.Options.Where(option => option.Recursive).Select(Read)]);

    // The commands below a command, and what stands for their arguments, the tool itself completes.
    private static CommandWords Read(Command command) => command.Subcommands.Count == 0
        ? new(
            command.Name,
            command.Description ?? "",
            [.. command.Options.Select(Read)],
            command.Arguments.Select(argument => Read(argument)).FirstOrDefault())
        : new(
            command.Name,
            command.Description ?? "",
            [.. command.Subcommands.SelectMany(below => below.Options).DistinctBy(option => option.Name).Select(Read)],
            new ValueWords("COMMAND", ValueKind.Project, [], IsMany: true));

    private static OptionWords Read(Option option)
    {
        ImmutableArray<string> choices = [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
        ValueWords? value = option.Arity.MaximumNumberOfValues == 0
            ? null
            : new ValueWords(option.HelpName ?? "", Kind(option.HelpName ?? "", choices), choices, IsMany: false);
        return new OptionWords([option.Name, .. option.Aliases], option.Description ?? "", value);
    }

    private static ValueWords Read(Argument argument)
    {
        ImmutableArray<string> choices =
        [
            .. argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label),
        ];
        // The name of a new file cannot be guessed; the names of seeds, of which there may be many, can.
        bool isNew = argument is { Name: "NAME", Arity.MaximumNumberOfValues: 1 };
        ValueKind kind = isNew ? ValueKind.Any : Kind(argument.Name, choices);
        return new ValueWords(argument.Name, kind, choices, argument.Arity.MaximumNumberOfValues > 1);
    }

    private static ValueKind Kind(string name, ImmutableArray<string> choices) => name switch
    {
        _ when choices.Length > 0 => ValueKind.Choice,
        "DIR" => ValueKind.Directory,
        "PATH" => ValueKind.File,
        _ when ProjectValues.Contains(name, StringComparer.Ordinal) => ValueKind.Project,
        _ => ValueKind.Any,
    };
}
