using System.Text;

namespace Furrow.Data;

/// <summary>
/// Reads a project's text files. Text that is not UTF-8 is refused: read leniently, its letters would be replaced, and
/// what was replaced would go into the database.
/// </summary>
public static class TextFile
{
    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text without byte order mark. Read on the caller's thread: a local file is there sooner than a detour
    /// through the thread pool, and nothing that awaits this has to be suspended.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not UTF-8; the message says where.</exception>
    public static Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Decode(File.ReadAllBytes(path)));
    }

    /// <summary>Whether an exception of <see cref="ReadAsync"/> says that the file cannot be read.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or InvalidDataException;

    private static string Decode(byte[] bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes.AsSpan(0, Math.Max(e.Index, 0)).Count((byte)'\n');
            throw new InvalidDataException($"line {line} is not UTF-8", e);
        }
    }
}
