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
    private readonly TaskCompletionSource _firstWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SetupProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = ReadEventsAsync(process.StandardError);
    }

    /// <summary>
    /// Done when the first write is committed: the stamp, with furrow's own tables. Done too when the process ends.
    /// </summary>
    public Task FirstWrite => _firstWrite.Task;

    public static SetupProcess Start(IFireDatabase database) =>
        Start(database, Path.Combine(Repository.Root, "samples/pilates"), "setup");

    /// <summary>Any other command, of any project.</summary>
    public static SetupProcess Start(IFireDatabase database, string project, params string[] command)
    {
        ProcessStartInfo start = new(
            Path.Combine(Repository.Root, "furrow"),
            [
                .. command, "-C", project, "--database", database.Url, "--json", "--log-format", "json",
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new SetupProcess(process);
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
            if (line.Contains("\"stamp-written\"", StringComparison.Ordinal))
            {
                _firstWrite.TrySetResult();
            }
        }

        _firstWrite.TrySetResult();
        return text.ToString();
    }
}
