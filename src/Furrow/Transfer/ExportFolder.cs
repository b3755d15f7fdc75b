using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Transfer;

/// <summary>
/// A folder in which an export appears complete or not at all: files are written in a folder within it and moved into
/// place when all of them are on the disk. What a killed export left is removed by the next one.
/// </summary>
internal sealed class ExportFolder : IAsyncDisposable
{
    private const string WorkName = ".export";
    private const string LockName = "lock";

    private readonly string _directory;
    private readonly bool _isNew;
    private readonly FileStream _lock;
    private readonly List<ExportFile> _files = [];

    private ExportFolder(string directory, bool isNew, FileStream held)
    {
        _directory = directory;
        _isNew = isNew;
        _lock = held;
    }

    private string Work => Path.Combine(_directory, WorkName);

    /// <exception cref="FurrowException">Code <c>locked</c>: another export writes there.</exception>
    public static ExportFolder Begin(string directory)
    {
        bool isNew = !Directory.Exists(directory);
        string work = Directory.CreateDirectory(Path.Combine(directory, WorkName)).FullName;
        FileStream held = Hold(directory, Path.Combine(work, LockName));
        foreach (string left in Directory.EnumerateFiles(work).Where(path => Path.GetFileName(path) != LockName))
        {
            File.Delete(left);
        }

        return new ExportFolder(directory, isNew, held);
    }

    public ExportFile Add(string name, bool hasChecksum = false)
    {
        ExportFile file = new(name, Path.Combine(Work, name), hasChecksum);
        _files.Add(file);
        return file;
    }

    /// <summary>Moves the files into place, and removes those of an earlier export that this one has not.</summary>
    public async Task<ExportedFiles> PublishAsync(
        IReadOnlyCollection<string> earlier, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_files.Select(file => file.SettleAsync(cancellationToken)));

        // From here on it is a matter of milliseconds, and stopping half-way would mix two exports.
        foreach (ExportFile file in _files)
        {
            File.Move(file.Path, Path.Combine(_directory, file.Name), overwrite: true);
        }

        ImmutableArray<string> removed =
        [
            .. earlier.Except(_files.Select(file => file.Name), StringComparer.Ordinal)
                .Where(name => File.Exists(Path.Combine(_directory, name))).Order(StringComparer.Ordinal),
        ];
        foreach (string name in removed)
        {
            File.Delete(Path.Combine(_directory, name));
        }

        return new ExportedFiles(
            [.. _files.Select(file => new ExportedFile(file.Name, file.SizeBytes))], removed);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ExportFile file in _files)
        {
            await file.DisposeAsync();
        }

        await _lock.DisposeAsync();
        Directory.Delete(Work, recursive: true);
        if (_isNew && !Directory.EnumerateFileSystemEntries(_directory).Any())
        {
            Directory.Delete(_directory);
        }
    }

    private static FileStream Hold(string directory, string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new FurrowException(ErrorCode.Locked, $"Another export is writing to {directory}.", e)
            {
                Hint = "Wait for it, or name another folder with --out.",
            };
        }
    }
}
