namespace Furrow.Cli.Completion;

/// <summary>Completion for fish.</summary>
internal static class FishScript
{
    /// <summary>The script.</summary>
    public static string Write(CompletionModel model)
    {
        ScriptText script = new();
        script.Block("""
            # Completion of furrow for fish: furrow completion fish > ~/.config/fish/completions/furrow.fish
            function __furrow_project_values
                set -l typed (commandline -cp)
                set -l program (commandline -opc)[1]
                $program "[suggest:"(string length -- "$typed")"]" "$typed" 2>/dev/null | string match -v -- '-*'
            end

            complete -c furrow -f
            """);
        foreach (CommandWords command in model.Commands)
        {
            string description = Quote(command.Description);
            script.Line($"complete -c furrow -n __fish_use_subcommand -a {command.Name} -d {description}");
        }

        foreach (OptionWords option in model.Shared)
        {
            string[] owners =
            [
                .. model.Commands.Where(c => c.Options.Any(o => o.Names[0] == option.Names[0])).Select(c => c.Name),
            ];
            string condition = owners.Length == 0
                ? ""
                : $" -n 'not __fish_seen_subcommand_from {string.Join(' ', owners)}'";
            script.Line($"complete -c furrow{condition}{Option(option)}");
        }

        foreach (CommandWords command in model.Commands)
        {
            string condition = $" -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (OptionWords option in command.Options)
            {
                script.Line($"complete -c furrow{condition}{Option(option)}");
            }

            if (command.Argument is { Kind: not ValueKind.Any } argument)
            {
                script.Line($"complete -c furrow{condition} -a {Quote(Values(argument))}");
            }
        }

        return script.ToString();
    }

    private static string Option(OptionWords option)
    {
        string names = string.Concat(option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal)
            ? $" -l {name[2..]}"
            : $" -s {Quote(name[1..])}"));
        string value = option.Value switch
        {
            null => "",
            { Kind: ValueKind.File } => " -r -F",
            { Kind: ValueKind.Any } => " -x",
            { } known => $" -x -a {Quote(Values(known))}",
        };
        return $"{names}{value} -d {Quote(option.Description)}";
    }

    private static string Values(ValueWords value) => value.Kind switch
    {
        ValueKind.Choice => string.Join(' ', value.Choices),
        ValueKind.Directory => "(__fish_complete_directories)",
        ValueKind.Project => "(__furrow_project_values)",
        _ => "",
    };

    private static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
