using System.Text.RegularExpressions;
using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Docs;

/// <summary>The commands of the studio's page, one after another, each of which has to succeed.</summary>
public sealed partial class PilatesReadMeTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Every_command_about_generating_works_one_after_another(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.CreateAsync();
        string text = await File.ReadAllTextAsync(
            Path.Combine(SourceTree.Root, "samples/pilates/README.md"), TestContext.Current.CancellationToken);
        string[] blocks = [.. Fence.Matches(text).Select(match => match.Groups["code"].Value)];
        Assert.Equal(2, blocks.Length);
        string[][] commands =
        [
            .. blocks[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
                line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ];
        Assert.All(commands, words => Assert.Equal(
            ("./furrow", "-C", "samples/pilates"), (words[0], words[^2], words[^1])));
        foreach (string[] words in commands)
        {
            await project.RunAsTextAsync(words[1..^2]);
        }
    }

    [Fact]
    public async Task The_page_names_every_preset_and_every_parameter()
    {
        await using SampleProject project = SampleProject.Copy("pilates", "sqlite");
        string text = await File.ReadAllTextAsync(
            Path.Combine(SourceTree.Root, "samples/pilates/README.md"), TestContext.Current.CancellationToken);
        string scenario = await File.ReadAllTextAsync(
            Path.Combine(project.Folder, "scenarios/studio.yaml"), TestContext.Current.CancellationToken);
        string parameters = scenario.Split("parameters:\n")[1].Split("\npresets:")[0];
        string presets = scenario.Split("\npresets:\n")[1].Split("\ntables:")[0];
        foreach (Match name in Entry.Matches(parameters))
        {
            Assert.Contains(
                $"`--{name.Groups["name"].Value.Replace('_', '-')}", text, StringComparison.Ordinal);
        }

        foreach (Match name in Entry.Matches(presets))
        {
            Assert.Contains($"`{name.Groups["name"].Value}`", text, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"(?ms)^```bash\n(?<code>.*?)^```", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"(?m)^  (?<name>[a-z_]+):", RegexOptions.ExplicitCapture)]
    private static partial Regex Entry { get; }
}
