using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Delivery;

/// <summary>A folder with a copy of the sample project, to use furrow in as its users get it.</summary>
internal sealed class DeliveryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-delivery-");

    public string Project => PathOf("project");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public async Task CopySampleAsync() => await RunAsync(
        _folder.FullName,
        $"cp -R '{Path.Combine(SourceTree.Root, "samples/pilates")}' project; rm -rf project/.furrow");

    /// <summary>Runs commands that have to succeed; returns what they printed.</summary>
    public static async Task<string> RunAsync(
        string directory, string commands, IReadOnlyDictionary<string, string?>? environment = null)
    {
        ScriptRun run = await ScriptRun.StartAsync("bash", directory, ["-e", "-c", commands], environment);
        Assert.True(run.ExitCode == 0, $"{commands}\n{run.ExitCode}\n{run.Output}\n{run.Errors}");
        return run.Output;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
