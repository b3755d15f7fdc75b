using System.Diagnostics;
using System.Text;

namespace Furrow.Cli.Tests.Fire;

/// <summary>One real process of the command.</summary>
internal sealed class CommandProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _gate;

    private CommandProcess(Process process, int gate)
    {
        _process = process;
        _gate = gate;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadEventsAsync(process.StandardError);
    }

    /// <summary>Done when the process has told of as many events as it is waited for, and when it ends.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Starts a command; <paramref name="gate"/>: how many events to wait for.</summary>
    public static async Task<CommandProcess> StartAsync(
        IFireDatabase database, string directory, IEnumerable<string> command, int gate = 1)
    {
        PublishedCommand published = await PublishedCommand.GetAsync();
        ProcessStartInfo start = new(
            published.Dotnet,
            [
                published.Assembly, .. command,
                "-C", directory, "--database", database.Url, "--json", "--log-format", "json",
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new CommandProcess(process, gate);
    }

    /// <summary>Runs a command to its end, which must be a good one; returns the JSON document.</summary>
    public static async Task<string> RunAsync(IFireDatabase database, string directory, IEnumerable<string> command)
    {
        using CommandProcess process = await StartAsync(database, directory, command);
        return await process.SucceedAsync();
    }

    /// <summary>
    /// Ends it the way a power cut does: without a chance to clean up. Returns whether there was something to end.
    /// </summary>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode != 0;
    }

    /// <summary>Waits for the end, which must be a good one; returns the JSON document.</summary>
    public async Task<string> SucceedAsync()
    {
        using CancellationTokenSource limit = new(Limit);
        await _process.WaitForExitAsync(limit.Token);
        Assert.True(_process.ExitCode == 0, $"exit {_process.ExitCode}\n{await _output}\n{await _errors}");
        return await _output;
    }

    public void Dispose() => _process.Dispose();

    private async Task<string> ReadEventsAsync(StreamReader errors)
    {
        StringBuilder text = new();
        int count = 0;
        while (await errors.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (++count == _gate)
            {
                _reached.TrySetResult();
            }
        }

        _reached.TrySetResult();
        return text.ToString();
    }
}
