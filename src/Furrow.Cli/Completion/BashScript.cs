namespace Furrow.Cli.Completion;

/// <summary>Completion for bash 4 and later. Words are never handed to <c>compgen -W</c> unless they are our own: it
/// would
/// expand what a file name holds.</summary>
internal static class BashScript
{
    /// <summary>The script.</summary>
    public static string Write(CompletionModel model)
    {
        ScriptText script = new();
        script.Block("""
            # Completion of furrow for bash: source <(furrow completion bash)
            _furrow_project_values() {
                local word quoted
                while IFS= read -r word; do
                    if [[ $word == "$cur"* && $word != -* ]]; then
                        printf -v quoted %q "$word"
                        COMPREPLY+=("$quoted")
                    fi
                done < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            }

            _furrow() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= i
                COMPREPLY=()
                if [[ $cur == = ]]; then
                    cur=
                elif [[ $prev == = ]]; then
                    prev=${COMP_WORDS[COMP_CWORD-2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
            """);
        script.Line($"            {string.Join('|', ValueNames(model.Shared))}) ((i++)) ;;");
        script.Line("            -*|=) ;;");
        script.Block("""
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                case $command:$prev in
            """);
        foreach (CommandWords command in model.Commands)
        {
            WriteValues(script, command.Options, command.Name);
        }

        WriteValues(script, model.Shared, "*");
        script.Line("    esac").Line("    case $command in");
        string first = Quoted(model.Commands.Select(command => command.Name).Concat(Names(model.Shared)));
        script.Line($"        '') _furrow_words {first} ;;");
        foreach (CommandWords command in model.Commands)
        {
            string words = Quoted(Names(command.Options).Concat(Names(model.Shared)).Distinct(StringComparer.Ordinal));
            script.Line($"        {command.Name})");
            script.Line($"            if [[ $cur == -* ]]; then _furrow_words {words}");
            script.Line($"            else {(command.Argument is null ? ":" : Value(command.Argument))}; fi ;;");
        }

        return script.Block("""
                esac
            }

            _furrow_words() {
                mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
            }

            complete -F _furrow furrow
            """).ToString();
    }

    private static void WriteValues(ScriptText script, IEnumerable<OptionWords> options, string command)
    {
        foreach (OptionWords option in options.Where(option => option.Value is not null))
        {
            string cases = string.Join('|', option.Names.Select(name => $"{command}:{name}"));
            script.Line($"        {cases}) {Value(option.Value!)}; return ;;");
        }
    }

    private static string Value(ValueWords value) => value.Kind switch
    {
        ValueKind.Choice => $"_furrow_words {Quoted(value.Choices)}",
        ValueKind.Directory => "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")",
        ValueKind.File => "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")",
        ValueKind.Project => "_furrow_project_values",
        _ => ":",
    };

    private static IEnumerable<string> Names(IEnumerable<OptionWords> options) => options.SelectMany(o => o.Names);

    private static IEnumerable<string> ValueNames(IEnumerable<OptionWords> options) =>
        Names(options.Where(option => option.Value is not null));

    private static string Quoted(IEnumerable<string> words) => ScriptText.Quote(string.Join(' ', words));
}
