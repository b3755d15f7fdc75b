using System.Globalization;
using System.Text;

namespace Furrow.Postgres.ClientTools;

/// <summary>
/// The password of a connection as libpq takes it without its being an argument or in an environment: a file that only
/// its owner can read. libpq refuses whatever is not a plain file, so no pipe will do.
/// </summary>
internal sealed class PassFile : IDisposable
{
    private const string FolderPrefix = "furrow-pass-";
    private const string FileName = "pgpass";

    // One being made is not held yet for a moment.
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromMinutes(1);

    private readonly FileStream _file;
    private readonly string? _folder;

    private PassFile(FileStream file, string path, string? folder) => (_file, Path, _folder) = (file, path, folder);

    /// <summary>What goes into <c>PGPASSFILE</c>.</summary>
    public string Path { get; }

    /// <summary>
    /// Writes one. On Linux it has no name any more before the password is in it, and is reached through this process:
    /// whatever kills that, nothing stays. Elsewhere it lies in a folder of its own, which is removed in the end; what
    /// a killed process left is removed by the next one.
    /// </summary>
    public static PassFile Write(string password, bool isNameless)
    {
        PassFile file = isNameless ? Nameless() : Named();
        try
        {
            RemoveLeftovers(File.GetLastWriteTimeUtc(file._file.SafeFileHandle) - LeftoverAge);

            // For any server: the program connects to one only. Colons and backslashes separate fields here.
            string escaped = password.Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace(":", @"\:", StringComparison.Ordinal);
            file._file.Write(Encoding.UTF8.GetBytes($"*:*:*:*:{escaped}\n"));
            file._file.Flush();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static PassFile Nameless()
    {
        string path = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), $"{FolderPrefix}{System.IO.Path.GetRandomFileName()}");
        FileStream file = Open(path);
        File.Delete(path);
        string reached = string.Create(
            CultureInfo.InvariantCulture,
            $"/proc/{Environment.ProcessId}/fd/{file.SafeFileHandle.DangerousGetHandle()}");
        return new PassFile(file, reached, folder: null);
    }

    private static PassFile Named()
    {
        string folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        string path = System.IO.Path.Combine(folder, FileName);
        return new PassFile(Open(path), path, folder);
    }

    // Held open for others to read: that tells one in use from one that was left.
    private static FileStream Open(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static void RemoveLeftovers(DateTime before)
    {
        string folder = System.IO.Path.GetTempPath();
        foreach (string left in Directory.EnumerateFileSystemEntries(folder, FolderPrefix + "*"))
        {
            string file = Directory.Exists(left) ? System.IO.Path.Combine(left, FileName) : left;
            try
            {
                if (File.GetLastWriteTimeUtc(file) >= before)
                {
                    continue;
                }

                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                Delete(left);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // In use, somebody else's, or removed in this moment.
            }
        }
    }

    private static void Delete(string left)
    {
        if (Directory.Exists(left))
        {
            Directory.Delete(left, recursive: true);
        }
        else
        {
            File.Delete(left);
        }
    }
}
