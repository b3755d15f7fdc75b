using System.Diagnostics;
using System.Globalization;

namespace Furrow.Cli.Tests.Fire;

/// <summary>A process of <see cref="Victims"/>, from its start to its death.</summary>
internal static class VictimProcess
{
    private const int KilledBySigkill = 128 + 9;

    /// <summary>
    /// Runs the command on each of the databases up to its event and kills all of them at once; returns for each
    /// whether it was hit: the others had come to their end, a good one, before.
    /// </summary>
    public static async Task<bool[]> KillAsync(
        string directory,
        IReadOnlyList<string> command,
        IReadOnlyList<(IFireDatabase Database, int Gate)> runs,
        int delayMs)
    {
        // The published assemblies instead of those beside the tests: they are compiled ahead, and what users run.
        PublishedCommand published = await PublishedCommand.GetAsync();
        ProcessStartInfo start = new(
            published.Dotnet,
            [
                "exec", "--depsfile", published.Beside(".deps.json"),
                "--runtimeconfig", published.Beside(".runtimeconfig.json"), typeof(Victims).Assembly.Location,
                Victims.Word, delayMs.ToString(CultureInfo.InvariantCulture), directory, .. command,
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        foreach ((IFireDatabase database, int gate) in runs)
        {
            await process.StandardInput.WriteAsync($"{gate} {database.Url}\n");
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(
            process.ExitCode == KilledBySigkill, $"exit {process.ExitCode}\n{await output}\n{await errors}");

        bool[] isHit = [.. runs.Select(_ => true)];
        foreach (string line in (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', 3);
            Assert.True(words[1] == "0", line);
            isHit[int.Parse(words[0], CultureInfo.InvariantCulture)] = false;
        }

        return isHit;
    }
}
