using System.Diagnostics;

namespace Furrow.Cli.Tests.Secrets;

/// <summary>A program that furrow starts gets no secret: not as an argument, and not in its environment.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-child-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_client_tool_that_doctor_asks_for_its_version_sees_none()
    {
        await using PostgresSecretScene scene = new();
        CancellationToken token = TestContext.Current.CancellationToken;
        await scene.CreateAsync(token);
        string seen = Path.Combine(_folder.FullName, "seen");
        string tools = Directory.CreateDirectory(Path.Combine(_folder.FullName, "tools")).FullName;
        string fake = Path.Combine(tools, "pg_dump");
        await File.WriteAllTextAsync(
            fake,
            $"#!/bin/sh\ntr '\\0' '\\n' < /proc/$$/cmdline >> '{seen}'\ntr '\\0' '\\n' < /proc/$$/environ >> '{seen}'\n"
                + "echo 'pg_dump (PostgreSQL) 15.1'\n",
            token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(fake, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.Combine(SourceTree.Root, "artifacts/bin/Furrow.Cli", configuration, "Furrow.Cli.dll");
        ProcessStartInfo start = new("dotnet", [program, "doctor", "-C", scene.Folder.Path, "--verbose"])
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
        start.Environment["PATH"] = tools + Path.PathSeparator + start.Environment["PATH"];
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(token);
        string output = await process.StandardOutput.ReadToEndAsync(token) + await error;
        await process.WaitForExitAsync(token);

        string child = await File.ReadAllTextAsync(seen, token);
        Assert.Contains("--version", child, StringComparison.Ordinal);
        foreach (string text in (string[])[child, output])
        {
            Assert.DoesNotContain(scene.PasswordWord, text, StringComparison.Ordinal);
            Assert.DoesNotContain(scene.TokenWord, text, StringComparison.Ordinal);
        }
    }
}
