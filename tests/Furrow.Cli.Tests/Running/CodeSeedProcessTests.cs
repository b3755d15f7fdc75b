using System.Diagnostics;
using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>C# seeds through the tool as a process: its runtime settings, its console, what it loads.</summary>
public sealed class CodeSeedProcessTests : IDisposable
{
    private const string Seed = """
        // policy: always
        public sealed class Rooms : Seed
        {
            public override async Task RunAsync(SeedContext context, CancellationToken cancellationToken)
            {
                Console.WriteLine("to the console");
                await context.UpsertAsync("rooms", ["id"], new { Id = 1, Name = "mat" }, cancellationToken);
                context.Log(string.Join(",", AppDomain.CurrentDomain.GetAssemblies()
                    .Select(assembly => assembly.GetName().Name)
                    .Where(name => name!.StartsWith("Microsoft.CodeAnalysis"))));
            }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-code-");

    public CodeSeedProcessTests()
    {
        Write("furrow.yaml", "name: rooms\n");
        Write("migrations/1_rooms.up.sql", "CREATE TABLE rooms (id INTEGER PRIMARY KEY, name text);\n");
        Write("seeds/base/00_rooms.cs", Seed);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_compiler_is_loaded_for_a_new_seed_and_for_nothing_else()
    {
        (string first, string firstLog) = await RunAsync(AppContext.BaseDirectory, "setup");
        Assert.Contains("base/00_rooms: Microsoft.CodeAnalysis", firstLog, StringComparison.Ordinal);
        (string second, string secondLog) = await RunAsync(AppContext.BaseDirectory, "setup");
        Assert.Contains("\"details\":\"base/00_rooms: \"", secondLog, StringComparison.Ordinal);

        // One document and nothing else, whatever a seed writes.
        foreach (string output in (string[])[first, second])
        {
            using JsonDocument document = JsonDocument.Parse(output);
            Assert.Equal("applied", document.RootElement.GetProperty("seeds")[0].GetProperty("result").GetString());
        }

        Assert.Contains("to the console", secondLog, StringComparison.Ordinal);

        // Where the compiler cannot even be loaded.
        string crippled = Cripple();
        foreach (string command in (string[])["status", "list", "plan", "doctor", "seed"])
        {
            await RunAsync(crippled, command);
        }
    }

    [Fact]
    public async Task A_scenario_in_code_is_compiled_and_its_parameters_are_options()
    {
        Write("scenarios/mats.cs", """
            public sealed class Mats : ScenarioClass
            {
                public override ScenarioInfo Info => new("Mats") { Parameters = [new("mats", 2)] };

                public override void Build(ScenarioBuilder scenario) =>
                    scenario.Table("rooms").Rows("${mats}").Column("name", "mat ${row}");
            }
            """);
        await RunAsync(AppContext.BaseDirectory, "migrate");
        (string output, _) = await RunAsync(AppContext.BaseDirectory, "generate", "--mats", "5");
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(5, document.RootElement.GetProperty("rows").GetInt32());
    }

    private string Cripple()
    {
        DirectoryInfo tool = _folder.CreateSubdirectory("tool");
        foreach (FileInfo file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles())
        {
            string path = Path.Combine(tool.FullName, file.Name);
            if (file.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            {
                File.WriteAllText(path, "no assembly");
            }
            else if (file.Name.StartsWith("Furrow.Cli.", StringComparison.Ordinal))
            {
                file.CopyTo(path);
            }
            else
            {
                File.CreateSymbolicLink(path, file.FullName);
            }
        }

        string runtimes = Path.Combine(AppContext.BaseDirectory, "runtimes");
        if (Directory.Exists(runtimes))
        {
            Directory.CreateSymbolicLink(Path.Combine(tool.FullName, "runtimes"), runtimes);
        }

        return tool.FullName;
    }

    private async Task<(string Output, string Log)> RunAsync(string tool, params string[] command)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath!,
            [
                Path.Combine(tool, "Furrow.Cli.dll"), .. command,
                "-C", _folder.FullName, "--json", "--log-format", "json",
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_folder.FullName, "cache");
        foreach (string variable in (string[])["DATABASE_URL", "FURROW_DATABASE", "FURROW_ENV", "PGDATABASE", "PGHOST"])
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start)!;
        Task<string> log = process.StandardError.ReadToEndAsync(Token);
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, $"{command[0]} ended with {process.ExitCode}\n{output}\n{await log}");
        return (output, await log);
    }

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
