using System.Diagnostics;

namespace Furrow.Cli.Tests.Secrets;

/// <summary>A program that furrow starts gets no secret: not as an argument, and not in its environment.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-child-");

    private string Tools => Directory.CreateDirectory(Path.Combine(_folder.FullName, "tools")).FullName;

    private string Seen => Path.Combine(_folder.FullName, "seen");

    private static string RunReal
    {
        get
        {
            string real = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "pg_dump")).First(File.Exists);
            return $"exec '{real}' \"$@\"";
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_client_tool_that_doctor_asks_for_its_version_sees_none()
    {
        await using PostgresSecretScene scene = new();
        await scene.CreateAsync(Token);
        await WriteToolAsync("echo 'pg_dump (PostgreSQL) 15.1'");
        (_, string output) = await RunAsync(scene, "doctor", "--verbose");
        await SawNoSecretAsync(scene, output, "--version");
    }

    [Fact]
    public async Task C8_a_client_tool_that_reads_definitions_sees_none()
    {
        await using PostgresSecretScene scene = new();
        await scene.CreateAsync(Token);
        await WriteToolAsync(RunReal);
        string exported = Path.Combine(_folder.FullName, "out");
        (int exitCode, string output) = await RunAsync(
            scene, "export", "--format", "sql", "--schema-only", "--out", exported, "--verbose");
        Assert.True(exitCode == 0, output);
        await SawNoSecretAsync(scene, output, "--schema-only");
        Assert.DoesNotContain(
            scene.PasswordWord,
            await File.ReadAllTextAsync(Path.Combine(exported, "schema.sql"), Token),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task D4_a_client_tool_that_stores_the_database_sees_none()
    {
        await using PostgresSecretScene scene = new();
        await scene.CreateAsync(Token);
        Directory.Delete(Path.Combine(scene.Folder.Path, "seeds"), recursive: true);
        await WriteToolAsync(RunReal);
        (int exitCode, string output) = await RunAsync(scene, "snapshot", "create", "--force", "--verbose");
        Assert.True(exitCode == 0, output);
        await SawNoSecretAsync(scene, output, "--snapshot=");
    }

    // Notes what it is given, then does what it is for.
    private async Task WriteToolAsync(string work)
    {
        string fake = Path.Combine(Tools, "pg_dump");
        await File.WriteAllTextAsync(
            fake,
            $"#!/bin/sh\ntr '\\0' '\\n' < /proc/$$/cmdline >> '{Seen}'\n"
                + $"tr '\\0' '\\n' < /proc/$$/environ >> '{Seen}'\n{work}\n",
            Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<(int ExitCode, string Output)> RunAsync(PostgresSecretScene scene, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(SourceTree.Root, "artifacts/bin/Furrow.Cli", configuration, "Furrow.Cli.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments, "-C", scene.Folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in scene.Variables)
        {
            start.Environment[name] = value;
        }

        start.Environment["PGPASSWORD"] = scene.PasswordWord;
        start.Environment["PATH"] = Tools + Path.PathSeparator + start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Token);
        string output = await process.StandardOutput.ReadToEndAsync(Token) + await error;
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output);
    }

    private async Task SawNoSecretAsync(PostgresSecretScene scene, string output, string argument)
    {
        string child = await File.ReadAllTextAsync(Seen, Token);
        Assert.Contains(argument, child, StringComparison.Ordinal);
        foreach (string text in (string[])[child, output])
        {
            Assert.DoesNotContain(scene.PasswordWord, text, StringComparison.Ordinal);
            Assert.DoesNotContain(scene.TokenWord, text, StringComparison.Ordinal);
        }
    }
}
