namespace Furrow.Postgres.Snapshots;

/// <summary>The file, or the directory, that a stored database is.</summary>
internal static class ArchiveFile
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>Makes it, empty, so that nobody else can read it at any time. Nothing is written over.</summary>
    public static void Create(string path, bool isDirectory)
    {
        if (isDirectory)
        {
            if (Path.Exists(path))
            {
                throw new IOException($"{path} is there already.");
            }

            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnersFolder);
            }

            return;
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        using FileStream file = new(path, options);
    }

    /// <summary>Its size in bytes; 0 while it is not there.</summary>
    public static long Size(string path)
    {
        if (!Directory.Exists(path))
        {
            FileInfo file = new(path);
            return file.Exists ? file.Length : 0;
        }

        return new DirectoryInfo(path).EnumerateFiles().Sum(file => file.Length);
    }

    /// <summary>Deletes it; nothing where it is not there.</summary>
    public static void Delete(string path)
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
