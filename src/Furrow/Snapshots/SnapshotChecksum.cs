using System.Security.Cryptography;
using System.Text;

namespace Furrow.Snapshots;

/// <summary>The checksum of a stored database: of a directory that of its files by name.</summary>
public static class SnapshotChecksum
{
    /// <summary>SHA-256 in lower-case hex.</summary>
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return await OfFileAsync(path, cancellationToken);
        }

        StringBuilder all = new();
        foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal))
        {
            string name = Path.GetRelativePath(path, file).Replace('\\', '/');
            all.Append(name.Length).Append(':').Append(name).Append(' ')
                .Append(await OfFileAsync(file, cancellationToken)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    /// <summary>Bytes of a file, or of all files of a directory.</summary>
    public static long SizeOf(string path) => Directory.Exists(path)
        ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : new FileInfo(path).Length;

    private static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = new(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
