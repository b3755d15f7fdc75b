using System.Diagnostics;

namespace Furrow.Cli.Tests.Scripts;

/// <summary>What a script printed and how it ended.</summary>
internal sealed record ScriptRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The last line of the output.</summary>
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    /// <summary>Runs a program to its end; an environment variable of value null is removed.</summary>
    public static async Task<ScriptRun> StartAsync(
        string program,
        string directory,
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using CancellationTokenSource limit = new(Limit);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new(process.ExitCode, await output, await errors);
    }
}
