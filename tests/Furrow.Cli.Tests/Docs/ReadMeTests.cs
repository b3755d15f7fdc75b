using System.Text.RegularExpressions;
using Furrow.Cli.Tests.Fire;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Docs;

/// <summary>The README's commands are run as a reader would run them, and its screen is what they print.</summary>
public sealed partial class ReadMeTests
{
    private const string PostgresExample = "postgres://me@localhost:5432/pilates";

    private static readonly string Text = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));

    [Fact]
    public async Task Every_command_works_one_after_another_and_the_first_screen_is_what_setup_prints()
    {
        await using PostgresFireDatabase database = new();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("furrow-readme-");
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "furrow"), Path.Combine(SourceTree.Root, "furrow"));
            string sample = Path.Combine(SourceTree.Root, "samples/pilates");
            await RunAsync(folder, $"mkdir samples; cp -R '{sample}' samples/; rm -rf samples/pilates/.furrow");
            string[] blocks =
            [
                .. Block("bash")
                    .Select(block => block.Replace(PostgresExample, database.Url, StringComparison.Ordinal)),
            ];
            Assert.Equal(3, blocks.Length);

            // This test is part of what ./test runs.
            string first = await RunAsync(folder, blocks[0].Replace("./test ", "true ", StringComparison.Ordinal));
            HoldAgainstScreen(first);
            foreach (string block in blocks.Skip(1))
            {
                await RunAsync(folder, block);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_Csharp_example_is_what_is_compiled_here()
    {
        string source = File.ReadAllText(
            Path.Combine(SourceTree.Root, "tests/Furrow.Cli.Tests/Docs/ReadMeExample.cs"));
        string compiled = source.Split("// README")[1].Replace("\n        ", "\n", StringComparison.Ordinal);
        Assert.Equal(compiled.Trim(), Block("csharp").Single().Trim());
    }

    private static async Task<string> RunAsync(DirectoryInfo folder, string commands)
    {
        ScriptRun run = await ScriptRun.StartAsync("bash", folder.FullName, ["-e", "-c", commands]);
        Assert.True(run.ExitCode == 0, $"{commands}\n{run.Output}\n{run.Errors}");
        return run.Output;
    }

    // Every line of the screen appears in the output, in this order; times and runs of blanks differ.
    private static void HoldAgainstScreen(string output)
    {
        List<string> printed = [.. output.Split('\n').Select(Normal)];
        int from = 0;
        IEnumerable<string> shown = Block("text").Single().Split('\n').Select(Normal);
        foreach (string line in shown.Where(line => line.Length > 0 && line != "…"))
        {
            int at = printed.IndexOf(line, from);
            Assert.True(at >= 0, $"The README shows '{line}', which was not printed after line {from}:\n{output}");
            from = at + 1;
        }
    }

    private static string Normal(string line) => Blanks.Replace(Times.Replace(line, "TIME"), " ").Trim();

    private static IEnumerable<string> Block(string language) =>
        Fence.Matches(Text)
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["code"].Value);

    [GeneratedRegex(@"(?ms)^```(?<language>\w+)\n(?<code>.*?)^```", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"[0-9.]+ m?s\b")]
    private static partial Regex Times { get; }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }
}
