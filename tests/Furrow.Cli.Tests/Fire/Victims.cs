using System.Diagnostics;
using System.Globalization;
using Furrow.Events;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// What runs in a process to be killed: a command on many databases at once. Each run stops at an event of its own, its
/// gate; when all have come so far or to their end, the gates open, and a moment later the process ends itself by
/// SIGKILL. So one death of one process, which compiles the command's code once, hits every database somewhere else in
/// the work, however busy the machine is. Free of the test framework, which is not there.
/// </summary>
internal static class Victims
{
    /// <summary>The first argument that asks for it.</summary>
    public const string Word = "fire-victims";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Arguments: the milliseconds between the gates and the end, the project's directory, the command. Standard input:
    /// a line for each database with the number of the event, whether statements count as events (1 or 0), and the
    /// address. Writes a line for each run that ended before its gate: its number, its exit code, the count of its
    /// events, and what it said where it failed. Returns only when runs got stuck.
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
        using SemaphoreSlim slots = new(Environment.ProcessorCount);
        for (int i = 0; i < lines.Length; i++)
        {
            int number = i;
            string[] line = lines[i].Split(' ');
            int place = int.Parse(line[0], CultureInfo.InvariantCulture);
            Gate gate = new(place, line[1] == "1", slots, arrived, open);
            _ = Task.Run(() => RunOneAsync(number, line[2], order[1], order[2..], gate));
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
        await gate.StartAsync();
        CliResult result = await InProcessCommand.RunAsync(url, directory, command, gate);
        if (gate.IsReached)
        {
            return;
        }

        string said = result.ExitCode == 0 ? "" : result.ToString().ReplaceLineEndings(" ");
        Console.Out.WriteLine($"{number} {result.ExitCode} {gate.Count} {said}");
        gate.Skip();
    }

    // As many runs as processors are under way to their gates: more would only be in each other's way.
    private sealed class Gate(
        int place, bool hearsStatements, SemaphoreSlim slots, CountdownEvent arrived, ManualResetEventSlim open)
        : IEventSink
    {
        public bool HearsStatements => hearsStatements;

        public int Count { get; private set; }

        public bool IsReached => Count >= place;

        public Task StartAsync() => slots.WaitAsync();

        public void Emit(FurrowEvent furrowEvent)
        {
            if (++Count == place)
            {
                Arrive();
                open.Wait();
            }
        }

        /// <summary>The run is over without having come here.</summary>
        public void Skip() => Arrive();

        private void Arrive()
        {
            slots.Release();
            arrived.Signal();
        }
    }
}
