using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Postgres.Connecting;
using Npgsql;

namespace Furrow.Postgres.Diagnosis;

/// <summary>
/// Runs a client tool against the database that a connection is to. The password goes through a file that nobody else
/// can read, never through arguments or the environment.
/// </summary>
internal sealed class ClientToolRun : IAsyncDisposable
{
    private readonly ClientTool _tool;
    private readonly ConnectTarget _target;
    private readonly Dictionary<string, string> _variables;
    private readonly string? _passFile;

    private ClientToolRun(
        ClientTool tool, ConnectTarget target, Dictionary<string, string> variables, string? passFile)
    {
        _tool = tool;
        _target = target;
        _variables = variables;
        _passFile = passFile;
    }

    /// <exception cref="FurrowException">Code <c>export.failed</c>: no tool fits the server.</exception>
    public static async Task<ClientToolRun> PrepareAsync(
        string name,
        NpgsqlConnection connection,
        ConnectTarget target,
        int serverMajor,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        string? path = Environment.GetEnvironmentVariable("PATH");
        ClientTool tool = await ClientTool.FindFittingAsync(name, path, serverMajor, clock, cancellationToken)
            ?? throw new FurrowException(
                ErrorCode.ExportFailed,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Definitions are read by {name}, and there is none for PostgreSQL {serverMajor} on this machine."))
            {
                Hint = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Install PostgreSQL's client tools, version {serverMajor} or later, or export with --data-only."),
            };
        Dictionary<string, string> variables = target.ToolVariables(connection);
        string? passFile = null;
        if (target.Password is { } password)
        {
            passFile = WritePassFile(password);
            variables["PGPASSFILE"] = passFile;
        }

        return new ClientToolRun(tool, target, variables, passFile);
    }

    /// <summary>Runs the tool and returns what it writes.</summary>
    /// <exception cref="FurrowException">Code <c>export.failed</c>: it ended with an error.</exception>
    public async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(_tool.Path)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        ClientTool.KeepNeeded(start.Environment);
        foreach ((string variable, string value) in _variables)
        {
            start.Environment[variable] = value;
        }

        using Process process = Start(start);
        process.StandardInput.Close();
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            string said = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw Failed(said);
        }
        catch
        {
            // Nobody reads on: it would wait for ever to be heard.
            End(process);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_passFile is not null)
        {
            File.Delete(_passFile);
        }

        return ValueTask.CompletedTask;
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw Failed("it did not start");
        }
        catch (Win32Exception e)
        {
            throw Failed(e.Message);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private FurrowException Failed(string said)
    {
        string[] lines = _target.Redact(said)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string first = Array.Find(lines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? lines.FirstOrDefault() ?? "it says nothing about it";
        return new FurrowException(ErrorCode.ExportFailed, $"{_tool.Name} {_tool.Version} failed: {first}")
        {
            Detail = lines.Length > 1 ? string.Join('\n', lines) : null,
        };
    }

    private static string WritePassFile(string password)
    {
        // Temporary files are the user's alone (0600); colons and backslashes separate fields there.
        string escaped = password.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(":", "\\:", StringComparison.Ordinal);
        string path = Path.GetTempFileName();
        File.WriteAllText(path, $"*:*:*:*:{escaped}\n");
        return path;
    }
}
