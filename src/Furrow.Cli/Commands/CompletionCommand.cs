using System.Collections.Immutable;
using System.CommandLine;
using Furrow.Cli.Completion;
using Furrow.Cli.Rendering;

namespace Furrow.Cli.Commands;

/// <summary><c>furrow completion</c>.</summary>
internal sealed class CompletionCommand : Command, ICliCommand
{
    private readonly Argument<string> _shell = OptionParts.ChoiceArgument(
        "SHELL", "The shell to write for: bash, zsh, fish or pwsh", "bash", "zsh", "fish", "pwsh");

    public CompletionCommand()
        : base("completion", "Print a script that completes furrow's commands, options, seeds and environments.") =>
        Arguments.Add(_shell);

    /// <inheritdoc />
    public ImmutableArray<Example> Examples =>
    [
        new("source <(furrow completion bash)", "for this shell; put it into ~/.bashrc for every one"),
        new("furrow completion zsh > ~/.zfunc/_furrow", "with ~/.zfunc in fpath before compinit"),
        new("furrow completion fish > ~/.config/fish/completions/furrow.fish", "for fish"),
        new("furrow completion pwsh | Out-String | Invoke-Expression", "in a PowerShell profile"),
    ];

    /// <inheritdoc />
    public Task<Outcome> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        string shell = run.Get(_shell) ?? "";
        CompletionModel model = CompletionModel.Of((ToolCommand)Parents.Single());
        string script = shell switch
        {
            "bash" => BashScript.Write(model),
            "zsh" => ZshScript.Write(model),
            "fish" => FishScript.Write(model),
            "pwsh" => PowerShellScript.Write(model),
            _ => throw new ArgumentOutOfRangeException(nameof(run), shell, "not a shell"),
        };
        return Task.FromResult(new Outcome(new Page([new Verbatim(script)]), json =>
        {
            json.WriteString("shell", shell);
            json.WriteString("script", script);
        }));
    }
}
