namespace Furrow.Cli.Tests.Reports;

public sealed class ReportFileTests
{
    private const string Dry = "generate rooms --dry-run --report";

    [Theory]
    [InlineData("missing/page.html", "there is no folder {0}/missing.")]
    [InlineData("seeds", "{0}/seeds, a folder; expected a file.")]
    [InlineData("notes.html", "{0}/notes.html, which is there and is no report of furrow's.")]
    public async Task What_stands_in_the_way_is_told_before_any_row_is_written(string file, string message)
    {
        using TestProject project = await RoomsAsync();
        project.Write("notes.html", "<!DOCTYPE html><p>mine</p>");
        CliResult result = await project.RunAsync("generate", "rooms", "--report", file);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        string expected = message.Replace("{0}", project.Directory, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Contains("hint: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("<!DOCTYPE html><p>mine</p>", File.ReadAllText(Path.Combine(project.Directory, "notes.html")));
        CliResult again = await project.RunAsync("generate", "rooms");
        Assert.DoesNotContain("continued", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_report_is_replaced()
    {
        using TestProject project = await RoomsAsync();
        await project.RunAsync([.. Dry.Split(' '), "page.html"]);
        string first = File.ReadAllText(Path.Combine(project.Directory, "page.html"));
        CliResult result = await project.RunAsync([.. Dry.Split(' '), "page.html", "--random-seed", "7"]);
        Assert.True(result.ExitCode == ExitCode.Ok, $"{result}");
        Assert.NotEqual(first, File.ReadAllText(Path.Combine(project.Directory, "page.html")));
    }

    [Fact]
    public async Task Of_a_failed_run_there_is_no_report_and_an_earlier_one_stays()
    {
        using TestProject project = await RoomsAsync();
        await project.RunAsync([.. Dry.Split(' '), "page.html"]);
        string first = File.ReadAllText(Path.Combine(project.Directory, "page.html"));
        foreach (string page in (string[])["page.html", "other.html"])
        {
            CliResult result = await project.RunAsync("generate", "broken", "--report", page);
            Assert.Equal(ExitCode.Failed, result.ExitCode);
        }

        Assert.Equal(first, File.ReadAllText(Path.Combine(project.Directory, "page.html")));
        Assert.False(File.Exists(Path.Combine(project.Directory, "other.html")));
        Assert.Empty(Directory.EnumerateFiles(project.Directory, ".*.html*"));
    }

    [Theory]
    [InlineData("--prepare")]
    [InlineData("--shard 1/2")]
    [InlineData("--finish")]
    [InlineData("--abort")]
    public async Task Steps_of_a_shared_run_have_none(string step)
    {
        using TestProject project = await RoomsAsync();
        CliResult result = await project.RunAsync(["generate", .. step.Split(' '), "--report", "page.html"]);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains($"{step.Split(' ')[0]} goes without --report.", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(project.Directory, "page.html")));
    }

    private static async Task<TestProject> RoomsAsync()
    {
        TestProject project = TestProject.Small();
        project.Write("furrow.yaml", "name: small\nscenarios: { default: rooms }\n");
        project.Write(
            "scenarios/rooms.yaml",
            """
            description: Rooms
            presets: { rooms: {}, broken: { count: 9 } }
            parameters: { count: { default: 3 } }
            tables:
              rooms: { rows: '${count}', columns: { name: 'Room ${count == 9 ? 1 : row}' } }
            """);
        CliResult result = await project.RunAsync("migrate");
        Assert.True(result.ExitCode == ExitCode.Ok, $"{result}");
        return project;
    }
}
