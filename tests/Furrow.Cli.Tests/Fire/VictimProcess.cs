using System.Diagnostics;
using System.Globalization;

namespace Furrow.Cli.Tests.Fire;

/// <summary>A process of <see cref="Victims"/>, from its start to its death.</summary>
internal static class VictimProcess
{
    private const int KilledBySigkill = 128 + 9;

    /// <summary>
    /// Runs the command on each of the databases up to its event and kills all of them at once; returns those that were
    /// hit: the others had come to their end, a good one, before.
    /// </summary>
    public static async Task<IFireDatabase[]> KillAsync(
        string directory,
        IReadOnlyList<string> command,
        IReadOnlyList<(IFireDatabase Database, int Gate)> runs,
        int delayMs)
    {
        IEnumerable<int> ended = (await RunAsync(directory, command, runs, delayMs)).Select(run => run.Number);
        return [.. Enumerable.Range(0, runs.Count).Except(ended).Select(number => runs[number].Database)];
    }

    /// <summary>Runs the command on each of the databases to its end, a good one; returns how far one went.</summary>
    public static async Task<RunLength> FinishAsync(
        string directory, IReadOnlyList<string> command, IReadOnlyList<IFireDatabase> databases)
    {
        (IFireDatabase, int)[] runs = [.. databases.Select(database => (database, int.MaxValue))];
        (int Number, RunLength Length)[] ended = await RunAsync(directory, command, runs, delayMs: 0);
        Assert.Equal(runs.Length, ended.Length);
        return ended[0].Length;
    }

    private static async Task<(int Number, RunLength Length)[]> RunAsync(
        string directory,
        IReadOnlyList<string> command,
        IReadOnlyList<(IFireDatabase Database, int Gate)> runs,
        int delayMs)
    {
        using Process process = await StartAsync(directory, command, delayMs);
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
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
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

    private static (int Number, RunLength Length) Read(string line)
    {
        string[] words = line.Split(' ', 5);
        Assert.True(words[1] == "0", line);
        int[] numbers = [.. words.Take(4).Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        return (numbers[0], new RunLength(numbers[2], numbers[3]));
    }
}

/// <summary>How far a run went, in events with every statement, and in those that are in the log by default.</summary>
internal sealed record RunLength(int EventCount, int LoggedCount);
