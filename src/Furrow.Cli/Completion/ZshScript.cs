namespace Furrow.Cli.Completion;

/// <summary>Completion for zsh: a function for fpath that also works when sourced.</summary>
internal static class ZshScript
{
    /// <summary>The script.</summary>
    public static string Write(CompletionModel model)
    {
        ScriptText script = new();
        script.Block("""
            #compdef furrow
            # Completion of furrow for zsh: furrow completion zsh > a folder of $fpath/_furrow
            _furrow_project_values() {
                local -a values
                values=("${(@f)$(${(Q)furrow_program} "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
                values=("${(@)values:#-*}")
                compadd -a values
            }

            _furrow() {
                local curcontext="$curcontext" state line furrow_program=$words[1]
                typeset -A opt_args
                local -a commands shared
            """);
        script.Line("    commands=(");
        foreach (CommandWords command in model.Commands)
        {
            string description = command.Description.Replace(":", "\\:", StringComparison.Ordinal);
            script.Line($"        {ScriptText.Quote($"{command.Name}:{description}")}");
        }

        script.Line("    )");
        WriteOptions(script, "shared", model.Shared, "    ");
        script.Block("""
                _arguments -C $shared '1: :->command' '*:: :->rest'
                case $state in
                    command) _describe -t commands 'furrow command' commands ;;
                    rest)
                        local -a own
                        case $words[1] in
            """);
        foreach (CommandWords command in model.Commands)
        {
            WriteCommand(script, command, model.Shared);
        }

        return script.Block("""
                        esac ;;
                esac
            }

            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
                _furrow "$@"
            else
                compdef _furrow furrow
            fi
            """).ToString();
    }

    private static void WriteCommand(
        ScriptText script, CommandWords command, IReadOnlyList<OptionWords> shared)
    {
        // A command's own option stands before the shared one of the same name.
        string[] own = [.. command.Options.SelectMany(option => option.Names)];
        string hidden = string.Join('|', shared.Where(o => o.Names.Any(own.Contains)).SelectMany(o => o.Names));
        script.Line($"                {command.Name})");
        if (command.Options.Length > 0)
        {
            WriteOptions(script, "own", command.Options, "                    ");
        }

        string others = hidden.Length == 0 ? "$shared" : $"${{shared:#({hidden})*}}";
        string argument = command.Argument is { } value
            ? " " + ScriptText.Quote($"{(value.IsMany ? "*" : "1")}:{value.Name}:{Value(value)}")
            : "";
        script.Line($"                    _arguments $own {others}{argument} ;;");
    }

    private static void WriteOptions(ScriptText script, string array, IEnumerable<OptionWords> options, string indent)
    {
        script.Line($"{indent}{array}=(");
        foreach (OptionWords option in options)
        {
            string description = option.Description
                .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);
            foreach (string name in option.Names)
            {
                string value = option.Value is null ? "" : $":{option.Value.Name}:{Value(option.Value)}";
                script.Line($"{indent}    {ScriptText.Quote($"{name}[{description}]{value}")}");
            }
        }

        script.Line($"{indent})");
    }

    private static string Value(ValueWords value) => value.Kind switch
    {
        ValueKind.Choice => $"({string.Join(' ', value.Choices)})",
        ValueKind.Directory => "_files -/",
        ValueKind.File => "_files",
        ValueKind.Project => "_furrow_project_values",
        _ => " ",
    };
}
