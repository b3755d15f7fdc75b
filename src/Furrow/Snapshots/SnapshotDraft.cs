using System.Text;

namespace Furrow.Snapshots;

/// <summary>
/// A snapshot that is being written, or deleted. A marker file says so, locked by the operating system for as long as
/// the process lives; what a marker without a lock names was left behind by a killed one and is removed. Disposing
/// removes everything unless the metadata are in place.
/// </summary>
public sealed class SnapshotDraft : IDisposable
{
    internal const string MarkerEnding = ".unfinished";

    // ERROR_FILE_EXISTS and EEXIST, as the runtime passes them on.
    private const int FileExists = unchecked((int)0x80070050);
    private const int Eexist = 17;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory;
    private readonly FileStream _marker;

    private bool _staysForNext;

    private SnapshotDraft(string directory, string name, FileStream marker) =>
        (_directory, Name, _marker) = (directory, name, marker);

    /// <summary>The snapshot's name.</summary>
    public string Name { get; }

    /// <summary>
    /// Where the database is to be written first: in a folder of its own. Once that is gone, the program of a killed
    /// command finds no place to begin writing.
    /// </summary>
    public string PartialPath => Path.Combine(PartialFolder, "stored");

    /// <summary>The server's copy that is being made or dropped; null for none.</summary>
    public string? Place { get; private set; }

    /// <summary>Whether there is a snapshot of its name: its metadata are in place.</summary>
    public bool IsComplete => File.Exists(MetadataPath);

    private string MetadataPath => Path.Combine(_directory, Name + SnapshotFolder.MetadataEnding);

    private string PartialFolder => Path.Combine(_directory, $".{Name}.partial");

    /// <summary>Writes down which copy the server is about to make or drop.</summary>
    public void Reserve(string place)
    {
        Place = place;
        _marker.SetLength(0);
        _marker.Write(Encoding.UTF8.GetBytes(place));
        _marker.Flush(flushToDisk: true);
    }

    /// <summary>Leaves what there is to the next one who takes over: it cannot be removed now.</summary>
    public void StayForNext() => _staysForNext = true;

    /// <summary>Gives what was written its name, and its owner alone the right to read it.</summary>
    /// <returns>The file's name.</returns>
    public string Keep(string written, string ending)
    {
        Flush(written);
        string file = Name + ending;
        string path = Path.Combine(_directory, file);
        if (Directory.Exists(written))
        {
            Directory.Move(written, path);
        }
        else
        {
            File.Move(written, path, overwrite: false);
        }

        return file;
    }

    /// <summary>Writes the metadata, last of all, and makes this the environment's latest.</summary>
    public void Complete(SnapshotMetadata metadata)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        string partial = Path.Combine(PartialFolder, "metadata");
        using (FileStream file = new(partial, options))
        {
            file.Write(SnapshotMetadataJson.Write(metadata));
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, MetadataPath, overwrite: false);
        if (metadata.File is { } stored)
        {
            LatestLinks.Write(_directory, PartialFolder, metadata.Environment, stored, metadata.Name);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_staysForNext)
        {
            _marker.Dispose();
            return;
        }

        if (!IsComplete)
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(_directory, Name + ".*").ToList())
            {
                Delete(path);
            }
        }

        Delete(PartialFolder);

        // Deleted while it is locked: who finds it free finds a killed process's.
        File.Delete(_marker.Name);
        _marker.Dispose();
    }

    internal static string MarkerPath(string directory, string name) =>
        Path.Combine(directory, $".{name}{MarkerEnding}");

    internal SnapshotDraft MakeRoom()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(PartialFolder);
            }
            else
            {
                Directory.CreateDirectory(PartialFolder, OwnerOnly | UnixFileMode.UserExecute);
            }

            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal static SnapshotDraft? TryBegin(string directory, SnapshotName name)
    {
        string path = MarkerPath(directory, name.ToString());
        try
        {
            return new SnapshotDraft(
                directory,
                name.ToString(),
                new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1));
        }
        catch (IOException e) when (IsExisting(e) || File.Exists(path))
        {
            return null;
        }
    }

    // Whose marker it was may have removed it by the time one looks again.
    private static bool IsExisting(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? FileExists : Eexist);

    /// <summary>Takes over what a killed process left behind; null where its process lives.</summary>
    internal static SnapshotDraft? TryTake(string directory, string marker)
    {
        try
        {
            string name = Path.GetFileName(marker)[1..^MarkerEnding.Length];
            FileStream taken = new(marker, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            SnapshotDraft draft = new(directory, name, taken);
            byte[] place = new byte[taken.Length];
            taken.ReadExactly(place);
            draft.Place = place.Length > 0 ? Encoding.UTF8.GetString(place) : null;
            return draft;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Flush(string path)
    {
        string[] files = Directory.Exists(path)
            ? Directory.GetFiles(path, "*", SearchOption.AllDirectories)
            : [path];
        foreach (string file in files)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, OwnerOnly);
            }

            using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
            stream.Flush(flushToDisk: true);
        }
    }

    private static void Delete(string path)
    {
        // Under another name first: the program of a killed command may go on making files under this one.
        string gone = $"{path}.gone";
        if (Directory.Exists(gone))
        {
            Directory.Delete(gone, recursive: true);
        }

        if (Directory.Exists(path))
        {
            Directory.Move(path, gone);
            Directory.Delete(gone, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
