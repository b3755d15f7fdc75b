using System.Security.Cryptography;
using System.Text;

namespace Furrow.Postgres.Scratch;

/// <summary>
/// The names of scratch databases: a word that says so, the name of the database they stand for, chance, and a check
/// over all of that. No name of this form comes about but here, so that nothing else is ever taken for a leftover.
/// </summary>
internal static class ScratchName
{
    public const string Prefix = "furrow_scratch_";

    private const int NameBytesMax = 63;
    private const int ChanceDigits = 10;
    private const int CheckDigits = 8;
    private const int TailLength = 1 + ChanceDigits + CheckDigits;

    /// <summary>A new name for a scratch database that stands for another one.</summary>
    public static string For(string database)
    {
        string head = $"{Prefix}{Cut(database, NameBytesMax - Prefix.Length - TailLength)}_"
            + RandomNumberGenerator.GetHexString(ChanceDigits, lowercase: true);
        return head + Check(head);
    }

    /// <summary>Whether <see cref="For"/> has made this name.</summary>
    public static bool IsOne(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.Length >= Prefix.Length + TailLength
        && name[^CheckDigits..] == Check(name[..^CheckDigits]);

    private static string Check(string head) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head)))[..CheckDigits];

    // Whole characters only: the server would cut through one, and keep a name that is not the one asked for.
    private static string Cut(string text, int bytesMax)
    {
        StringBuilder cut = new();
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > bytesMax)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.ToString();
    }
}
