using System.Text.Json;
using System.Text.RegularExpressions;
using Furrow.Cli.Tests.Fire;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Docs;

/// <summary>The steps of the sample's page: what one machine had, the other has afterwards.</summary>
public sealed partial class CuesReadMeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_other_machine_has_what_the_first_one_had(bool isPostgres)
    {
        string[] steps =
        [
            .. Fence.Matches(await File.ReadAllTextAsync(
                Path.Combine(SourceTree.Root, "samples/cues/README.md"), TestContext.Current.CancellationToken))
                .Select(match => match.Groups["code"].Value),
        ];
        Assert.Equal(3, steps.Length);
        await using PostgresFireDatabase? first = isPostgres ? new PostgresFireDatabase() : null;
        await using PostgresFireDatabase? second = isPostgres ? new PostgresFireDatabase() : null;
        DirectoryInfo one = Directory.CreateTempSubdirectory("furrow-cues-one-");
        DirectoryInfo other = Directory.CreateTempSubdirectory("furrow-cues-other-");
        try
        {
            await CloneAsync(one);
            await CloneAsync(other);
            await RunAsync(one, first, steps[0]);
            await RunAsync(one, first, steps[1]);
            string exported = await File.ReadAllTextAsync(
                Path.Combine(one.FullName, "samples/cues/export/seed.sql"), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("Okafor", exported, StringComparison.Ordinal);
            Assert.DoesNotContain("555-01", exported, StringComparison.Ordinal);

            await RunAsync(other, second, $"cp -R '{one.FullName}/samples/cues/snapshots' samples/cues/");
            await RunAsync(other, second, steps[2]);
            Assert.Equal(await ReadAsync(one, first), await ReadAsync(other, second));
        }
        finally
        {
            one.Delete(recursive: true);
            other.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_the_compose_file_mounts_is_there()
    {
        string folder = Path.Combine(SourceTree.Root, "samples/cues");
        string text = await File.ReadAllTextAsync(
            Path.Combine(folder, "compose.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains("- ./snapshots:/docker-entrypoint-initdb.d/dumps:ro", text, StringComparison.Ordinal);
        string script = Mounted.Match(text).Groups["path"].Value;
        Assert.True(File.Exists(Path.GetFullPath(script, folder)));
    }

    private static Task<string> CloneAsync(DirectoryInfo folder) => RunAsync(
        folder,
        database: null,
        $"ln -s '{SourceTree.Root}/furrow' furrow; mkdir samples; cp -R '{SourceTree.Root}/samples/cues' samples/; "
            + "cd samples/cues; rm -rf .furrow snapshots export .env");

    private static async Task<string> ReadAsync(DirectoryInfo folder, PostgresFireDatabase? database)
    {
        using JsonDocument status = JsonDocument.Parse(
            await RunAsync(folder, database, "./furrow status -C samples/cues --json"));
        Assert.Equal(0, status.RootElement.GetProperty("migrations").GetProperty("pending").GetArrayLength());
        return status.RootElement.GetProperty("tables").GetRawText() + status.RootElement.GetProperty("stamp");
    }

    private static async Task<string> RunAsync(DirectoryInfo folder, PostgresFireDatabase? database, string commands)
    {
        Dictionary<string, string?> variables = new() { ["FURROW_DATABASE"] = database?.Url };
        ScriptRun run = await ScriptRun.StartAsync("bash", folder.FullName, ["-e", "-c", commands], variables);
        Assert.True(run.ExitCode == 0, $"{commands}\n{run.Output}\n{run.Errors}");
        return run.Output;
    }

    [GeneratedRegex(@"(?ms)^```bash\n(?<code>.*?)^```", RegexOptions.ExplicitCapture)]
    private static partial Regex Fence { get; }

    [GeneratedRegex(@"- (?<path>\S+init-db\.sh):/docker-entrypoint-initdb\.d/", RegexOptions.ExplicitCapture)]
    private static partial Regex Mounted { get; }
}
