using System.Diagnostics;
using Furrow.Cli.Completion;

namespace Furrow.Cli.Tests.Completion;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Scripts_name_every_command_and_option(string shell)
    {
        CliResult result = await TestHost.Create("/").RunAsync("completion", shell);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        CommandLine line = new(SuggestedValues.None);
        Assert.All(line.Root.Subcommands, command =>
            Assert.Contains(command.Name, result.Output, StringComparison.Ordinal));
        IEnumerable<string> options = line.Root.Subcommands.SelectMany(command => command.Options)
            .Concat(line.Root.Options.Where(option => option.Recursive)).Select(option => option.Name.TrimStart('-'));
        Assert.All(options, option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
        Approval.Verify(result.Output, $"Completion_for_{shell}");
    }

    [Theory]
    [InlineData("furrow ", "status", "setup", "create-seed")]
    [InlineData("furrow s", "status", "stamp", "seed", "setup")]
    [InlineData("furrow status --e", "--env", "--exit-code")]
    [InlineData("furrow migrate --", "--target", "--force", "--json", "--help")]
    [InlineData("furrow create-seed x --kind ", "sql", "csv", "json", "yaml")]
    [InlineData("furrow --log-format ", "text", "json")]
    [InlineData("furrow completion ", "bash", "zsh", "fish", "pwsh")]
    [InlineData("furrow seed ba", "base/00_rooms")]
    [InlineData("furrow stamp ", "development", "production", "staging", "test")]
    [InlineData("furrow seed --env de", "development")]
    [InlineData("furrow snapshot ", "create", "list", "restore", "verify", "undo", "prune")]
    [InlineData("furrow snapshot restore dev", "development-seeded-v1a2b3c4-20260131-081500")]
    [InlineData("furrow snapshot restore --no", "--no-privileges", "--no-color")]
    public async Task Bash_completes_for_real(string typed, params string[] expected)
    {
        using TestProject project = TestProject.Small();
        project.Write("snapshots/development-seeded-v1a2b3c4-20260131-081500.metadata.json", "{}");
        string[] words = await CompleteInBashAsync(project, typed);
        Assert.All(expected, word => Assert.Contains(word, words));
        string current = typed[(typed.LastIndexOf(' ') + 1)..];
        Assert.All(words, word => Assert.StartsWith(current, word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_seed_named_like_a_command_is_not_run_by_the_shell()
    {
        using TestProject project = TestProject.Small();
        project.Write("seeds/base/05_$(touch hacked).sql", "SELECT 1;\n");
        string[] words = await CompleteInBashAsync(project, "furrow seed base/05");
        Assert.Equal(["base/05_\\$\\(touch\\ hacked\\)"], words);
        Assert.False(File.Exists(Path.Combine(project.Directory, "hacked")));
    }

    [Theory]
    [InlineData("[suggest:11]", "furrow seed base")]
    [InlineData("[suggest]", "furrow seed")]
    [InlineData("[suggest:99]", "furrow")]
    [InlineData("[suggest:x]", "")]
    public async Task Suggestions_never_fail(string directive, string text)
    {
        CliResult result = await TestHost.Create("/").RunAsync(directive, text);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    private static async Task<string[]> CompleteInBashAsync(TestProject project, string typed)
    {
        string script = (await TestHost.Create("/").RunAsync("completion", "bash")).Output;
        project.Write("completion.bash", script);
        // The shell's own `furrow` answers as the tool does, from a file that the tool filled before.
        CliResult suggested = await project.RunAsync($"[suggest:{typed.Length}]", typed);
        project.Write("suggested.txt", suggested.Output);
        string test = $$"""
            furrow() { cat "$PWD/suggested.txt"; }
            source ./completion.bash
            complete -p furrow >&2
            compopt() { :; }
            COMP_LINE='{{typed}}' COMP_POINT={{typed.Length}}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _furrow
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        ProcessStartInfo start = new("bash", ["--norc", "-c", test])
        {
            WorkingDirectory = project.Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process bash = Process.Start(start)!;
        string output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("complete -F _furrow furrow\n", error);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
