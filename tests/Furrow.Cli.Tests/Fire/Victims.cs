using System.Diagnostics;
using System.Globalization;
using Furrow.Events;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// What runs in a process to be killed: a command on many databases at once. Each run stops at an event of its own, its
/// gate; when all have come so far the gates open, and a moment later the process ends itself by SIGKILL. So one death
/// of one process, which compiles the command's code once, hits every database somewhere else in the work, however
/// busy the machine is.
/// </summary>
internal static class Victims
{
    /// <summary>The first argument that asks for it.</summary>
    public const string Word = "fire-victims";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Arguments: the milliseconds between the gates and the end, the project's directory, the command. Standard input:
    /// a line for each database, the number of the event and the address. Writes a line for each run that ended before
    /// its gate: its number and its exit code, with what it said where that is not 0. Returns only when it failed.
    /// </summary>
    public static int Run(string[] order)
    {
        int delayMs = int.Parse(order[0], CultureInfo.InvariantCulture);
        string[] lines = Console.In.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // Each run that waits at its gate holds a thread.
        ThreadPool.SetMinThreads(lines.Length + Environment.ProcessorCount + 2, 4);
        using Process self = Process.GetCurrentProcess();
        using CountdownEvent arrived = new(lines.Length);
        using ManualResetEventSlim open = new(initialState: false, spinCount: 0);
        for (int i = 0; i < lines.Length; i++)
        {
            int number = i;
            string[] line = lines[i].Split(' ');
            Gate gate = new(int.Parse(line[0], CultureInfo.InvariantCulture), arrived, open);
            _ = Task.Run(() => RunOneAsync(number, line[1], order[1], order[2..], gate));
        }

        if (!arrived.Wait(Limit))
        {
            Console.Error.WriteLine($"After {Limit} {arrived.CurrentCount} runs were neither at their gate nor over.");
            return 1;
        }

        Console.Out.Flush();
        open.Set();
        Thread.Sleep(delayMs);
        self.Kill();
        return 1;
    }

    private static async Task RunOneAsync(int number, string url, string directory, string[] command, Gate gate)
    {
        CliResult result = await InProcessCommand.RunAsync(url, directory, command, gate);
        if (gate.IsReached)
        {
            return;
        }

        string said = result.ExitCode == 0 ? "" : result.ToString().ReplaceLineEndings(" ");
        Console.Out.WriteLine($"{number} {result.ExitCode} {said}");
        gate.Skip();
    }

    private sealed class Gate(int place, CountdownEvent arrived, ManualResetEventSlim open) : IEventSink
    {
        private int _count;

        public bool HearsStatements => true;

        public bool IsReached => _count >= place;

        public void Emit(FurrowEvent furrowEvent)
        {
            if (++_count == place)
            {
                arrived.Signal();
                open.Wait();
            }
        }

        public void Skip() => arrived.Signal();
    }
}
