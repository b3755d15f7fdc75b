using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>The snapshot commands on a real project and a real SQLite file.</summary>
public sealed class SnapshotRunTests
{
    [Fact]
    public async Task There_and_back()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup");
        CliResult created = await project.RunAsync("snapshot", "create", "--note", "first", "--json");
        Assert.Equal(ExitCode.Ok, created.ExitCode);
        using JsonDocument document = JsonDocument.Parse(created.Output);
        Assert.Equal("snapshot create", document.RootElement.GetProperty("command").GetString());
        JsonElement snapshot = document.RootElement.GetProperty("snapshot");
        Assert.Equal("first", snapshot.GetProperty("changelog").GetString());
        Assert.Equal(2, snapshot.GetProperty("recordCounts").GetProperty("rooms").GetInt64());
        string name = snapshot.GetProperty("name").GetString()!;

        project.Write("seeds/base/10_more.sql", "INSERT INTO rooms (name) VALUES ('green');\n");
        await project.RunAsync("seed");
        CliResult differs = await project.RunAsync("snapshot", "verify", "--against-database");
        Assert.Equal(ExitCode.Drift, differs.ExitCode);
        Assert.Contains("rooms holds 3 rows, the snapshot 2", differs.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await project.RunAsync("snapshot", "restore")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync("snapshot", "restore", name, "--yes")).ExitCode);
        Assert.Equal(
            ExitCode.Ok, (await project.RunAsync("snapshot", "verify", name, "--against-database")).ExitCode);
        Assert.Equal(ExitCode.Ok, (await project.RunAsync("snapshot", "undo", "--yes")).ExitCode);
        Assert.Equal(ExitCode.Drift, (await project.RunAsync("snapshot", "verify", "--against-database")).ExitCode);
        Assert.Contains("1 snapshot stays", (await project.RunAsync("snapshot", "prune", "--yes")).Output,
            StringComparison.Ordinal);
        Assert.Contains(name, (await project.RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("snapshot", "snapshot needs a command: create, list, restore, verify, undo, prune.")]
    [InlineData("snapshot creat", "'creat' is no command of snapshot.")]
    [InlineData("snapshot create --jobs 2", "snapshot create has no option --jobs.")]
    [InlineData("snapshot restore a b", "snapshot restore does not take 'b'.")]
    [InlineData("snapshot restore --jobs 33", "--jobs is 33; expected a whole number from 1 to 32.")]
    [InlineData("snapshot create --local", "--local has a server copy the database for itself")]
    public async Task Slips_are_usage_errors(string line, string message)
    {
        using TestProject project = TestProject.Small();
        CliResult result = await project.RunAsync(line.Split(' '));
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(message, string.Join(' ', result.Error.Split((char[]?)null,
            StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(project.Directory, "*.db*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_snapshot_ends_with_4()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("setup");
        await project.RunAsync("snapshot", "create");
        string file = Directory.EnumerateFiles(Path.Combine(project.Directory, "snapshots"), "*-2*.sqlite").Single();
        await File.AppendAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        CliResult named = await project.RunAsync("snapshot", "verify", Path.GetFileName(file));
        Assert.Equal(ExitCode.Drift, named.ExitCode);
        Assert.Contains("is damaged", named.Error, StringComparison.Ordinal);
        Assert.Contains("broken:", (await project.RunAsync("snapshot", "list")).Output, StringComparison.Ordinal);

        // The latest of all is told of, not passed over for an older one.
        CliResult latest = await project.RunAsync("snapshot", "verify");
        Assert.Equal(ExitCode.Drift, latest.ExitCode);
        Assert.Contains(Path.GetFileName(file), latest.Error, StringComparison.Ordinal);
    }
}
