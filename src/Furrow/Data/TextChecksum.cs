using System.Text;

namespace Furrow.Data;

/// <summary>
/// The checksum of a text file's content: SHA-256 of its UTF-8 bytes without byte order mark and with every line end
/// as LF,
/// in lower-case hex. A checkout that rewrites line ends is no drift.
/// </summary>
public static class TextChecksum
{
    /// <summary>The checksum of a text.</summary>
    public static string Of(string text)
    {
        string normal = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return Sha256.Hex(Encoding.UTF8.GetBytes(normal));
    }
}
