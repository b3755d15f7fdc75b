using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;

namespace Furrow.Postgres.Snapshots;

/// <summary>A stored database, the program that can read it, and the list of what is in it.</summary>
internal sealed class Archive
{
    private readonly SnapshotServer _server;
    private readonly string _path;
    private readonly ClientTool _tool;

    private Archive(SnapshotServer server, string path, ClientTool tool, IReadOnlyList<string> lines)
    {
        _server = server;
        _path = path;
        _tool = tool;
        Entries = [.. lines.Select(ArchiveEntry.Parse).OfType<ArchiveEntry>()];
    }

    /// <summary>What is in it, in the order to restore it.</summary>
    public IReadOnlyList<ArchiveEntry> Entries { get; }


    /// <summary>Reads the list with the program that fits the server best and knows the archive's format.</summary>
    /// <exception cref="FurrowException">No program fits, or none can read it (<c>snapshot.corrupt</c>).</exception>
    public static async Task<Archive> OpenAsync(
        SnapshotServer server, string path, int serverMajor, CancellationToken cancellationToken)
    {
        ToolFailure? tooNew = null;
        foreach (ClientTool tool in await server.Tools.FindAsync("pg_restore", serverMajor, cancellationToken))
        {
            try
            {
                List<string> lines = [];
                await server.Tools.Run(tool, null).RunAsync(
                    ["--list", path], (output, token) => ReadLinesAsync(output, lines, token), cancellationToken);
                return new Archive(server, path, tool, lines);
            }
            catch (ToolFailure failure) when (failure.Said.Contains("unsupported version", StringComparison.Ordinal))
            {
                tooNew = failure;
            }
            catch (ToolFailure failure)
            {
                throw ToolErrors.Describe(
                    failure,
                    $"{Path.GetFileName(path)} cannot be read as a stored database",
                    ErrorCode.SnapshotCorrupt);
            }
        }

        throw new FurrowException(
            ErrorCode.SnapshotFailed,
            $"{Path.GetFileName(path)} was written by client tools newer than any on this machine.")
        {
            Detail = tooNew?.Said,
            Hint = "Install the client tools of the version that wrote it (Debian: postgresql-client-…).",
        };
    }

    /// <summary>
    /// Whether the program says only what the server knows; what a newer one says has to be looked through.
    /// </summary>
    public bool Fits(int serverMajor) => _tool.Major == serverMajor;

    /// <summary>Has the program load it into a database.</summary>
    /// <exception cref="ToolFailure">The program ended with an error.</exception>
    public async Task LoadAsync(
        ArchiveChoice choice, ToolConnection into, int jobs, CancellationToken cancellationToken)
    {
        string list = await WriteListAsync(choice, cancellationToken);
        try
        {
            await _server.Tools.Run(_tool, into).RunAsync(
                [
                    "--exit-on-error",
                    string.Create(CultureInfo.InvariantCulture, $"--jobs={jobs}"),
                    .. Arguments(choice, list),
                ],
                cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }
    }

    /// <summary>Has the program write it as a script, for somebody to read to the end.</summary>
    /// <exception cref="ToolFailure">The program ended with an error.</exception>
    public async Task ReadScriptAsync(
        ArchiveChoice choice, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        string list = await WriteListAsync(choice, cancellationToken);
        try
        {
            string[] only = choice.IsWithoutRows ? ["--schema-only"] : [];
            await _server.Tools.Run(_tool, null).RunAsync(
                ["--file=-", .. only, .. Arguments(choice, list)], read, cancellationToken);
        }
        finally
        {
            File.Delete(list);
        }
    }

    private string[] Arguments(ArchiveChoice choice, string list)
    {
        string[] rights = choice.IsWithoutPrivileges ? ["--no-owner", "--no-privileges"] : [];
        return [$"--use-list={list}", .. rights, _path];
    }

    private async Task<string> WriteListAsync(ArchiveChoice choice, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(choice.ScratchFolder);
        string path = Path.Combine(choice.ScratchFolder, $"restore-{Path.GetRandomFileName()}.list");
        ArchiveFile.Create(path, isDirectory: false);
        await File.WriteAllLinesAsync(
            path, Entries.Where(choice.Takes).Select(entry => entry.Line), new UTF8Encoding(false), cancellationToken);
        return path;
    }

    private static async Task ReadLinesAsync(Stream output, List<string> lines, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(output, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            lines.Add(line);
        }
    }
}

/// <summary>What of an archive is wanted.</summary>
/// <param name="ScratchFolder">Where a file may lie meanwhile.</param>
/// <param name="Takes">Which entries.</param>
/// <param name="IsWithoutPrivileges">Whether owners and rights are left out.</param>
/// <param name="IsWithoutRows">Whether only definitions are wanted.</param>
internal sealed record ArchiveChoice(
    string ScratchFolder, Func<ArchiveEntry, bool> Takes, bool IsWithoutPrivileges, bool IsWithoutRows = false);
