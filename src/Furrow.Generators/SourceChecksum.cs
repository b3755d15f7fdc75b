using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Furrow.Generators;

/// <summary>
/// The checksum of a class's source, as of a seed's file: SHA-256 of its UTF-8 text with every line end as LF, in
/// lower-case hex. Parts in several files count in the order of their paths.
/// </summary>
internal static class SourceChecksum
{
    public static string Of(IEnumerable<SyntaxReference> declarations)
    {
        string text = string.Join("\n", declarations
            .OrderBy(reference => reference.SyntaxTree.FilePath, System.StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .Select(reference => reference.GetSyntax().ToString()));
        using SHA256 sha = SHA256.Create();
        byte[] hash = sha.ComputeHash(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n").Replace('\r', '\n')));
        StringBuilder hex = new(hash.Length * 2);
        foreach (byte b in hash)
        {
            hex.Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return hex.ToString();
    }
}
