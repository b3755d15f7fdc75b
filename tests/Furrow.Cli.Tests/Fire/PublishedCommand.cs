using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Fire;

/// <summary>The command as <c>./furrow</c> starts it: its own build, compiled ahead.</summary>
internal sealed record PublishedCommand(string Dotnet, string Assembly)
{
    private static readonly Lazy<Task<PublishedCommand>> Found = new(FindAsync);

    /// <summary>Builds it first where <c>./furrow</c> would.</summary>
    public static Task<PublishedCommand> GetAsync() => Found.Value;

    /// <summary>A file that lies beside the assembly and has its name.</summary>
    public string Beside(string ending) => Path.ChangeExtension(Assembly, ending);

    private static async Task<PublishedCommand> FindAsync()
    {
        ScriptRun run = await ScriptRun.StartAsync(
            Path.Combine(SourceTree.Root, "furrow"), SourceTree.Root, ["--version"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        string builds = Path.Combine(SourceTree.Root, "artifacts", "cli");
        string[] current = await File.ReadAllLinesAsync(Path.Combine(builds, "current"));
        return new PublishedCommand(current[1], Path.Combine(builds, current[0], "Furrow.Cli.dll"));
    }
}
