using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Furrow.Errors;

namespace Furrow.Postgres.ClientTools;

/// <summary>
/// Runs a client program to its end, without a shell. Cancelling kills it, its workers too, and waits until it is gone.
/// </summary>
/// <param name="tool">The program.</param>
/// <param name="connection">The database that it is to connect to; null for none.</param>
/// <param name="redact">Takes secrets out of what it says.</param>
/// <param name="purpose">What it is run for.</param>
internal sealed class ToolRun(
    ClientTool tool, ToolConnection? connection, Func<string, string> redact, ToolPurpose purpose)
{
    /// <summary>Runs it and throws its output away.</summary>
    /// <exception cref="ToolFailure">It did not end well.</exception>
    public Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(arguments, static (output, token) => output.CopyToAsync(Stream.Null, token), cancellationToken);

    /// <summary>Runs it while something reads its output to the end.</summary>
    /// <exception cref="ToolFailure">It did not end well.</exception>
    public async Task RunAsync(
        IEnumerable<string> arguments,
        Func<Stream, CancellationToken, Task> read,
        CancellationToken cancellationToken)
    {
        // Read by each connection that it opens, so it stays as long as the program runs.
        using PassFile? password = connection?.WritePassword();
        using Process process = Start(arguments, password);
        try
        {
            Task<string> errors = ToolErrors.ReadAsync(process.StandardError, cancellationToken);
            await read(process.StandardOutput.BaseStream, cancellationToken);
            string said = await errors;
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new ToolFailure(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{tool.Name} {tool.Version} ended with exit code {process.ExitCode}."),
                    redact(said));
            }
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private Process Start(IEnumerable<string> arguments, PassFile? password)
    {
        ProcessStartInfo start = new(tool.Path)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (connection is not null)
        {
            start.ArgumentList.Add("--no-password");
            start.ArgumentList.Add($"--dbname={connection.Text}");
        }

        ToolSurroundings.Limit(start.Environment);
        if ((password?.Path ?? connection?.PassFile) is { } passFile)
        {
            start.Environment["PGPASSFILE"] = passFile;
        }

        try
        {
            Process process = Process.Start(start)
                ?? throw new FurrowException(purpose.Code, $"{tool.Path} did not start.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new FurrowException(purpose.Code, $"{tool.Path} cannot be run.", exception)
            {
                Hint = "Check that the file may be executed.",
            };
        }
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}
