namespace Furrow.Cli.Completion;

/// <summary>Completion for PowerShell.</summary>
internal static class PowerShellScript
{
    /// <summary>The script.</summary>
    public static string Write(CompletionModel model)
    {
        ScriptText script = new();
        script.Line("# Completion of furrow for PowerShell: furrow completion pwsh | Out-String | Invoke-Expression");
        script.Line("Register-ArgumentCompleter -Native -CommandName furrow -ScriptBlock {");
        script.Line("    param($wordToComplete, $commandAst, $cursorPosition)");
        script.Line("    $commands = [ordered]@{");
        foreach (CommandWords command in model.Commands)
        {
            script.Line($"        {Quote(command.Name)} = {Quote(command.Description)}");
        }

        script.Line("    }").Line("    $shared = [ordered]@{");
        WriteOptions(script, model.Shared, "        ");
        script.Line("    }").Line("    $own = @{");
        foreach (CommandWords command in model.Commands.Where(command => command.Options.Length > 0))
        {
            script.Line($"        {Quote(command.Name)} = [ordered]@{{");
            WriteOptions(script, command.Options, "            ");
            script.Line("        }");
        }

        return script.Block("""
                }
                $typed = $commandAst.ToString().PadRight($cursorPosition)
                $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() })
                $command = $words | Select-Object -Skip 1 |
                    Where-Object { $commands.Contains($_) } | Select-Object -First 1
                $known = [ordered]@{}
                if ($wordToComplete -like '-*') {
                    foreach ($name in $shared.Keys) { $known[$name] = $shared[$name] }
                    if ($command -and $own.ContainsKey($command)) {
                        foreach ($name in $own[$command].Keys) { $known[$name] = $own[$command][$name] }
                    }
                } else {
                    & $words[0] "[suggest:$cursorPosition]" $typed 2>$null |
                        Where-Object { $_ -notlike '-*' } |
                        ForEach-Object { $known[$_] = if ($commands.Contains($_)) { $commands[$_] } else { $_ } }
                }
                $known.Keys | Where-Object { $_.StartsWith($wordToComplete) } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $known[$_])
                }
            }
            """).ToString();
    }

    private static void WriteOptions(ScriptText script, IEnumerable<OptionWords> options, string indent)
    {
        foreach (OptionWords option in options)
        {
            script.Line($"{indent}{Quote(option.Names[0])} = {Quote(option.Description)}");
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
