using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Furrow.Postgres.ClientTools;

/// <summary>A program of the server's client tools on this machine.</summary>
internal sealed record ClientTool(string Name, string Path, string Version, int Major)
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    /// <summary>Asks a program for its version; null where it is none that answers.</summary>
    public static async Task<ClientTool?> AskAsync(
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
        ToolSurroundings.Limit(start.Environment);
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
