using System.Text;
using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>The commands around seeds, on a real project and a real SQLite file.</summary>
public sealed class SeedToolsTests
{
    [Fact]
    public async Task A_seeds_life()
    {
        using TestProject project = TestProject.Small();
        StringBuilder day = new();
        await RunAsync("seed-check", "setup --quiet", "seed-sync", "seed-sync", "seed-check");
        project.Write("seeds/base/00_rooms.sql", "INSERT INTO rooms (name) VALUES ('green');\n");
        project.Write("seeds/base/05_admin.yaml", "tables:\n  - table: room\n    rows: [ { password: hunter2 } ]\n");
        await RunAsync("seed-check", "seed-sync --accept 00_rooms", "seed-sync --accept 00_rooms --yes");
        File.Delete(Path.Combine(project.Directory, "seeds", "base", "05_admin.yaml"));
        File.Delete(Path.Combine(project.Directory, "seeds", "development", "00_chairs.sql"));
        await RunAsync("seed-check", "seed-clean", "seed-clean --force", "seed-check", "seed-check --env test");
        Approval.Verify(day.ToString());

        async Task RunAsync(params string[] commands)
        {
            foreach (string command in commands)
            {
                CliResult result = await project.RunAsync(command.Split(' '));
                day.Append($"$ furrow {command}\n").Append(project.Scrub(result.ToString())).Append('\n');
            }
        }
    }

    [Fact]
    public async Task A_new_seed_names_the_environment_that_takes_it()
    {
        using TestProject project = TestProject.Small();
        string here = (await project.RunAsync("create-seed", "roles")).Output;
        string elsewhere = (await project.RunAsync("create-seed", "edges", "--test")).Output;
        Assert.EndsWith("Next: furrow seed\n", here, StringComparison.Ordinal);
        Assert.EndsWith("Next: furrow seed --env test\n", elsewhere, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_ends_with_1_before_4_before_3()
    {
        using TestProject project = TestProject.Small();
        Assert.Equal(ExitCode.Pending, await CheckAsync());
        await project.RunAsync("setup");
        Assert.Equal(ExitCode.Ok, await CheckAsync());
        project.Write("seeds/base/10_new.sql", "SELECT 1;");
        Assert.Equal(ExitCode.Pending, await CheckAsync());
        project.Write("seeds/base/00_rooms.sql", "SELECT 2;");
        Assert.Equal(ExitCode.Drift, await CheckAsync());
        project.Write("seeds/base/10_new.sql", "SELECT nothing;");
        Assert.Equal(ExitCode.Failed, await CheckAsync());

        async Task<int> CheckAsync() => (await project.RunAsync("seed-check")).ExitCode;
    }

    [Fact]
    public async Task Checking_creates_nothing()
    {
        using TestProject project = TestProject.Small();
        await project.RunAsync("seed-check", "--json");
        Assert.False(Directory.Exists(Path.Combine(project.Directory, ".furrow")));
        Assert.False(File.Exists(Path.Combine(project.Directory, "seeds", "seeds.lock")));
    }

    [Fact]
    public async Task The_sample_passes()
    {
        using TestProject project = TestProject.Empty();
        Copy(Path.Combine(SourceTree.Root, "samples", "pilates"), project.Directory);
        await project.RunAsync("setup", "--env", "test");
        CliResult result = await project.RunAsync("seed-check", "--env", "test");
        Assert.Equal((ExitCode.Ok, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Creating_a_seed_lists_it()
    {
        using TestProject project = TestProject.Small();
        JsonElement first = Root(await project.RunAsync("create-seed", "plans", "--json"));
        Assert.Equal(2, first.GetProperty("created").GetArrayLength());
        JsonElement second = Root(await project.RunAsync("create-seed", "more", "--kind", "csv", "--json"));
        Assert.EndsWith("seeds.lock", Assert.Single(second.GetProperty("updated").EnumerateArray()).GetString());
        Assert.Contains(
            "base/10_more csv 1.0.0 ",
            await File.ReadAllTextAsync(
                Path.Combine(project.Directory, "seeds", "seeds.lock"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_shows_changes_until_it_is_stopped_and_ends_well()
    {
        using TestProject project = TestProject.Small();
        using CancellationTokenSource stop =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        TestHost host = project.Host();
        using LineCounter output = new(lines: 4, stop);
        Task<int> watching = FurrowCli.RunAsync(
            ["seed-watch", "--json"], host.Host with { Clock = TimeProvider.System, Out = output }, stop.Token);
        await output.ReachedAsync(3);
        project.Write("seeds/base/05_plans.sql", "SELECT 1;\n");
        Assert.Equal(ExitCode.Ok, await watching);

        JsonElement[] documents =
        [
            .. output.ToString().TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.Equal(
            ["watching", "added", "added", "added", "ended"],
            documents.Select(document => document.GetProperty("event").GetString()));
        Assert.Equal("base/05_plans", documents[3].GetProperty("subject").GetString());
        Assert.Equal(3, documents[4].GetProperty("changes").GetInt32());
        Assert.Equal("", host.Error.ToString());
    }

    private static JsonElement Root(CliResult result) => JsonDocument.Parse(result.Output).RootElement;

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains(".furrow", StringComparison.Ordinal)))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Standard output that presses Ctrl-C once it has so many lines.</summary>
    private sealed class LineCounter(int lines, CancellationTokenSource stop) : StringWriter
    {
        private readonly Lock _gate = new();

        public override void Write(string? value)
        {
            lock (_gate)
            {
                base.Write(value);
            }

            if (Count() >= lines && !stop.IsCancellationRequested)
            {
                // A signal comes from another thread.
                _ = Task.Run(stop.Cancel, CancellationToken.None);
            }
        }

        public async Task ReachedAsync(int count)
        {
            while (Count() < count)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        private int Count()
        {
            lock (_gate)
            {
                return base.ToString().Count(c => c == '\n');
            }
        }
    }
}
