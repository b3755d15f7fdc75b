using System.Diagnostics;
using System.Globalization;

namespace Furrow.Cli.Tests.Fire;

/// <summary>A process of <see cref="Victims"/>, from its start to its death.</summary>
internal static class VictimProcess
{
    private const int KilledBySigkill = 128 + 9;

    /// <summary>
    /// Runs the command in each place up to the event there and kills all runs at once; returns for each null where it
    /// was hit, and where it had come to its end before, a good one, how many events it had.
    /// </summary>
    public static async Task<int?[]> RunAsync(
        string directory, IReadOnlyList<string> command, IReadOnlyList<VictimRun> runs, int delayMs)
    {
        using Process process = await StartAsync(directory, command, delayMs);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        foreach (VictimRun run in runs)
        {
            await process.StandardInput.WriteAsync($"{run.Gate} {(run.HearsStatements ? 1 : 0)} {run.Database.Url}\n");
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(
            process.ExitCode == KilledBySigkill, $"exit {process.ExitCode}\n{await output}\n{await errors}");
        int?[] ended = new int?[runs.Count];
        foreach (string line in (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', 4);
            Assert.True(words[1] == "0", line);
            ended[int.Parse(words[0], CultureInfo.InvariantCulture)] =
                int.Parse(words[2], CultureInfo.InvariantCulture);
        }

        return ended;
    }

    private static async Task<Process> StartAsync(string directory, IReadOnlyList<string> command, int delayMs)
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
        return Process.Start(start)!;
    }
}

/// <summary>
/// One run in a process of many. <paramref name="Gate"/>: after how many events it waits to be killed.
/// <paramref name="HearsStatements"/>: whether each statement is an event, not only what is in the log by default.
/// </summary>
internal sealed record VictimRun(IFireDatabase Database, int Gate = int.MaxValue, bool HearsStatements = false);
