namespace Furrow.Cli.Tests.Scripts;

/// <summary><c>./furrow</c>: builds when it must, once, and otherwise only starts the command.</summary>
public sealed class WrapperTests : IDisposable
{
    private readonly ScriptClone clone = new();

    public void Dispose() => clone.Dispose();

    [Fact]
    public async Task It_runs_in_the_callers_directory_through_symlinks_with_spaces()
    {
        string caller = clone.MakeDirectory("where the caller is");
        string links = clone.MakeDirectory("some links");
        File.CreateSymbolicLink(Path.Combine(links, "one link"), Path.GetRelativePath(links, clone.Furrow));
        File.CreateSymbolicLink(Path.Combine(links, "furrow"), "one link");

        ScriptRun run = await clone.RunAsync(
            "bash", caller, "-c", "exec \"$0\" \"$@\"", "../some links/furrow", "-C", "two words", "", "*");

        Assert.Equal($"version 1\n{caller}\n[-C]\n[two words]\n[]\n[*]\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Six_started_at_once_build_once()
    {
        ScriptRun[] runs = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => clone.RunFurrowAsync($"{i}")));

        Assert.All(runs, run => Assert.Equal(0, run.ExitCode));
        Assert.Equal(["[1]", "[2]", "[3]", "[4]", "[5]", "[6]"], runs.Select(run => run.LastLine));
        Assert.Equal(1, clone.Calls("publish"));
    }

    [Fact]
    public async Task A_second_start_asks_for_no_sdk_and_says_nothing_of_its_own()
    {
        await clone.RunFurrowAsync();
        int asked = clone.Calls("--list-sdks");

        ScriptRun run = await clone.RunFurrowAsync("status");

        Assert.Equal(asked, clone.Calls("--list-sdks"));
        Assert.Equal(1, clone.Calls("publish"));
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task A_changed_source_is_built_and_the_earlier_build_is_kept_for_who_runs_it()
    {
        await clone.RunFurrowAsync();
        clone.Write("src/Program.cs", "version 2\n");

        ScriptRun changed = await clone.RunFurrowAsync();
        clone.Write("src/Program.cs", "version 1\n");
        ScriptRun changedBack = await clone.RunFurrowAsync();

        Assert.StartsWith("version 2\n", changed.Output, StringComparison.Ordinal);
        Assert.StartsWith("version 1\n", changedBack.Output, StringComparison.Ordinal);
        Assert.Equal(2, clone.Calls("publish"));
    }

    [Fact]
    public async Task A_source_moved_in_place_with_an_old_time_is_noticed_and_so_is_a_removed_one()
    {
        clone.Write("src/Extra.cs", "extra\n");
        string older = clone.PathOf("older.cs");
        await File.WriteAllTextAsync(older, "version 0\n");
        File.SetLastWriteTimeUtc(older, new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        await clone.RunFurrowAsync();

        File.Move(older, clone.PathOf("src/Program.cs"), overwrite: true);
        ScriptRun moved = await clone.RunFurrowAsync();
        File.Delete(clone.PathOf("src/Extra.cs"));
        await clone.RunFurrowAsync();

        Assert.StartsWith("version 0\n", moved.Output, StringComparison.Ordinal);
        Assert.Equal(3, clone.Calls("publish"));
    }

    [Fact]
    public async Task A_source_changed_while_it_is_built_is_built_again()
    {
        clone.Write("after-publish", """rm "$clone/after-publish"; echo version 2 >"$clone/src/Program.cs" """);

        ScriptRun run = await clone.RunFurrowAsync();

        Assert.StartsWith("version 2\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, clone.Calls("publish"));
    }

    [Fact]
    public async Task A_killed_build_neither_counts_nor_blocks_the_next()
    {
        clone.Write("after-publish", """rm "$clone/after-publish"; kill -9 $PPID""");

        ScriptRun killed = await clone.RunFurrowAsync();
        ScriptRun next = await clone.RunFurrowAsync();

        Assert.NotEqual(0, killed.ExitCode);
        Assert.Equal("", killed.Output);
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(2, clone.Calls("publish"));
    }

    [Fact]
    public async Task Only_the_last_builds_are_kept()
    {
        for (int version = 1; version <= 5; version++)
        {
            clone.Write("src/Program.cs", $"version {version}\n");
            await clone.RunFurrowAsync();
        }

        Assert.Equal(3, Directory.GetDirectories(clone.PathOf("artifacts/cli")).Length);
    }

    [Fact]
    public async Task A_failed_build_shows_the_compilers_messages_and_fails()
    {
        clone.Write("after-publish", "echo 'error CS1002: ; expected'; exit 1");

        ScriptRun run = await clone.RunFurrowAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("error CS1002: ; expected", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_dotnet_it_says_how_to_get_it()
    {
        File.Delete(clone.PathOf("bin/dotnet"));

        ScriptRun run = await clone.RunFurrowAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_older_sdk_it_says_which_one_there_is()
    {
        clone.Write("sdks", "8.0.100 [/somewhere]\n");

        ScriptRun run = await clone.RunFurrowAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("8.0.100 [/somewhere]", run.Errors, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_command_starts_through_a_symlink()
    {
        string directory = clone.MakeDirectory("elsewhere");
        string link = Path.Combine(directory, "my furrow");
        File.CreateSymbolicLink(link, Path.Combine(SourceTree.Root, "furrow"));

        ScriptRun run = await ScriptRun.StartAsync(link, directory, ["--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(Directory.GetFiles(directory).Except([link]));
    }
}
