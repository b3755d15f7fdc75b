using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Commands;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Help;

/// <summary>What <c>--help</c> shows, drawn from the command tree.</summary>
internal static class HelpPage
{
    private static readonly ImmutableArray<Example> RootExamples =
    [
        new("furrow setup -C samples/pilates", "from nothing to a database with data"),
        new("furrow status", "where does it stand?"),
        new("furrow setup --help", "more about one command"),
    ];

    /// <summary>The page of a command, or of furrow itself.</summary>
    public static Page Of(CommandLine line, Command command)
    {
        PageBuilder page = new();
        page.Line(command.Description ?? "");
        page.Gap().Line(Phrase.Of(new("Usage: ", Tone.Strong), Synopsis(command)), hang: 2);
        AddSymbols(page, "Commands", command.Subcommands.Select(c => Entry(c.Name, c.Description)));
        AddSymbols(page, "Arguments", command.Arguments.Select(a => Entry(a.HelpName ?? a.Name, a.Description)));
        AddSymbols(page, "Options", OwnOptions(line, command).Select(Entry));
        AddSymbols(page, "Options of every command", SharedOptions(line, command).Select(Entry));
        AddExamples(page, ExamplesOf(command));
        return page.Build();
    }

    /// <summary>How the command is written: <c>furrow seed [NAME…] [options]</c>.</summary>
    public static string Synopsis(Command command)
    {
        if (command is ToolCommand)
        {
            return "furrow COMMAND [options]";
        }

        List<string> parts = ["furrow", CommandPath.Of(command)];
        if (command.Subcommands.Count > 0)
        {
            parts.Add("COMMAND");
        }

        foreach (Argument argument in command.Arguments)
        {
            string name = argument.HelpName ?? argument.Name;
            string many = argument.Arity.MaximumNumberOfValues > 1 ? "…" : "";
            parts.Add(argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}{many}]" : name + many);
        }

        return string.Join(' ', parts) + " [options]";
    }

    /// <summary>An option with its other names and its value: <c>--env ENVIRONMENT</c>.</summary>
    public static string Label(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name).OrderBy(name => name.Length));
        return option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName}";
    }

    /// <summary>The options that only this command has.</summary>
    public static IEnumerable<Option> OwnOptions(CommandLine line, Command command) =>
        command.Options.Where(option => !line.Shared.All.Contains(option));

    /// <summary>The shared options, without one that the command gives its own meaning.</summary>
    private static IEnumerable<Option> SharedOptions(CommandLine line, Command command)
    {
        string[] own = [.. OwnOptions(line, command).Select(option => option.Name)];
        return line.Shared.All.Where(option => !own.Contains(option.Name, StringComparer.Ordinal));
    }

    private static ImmutableArray<Example> ExamplesOf(Command command) => command switch
    {
        ICliCommand known => known.Examples,
        ToolCommand => RootExamples,
        _ => [.. command.Subcommands.OfType<ICliCommand>().Select(known => known.Examples[0])],
    };

    private static void AddSymbols(PageBuilder page, string heading, IEnumerable<Row> entries)
    {
        ImmutableArray<Row> rows = [.. entries];
        if (rows.Length > 0)
        {
            page.Heading(heading).Add(new Table { Columns = [new(""), new("", Wraps: true)], Rows = rows });
        }
    }

    private static void AddExamples(PageBuilder page, ImmutableArray<Example> examples)
    {
        page.Heading("Examples");
        foreach (Example example in examples)
        {
            page.Line(new Piece(example.CommandLine, Tone.Accent), indent: 2, hang: 2);
            page.Line(new Piece(example.Purpose, Tone.Muted), indent: 6);
        }
    }

    private static Row Entry(Option option) => Entry(Label(option), option.Description);

    private static Row Entry(string label, string? description) =>
        Row.Of(new Piece(label, Tone.Accent), description ?? "");
}
