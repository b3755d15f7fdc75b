using System.Diagnostics;
using Furrow.Specification;

namespace Furrow.Hosting.Tests;

/// <summary>Runs samples/worker as it was built.</summary>
public sealed class WorkerSampleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-worker-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Development", "parcels: 2 rows")]
    [InlineData("Production", "is judged as production")]
    public async Task It_sets_its_database_up_where_it_may(string environment, string expected)
    {
        string output = await RunAsync(environment);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(environment == "Development", File.Exists(Path.Combine(_folder.FullName, "worker.db")));
    }

    [Fact]
    public void Its_program_is_short()
    {
        string program = Path.Combine(SourceTree.Root, "samples", "worker", "Program.cs");
        Assert.InRange(File.ReadLines(program).Count(), 1, 29);
    }

    private async Task<string> RunAsync(string environment)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(SourceTree.Root, "artifacts", "bin", "Worker", configuration, "Worker.dll");
        ProcessStartInfo start = new("dotnet", [program, "--environment", environment])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (string variable in (string[])["DOTNET_ENVIRONMENT", "FURROW_ENV", "APP_ENV", "NODE_ENV"])
        {
            start.Environment.Remove(variable);
        }

        start.Environment["DATABASE_URL"] = "sqlite:" + Path.Combine(_folder.FullName, "worker.db");
        using Process process = Process.Start(start)!;
        CancellationToken token = TestContext.Current.CancellationToken;
        Task<string> output = process.StandardOutput.ReadToEndAsync(token);
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output + await error;
    }
}
