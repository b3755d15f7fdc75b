using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Furrow.Errors;
using Furrow.Postgres.Diagnosis;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Runs a client program to its end, without a shell. Cancelling kills it, its workers too, and waits until it is gone.
/// </summary>
/// <param name="tool">The program.</param>
/// <param name="connection">The database that it is to connect to; null for none.</param>
/// <param name="redact">Takes secrets out of what it says.</param>
internal sealed class ToolRun(ClientTool tool, ToolConnection? connection, Func<string, string> redact)
{
    // What a client program needs of its surroundings: where its libraries, certificates and tickets are.
    private static readonly string[] Kept =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot", "APPDATA",
        "USERPROFILE", "KRB5CCNAME", "KRB5_CONFIG", "SSL_CERT_FILE", "SSL_CERT_DIR", "OPENSSL_CONF",
    ];

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
        using Process process = Start(arguments);
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

    private Process Start(IEnumerable<string> arguments)
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

        Prepare(start.Environment);
        try
        {
            Process process = Process.Start(start)
                ?? throw new FurrowException(ErrorCode.SnapshotFailed, $"{tool.Path} did not start.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new FurrowException(ErrorCode.SnapshotFailed, $"{tool.Path} cannot be run.", exception)
            {
                Hint = "Check that the file may be executed.",
            };
        }
    }

    private void Prepare(IDictionary<string, string?> variables)
    {
        foreach (string name in variables.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            variables.Remove(name);
        }

        // Its messages are read for what they mean.
        variables["LC_ALL"] = "C";
        if (connection is not null)
        {
            foreach ((string name, string value) in connection.Variables)
            {
                variables[name] = value;
            }
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

/// <summary>A client program that ended with an error.</summary>
internal sealed class ToolFailure(string message, string said) : Exception(message)
{
    /// <summary>What it said, without secrets and without values of rows.</summary>
    public string Said => said;
}
