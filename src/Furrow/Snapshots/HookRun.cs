using System.Diagnostics;
using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Snapshots;

/// <summary>
/// Runs a command of <c>hooks:</c> through the shell. The command may hold a secret that a variable filled in, so the
/// shell is given it in its environment, where other users cannot see it, not among its arguments.
/// </summary>
internal sealed class HookRun(string name, string command, string directory, EventHub events)
{
    private const string Variable = "FURROW_HOOK";

    /// <summary>Runs it to its end; stopping kills it with its children.</summary>
    /// <exception cref="FurrowException">Code <c>hook.failed</c>.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        events.Emit(new HookStarted(name));
        using Process process = Start();
        Task output = TellAsync(process.StandardOutput);
        Task errors = TellAsync(process.StandardError);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        await Task.WhenAll(output, errors);
        if (process.ExitCode != 0)
        {
            throw new FurrowException(
                ErrorCode.HookFailed, $"The command of `hooks: {name}` ended with exit code {process.ExitCode}.")
            {
                File = Configuration.ProjectFile.FileName,
                Hint = "What it wrote stands above. Correct it, and run the command again.",
            };
        }
    }

    private Process Start()
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/d", "/s", "/c", $"%{Variable}%"])
            : new ProcessStartInfo("/bin/sh", ["-c", $"hook=${Variable}; unset {Variable}; eval \"$hook\""]);
        start.WorkingDirectory = directory;
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment[Variable] = command;
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new FurrowException(
                ErrorCode.HookFailed, $"The command of `hooks: {name}` cannot be started: {e.Message}")
            {
                File = Configuration.ProjectFile.FileName,
            };
        }
    }

    private async Task TellAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync(CancellationToken.None) is { } line)
        {
            events.Emit(new HookWrote(name, line));
        }
    }
}
