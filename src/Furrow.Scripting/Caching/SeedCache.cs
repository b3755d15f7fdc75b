using System.Security.Cryptography;

namespace Furrow.Scripting.Caching;

/// <summary>
/// Files by name, each with a checksum at its head. It only spares work: what cannot be read or written, is cut short
/// or altered, counts as not there. Several processes may use it at once, since a file appears whole or not at all.
/// </summary>
/// <param name="directory">The directory; null keeps nothing.</param>
/// <param name="clock">Tells how old files are.</param>
internal sealed class SeedCache(string? directory, TimeProvider clock)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int FileSizeMax = 64 * 1024 * 1024;

    private static readonly byte[] Magic = "furrow seed 1\n"u8.ToArray();
    private static readonly TimeSpan TouchAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromDays(60);

    /// <summary>What was kept under a name; null for nothing.</summary>
    public byte[]? Read(string name)
    {
        if (directory is null || !IsOurs())
        {
            return null;
        }

        try
        {
            FileInfo file = new(Path.Combine(directory, name));
            if (!file.Exists || file.Length > FileSizeMax)
            {
                return null;
            }

            byte[] content = File.ReadAllBytes(file.FullName);
            int start = Magic.Length + SHA256.HashSizeInBytes;
            bool isWhole = content.Length >= start && content.AsSpan().StartsWith(Magic)
                && SHA256.HashData(content.AsSpan(start)).AsSpan().SequenceEqual(
                    content.AsSpan(Magic.Length, SHA256.HashSizeInBytes));
            if (isWhole && clock.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > TouchAfter)
            {
                file.LastWriteTimeUtc = clock.GetUtcNow().UtcDateTime;
            }

            return isWhole ? content[start..] : null;
        }
        catch (Exception e) when (IsNoAccess(e))
        {
            // It is made again, which is all that is lost.
            return null;
        }
    }

    /// <summary>Keeps something under a name.</summary>
    public void Write(string name, byte[] content)
    {
        if (directory is null)
        {
            return;
        }

        try
        {
            Create(directory);
            if (!IsOurs())
            {
                return;
            }

            string path = Path.Combine(directory, name);
            string written = $"{path}.{Path.GetRandomFileName()}.tmp";
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (FileStream file = new(written, options))
            {
                file.Write(Magic);
                file.Write(SHA256.HashData(content));
                file.Write(content);
            }

            File.Move(written, path, overwrite: true);
            Forget(directory);
        }
        catch (Exception e) when (IsNoAccess(e))
        {
            // A full or read-only disk costs the next command the time to compile.
        }
    }

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Private);
        }
    }

    private static bool IsNoAccess(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException;

    // Windows gives a user's own directories rights of their own.
    private bool IsOurs()
    {
        try
        {
            return OperatingSystem.IsWindows()
                || (File.GetUnixFileMode(directory!) & OthersMayWrite) == UnixFileMode.None;
        }
        catch (Exception e) when (IsNoAccess(e))
        {
            return false;
        }
    }

    // Whatever was not asked for in a long time, the leavings of killed processes among it.
    private void Forget(string path)
    {
        DateTime limit = clock.GetUtcNow().UtcDateTime - ForgetAfter;
        foreach (FileInfo file in new DirectoryInfo(path).EnumerateFiles().Where(f => f.LastWriteTimeUtc < limit))
        {
            file.Delete();
        }
    }
}
