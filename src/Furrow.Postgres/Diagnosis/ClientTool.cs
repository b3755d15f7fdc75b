using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Furrow.Postgres.Diagnosis;

/// <summary>A program of the server's client tools on this machine.</summary>
internal sealed record ClientTool(string Name, string Path, string Version, int Major)
{
    /// <summary>Where Debian keeps the programs of each major version, in folders named after it.</summary>
    public const string DebianRoot = "/usr/lib/postgresql";

    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    // What a program needs to say its version. Passwords are in other variables, and none of its business.
    private static readonly string[] Needed = ["PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SystemRoot"];

    /// <summary>The newest of a name, on the search path or where Debian keeps each version's; null for none.</summary>
    public static async Task<ClientTool?> FindAsync(
        string name, string? searchPath, TimeProvider clock, CancellationToken cancellationToken)
    {
        ClientTool? best = null;
        foreach (string path in Candidates(name, searchPath ?? "", DebianRoot))
        {
            if (await AskAsync(name, path, clock, cancellationToken) is { } tool && tool.Major > (best?.Major ?? 0))
            {
                best = tool;
            }
        }

        return best;
    }

    /// <summary>
    /// The one of a name that fits a server best: of its own major version, else the next newer; null for none.
    /// </summary>
    public static async Task<ClientTool?> FindFittingAsync(
        string name, string? searchPath, int serverMajor, TimeProvider clock, CancellationToken cancellationToken)
    {
        ClientTool? best = null;
        foreach (string path in Candidates(name, searchPath ?? "", DebianRoot))
        {
            if (await AskAsync(name, path, clock, cancellationToken) is { } tool && tool.Major >= serverMajor
                && tool.Major < (best?.Major ?? int.MaxValue))
            {
                best = tool;
            }
        }

        return best;
    }

    /// <summary>Takes away what a tool does not need to run: secrets among it.</summary>
    public static void KeepNeeded(IDictionary<string, string?> variables) => KeepOnly(variables, Needed);

    /// <summary>All of a name that answer, in the order to prefer them where versions are equal.</summary>
    public static async Task<IReadOnlyList<ClientTool>> ListAsync(
        string name, ToolPlaces places, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<ClientTool> tools = [];

        // What Debian puts on the search path is a script that chooses a version by rules of its own.
        foreach (string path in Candidates(name, places.SearchPath, places.Root).Reverse())
        {
            if (await AskAsync(name, path, clock, cancellationToken) is { } tool)
            {
                tools.Add(tool);
            }
        }

        return tools;
    }

    private static IEnumerable<string> Candidates(string name, string searchPath, string root)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        IEnumerable<string> folders = searchPath.Split(
            System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string? onPath = folders.Select(folder => System.IO.Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        IEnumerable<string> versions = Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [];
        IEnumerable<string> found = versions.Select(version => System.IO.Path.Combine(version, "bin", file))
            .Where(File.Exists).Order(StringComparer.Ordinal);
        return onPath is null ? found : found.Prepend(onPath);
    }

    private static async Task<ClientTool?> AskAsync(
        string name, string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(AnswerMax, clock);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        ProcessStartInfo start = new(path, "--version")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        KeepOnly(start.Environment, Needed);
        try
        {
            using Process? process = Process.Start(start);
            if (process is null)
            {
                return null;
            }

            string answer = await process.StandardOutput.ReadToEndAsync(either.Token);
            await process.WaitForExitAsync(either.Token);
            return Parse(name, path, answer);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static void KeepOnly(IDictionary<string, string?> variables, string[] names)
    {
        foreach (string name in variables.Keys.Except(names, StringComparer.OrdinalIgnoreCase).ToList())
        {
            variables.Remove(name);
        }
    }

    // pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1); a development version is 18devel.
    private static ClientTool? Parse(string name, string path, string answer)
    {
        int start = answer.IndexOf(") ", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        string version = answer[(start + 2)..].Split(' ', '\n', '\r')[0];
        string digits = string.Concat(version.TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int major)
            ? new ClientTool(name, path, version, major)
            : null;
    }
}

/// <summary>Where programs are looked for: a search path, and a folder with one folder a version.</summary>
internal sealed record ToolPlaces(string SearchPath, string Root)
{
    /// <summary>This machine's.</summary>
    public static ToolPlaces Here => new(Environment.GetEnvironmentVariable("PATH") ?? "", ClientTool.DebianRoot);
}
