using System.Text;
using Furrow.Errors;

namespace Furrow.Configuration;

/// <summary>Reads the text of a configuration file, and says what is wrong when it cannot be read.</summary>
internal static class ConfigurationText
{
    private const int BytesMax = 1 << 20;
    private const int BytesUsual = 1 << 14;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text without byte order mark; <paramref name="name"/> is what errors call the file.</summary>
    public static string Read(string path, string name)
    {
        byte[] bytes;
        try
        {
            bytes = ReadBytes(path, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(name, e, Directory.Exists(path));
        }

        return Decode(bytes, name);
    }

    public static FurrowException Unreadable(string name, Exception cause, bool isDirectory)
    {
        (string found, string hint) = cause switch
        {
            _ when isDirectory => ("it is a directory", "a file is expected here"),
            UnauthorizedAccessException => ("permission denied", "let this user read it"),
            FileNotFoundException or DirectoryNotFoundException =>
                ("it does not exist, or is a link to something that does not", "restore the file or the link"),
            _ => ("the system reported an input error", "check the disk and try again"),
        };
        return new(ErrorCode.ConfigInvalid, $"{name} cannot be read: {found}", cause) { Hint = hint, File = name };
    }

    public static string Decode(byte[] bytes, string name)
    {
        try
        {
            return StrictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            int line = 1 + bytes.Take(Math.Max(e.Index, 0)).Count(b => b == (byte)'\n');
            throw new FurrowException(ErrorCode.ConfigInvalid, $"{name} cannot be read: line {line} is not UTF-8")
            {
                Hint = "save the file as UTF-8",
                File = name,
                Line = line,
            };
        }
    }

    private static byte[] ReadBytes(string path, string name)
    {
        // Read to a limit rather than ask for a size: a .env may be a pipe from a password manager.
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] buffer = new byte[BytesUsual];
        int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (length == buffer.Length)
        {
            Array.Resize(ref buffer, BytesMax + 1);
            length += file.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
        }

        if (length <= BytesMax) return buffer[..length];
        string message = $"{name} is larger than {BytesMax >> 10} KiB";
        throw new FurrowException(ErrorCode.ConfigInvalid, message) { File = name };
    }
}
