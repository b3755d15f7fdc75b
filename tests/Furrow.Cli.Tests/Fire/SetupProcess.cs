using System.Diagnostics;
using System.Text;
using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Fire;

/// <summary>One <c>./furrow setup</c> of the sample, or another command, as a user would start it.</summary>
internal sealed class SetupProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _mark;

    private SetupProcess(Process process, string mark)
    {
        _process = process;
        _mark = mark;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadEventsAsync(process.StandardError);
    }

    /// <summary>Done when the process tells of the event it is waited for, and when it ends.</summary>
    public Task Reached => _reached.Task;

    /// <summary>
    /// Starts <c>setup</c>; its first write is the stamp, with furrow's own tables.
    /// </summary>
    public static SetupProcess Start(IFireDatabase database) => Start(database, "setup");

    /// <summary>Starts a command on the sample.</summary>
    public static SetupProcess Start(IFireDatabase database, params string[] command) =>
        StartIn(database, Path.Combine(SourceTree.Root, "samples/pilates"), "\"stamp-written\"", command);

    /// <summary>Starts a command; <paramref name="mark"/>: what the line of the event holds to wait for.</summary>
    public static SetupProcess StartIn(
        IFireDatabase database, string directory, string mark, params string[] command)
    {
        ProcessStartInfo start = new(
            Path.Combine(SourceTree.Root, "furrow"),
            [.. command, "-C", directory, "--database", database.Url, "--json", "--log-format", "json"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new SetupProcess(process, mark);
    }

    /// <summary>Ends it the way a power cut does: without a chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
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
        while (await errors.ReadLineAsync() is { } line)
        {
            text.AppendLine(line);
            if (line.Contains(_mark, StringComparison.Ordinal))
            {
                _reached.TrySetResult();
            }
        }

        _reached.TrySetResult();
        return text.ToString();
    }
}
