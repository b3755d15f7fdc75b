using System.Text;
using Furrow.Errors;

namespace Furrow.Cli.Reports;

/// <summary>
/// Where a report goes. What stands in the way is told before any work is done; the file appears whole or not at all,
/// and takes the place of nothing but an earlier report.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private const int HeadLength = 256;

    private readonly string _draft;
    private readonly FileStream _stream;

    private ReportFile(string path, string draft, FileStream stream) =>
        (FullPath, _draft, _stream) = (path, draft, stream);

    /// <summary>The file, a full path.</summary>
    public string FullPath { get; }

    /// <summary>Makes sure that the file can be written.</summary>
    /// <param name="path">The file, a full path.</param>
    /// <exception cref="FurrowException">Code <c>usage</c>: it cannot.</exception>
    public static ReportFile Open(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (folder is null || Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw Refusal($"--report is {path}, a folder; expected a file.", "Name a file in it: report.html.");
        }

        if (!Directory.Exists(folder))
        {
            throw Refusal($"--report is {path}, and there is no folder {folder}.", "Create it, or name another file.");
        }

        string draft = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            if (File.Exists(path) && !IsReport(path))
            {
                throw Refusal(
                    $"--report is {path}, which is there and is no report of furrow's.",
                    "Name another file, or remove this one.");
            }

            return new ReportFile(path, draft, new FileStream(draft, FileMode.CreateNew, FileAccess.Write));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal($"--report is {path}, which cannot be written: {e.Message}", "Name another file.");
        }
    }

    /// <summary>Writes the report.</summary>
    /// <exception cref="FurrowException">Code <c>export.failed</c>: it cannot; the rows are generated.</exception>
    public void Write(ReportSubject subject)
    {
        try
        {
            ReportPage.Write(subject, _stream);
            _stream.Dispose();
            File.Move(_draft, FullPath, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string done = subject.Result.IsDryRun ? "" : " The rows are generated all the same.";
            throw new FurrowException(
                ErrorCode.ExportFailed, $"The report {FullPath} could not be written: {e.Message}{done}", e)
            {
                Hint = "Make room, or name another file.",
            };
        }
    }

    /// <summary>Removes what is not done.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_draft);
    }

    private static bool IsReport(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] head = new byte[HeadLength];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(head, 0, length)
            .Contains($"<!--{ReportPage.Mark}-->", StringComparison.Ordinal);
    }

    private static FurrowException Refusal(string message, string hint) =>
        new(ErrorCode.Usage, message) { Hint = hint };
}
