namespace Furrow.Snapshots;

/// <summary>
/// A snapshot that is being written, or deleted. A marker file says so, locked by the operating system for as long as
/// the process lives; what a marker without a lock names was left behind by a killed one and is removed. Disposing
/// removes everything unless the metadata are in place.
/// </summary>
public sealed class SnapshotDraft : IDisposable
{
    internal const string MarkerEnding = ".unfinished";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory;
    private readonly FileStream _marker;

    private SnapshotDraft(string directory, string name, FileStream marker) =>
        (_directory, Name, _marker) = (directory, name, marker);

    /// <summary>The snapshot's name.</summary>
    public string Name { get; }

    /// <summary>Where the database is to be written first.</summary>
    public string PartialPath => Path.Combine(_directory, $".{Name}.partial");

    private string MetadataPath => Path.Combine(_directory, Name + SnapshotFolder.MetadataEnding);

    private string PartialMetadataPath => Path.Combine(_directory, $".{Name}.metadata");

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

        using (FileStream file = new(PartialMetadataPath, options))
        {
            file.Write(SnapshotMetadataJson.Write(metadata));
            file.Flush(flushToDisk: true);
        }

        File.Move(PartialMetadataPath, MetadataPath, overwrite: false);
        if (metadata.File is { } stored)
        {
            LatestLinks.Write(_directory, metadata.Environment, stored, metadata.Name);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!File.Exists(MetadataPath))
        {
            Delete(PartialMetadataPath);
            Delete(PartialPath);
            foreach (string path in Directory.EnumerateFileSystemEntries(_directory, Name + ".*").ToList())
            {
                Delete(path);
            }
        }

        // Deleted while it is locked: who finds it free finds a killed process's.
        File.Delete(_marker.Name);
        _marker.Dispose();
    }

    internal static string MarkerPath(string directory, string name) =>
        Path.Combine(directory, $".{name}{MarkerEnding}");

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
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Takes over what a killed process left behind; null where its process lives.</summary>
    internal static SnapshotDraft? TryTake(string directory, string marker)
    {
        try
        {
            string name = Path.GetFileName(marker)[1..^MarkerEnding.Length];
            FileStream taken = new(marker, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            return new SnapshotDraft(directory, name, taken);
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
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
