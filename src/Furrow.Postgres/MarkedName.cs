using System.Security.Cryptography;
using System.Text;

namespace Furrow.Postgres;

/// <summary>
/// The names of databases that furrow makes for itself: a word that says what for, the name of the database they stand
/// for, chance, and a check over all of that. No name of this form comes about but here, so that nothing else is ever
/// taken for one.
/// </summary>
/// <param name="prefix">The word, with an underscore at its end.</param>
internal sealed class MarkedName(string prefix)
{
    private const int NameBytesMax = 63;
    private const int ChanceDigits = 10;
    private const int CheckDigits = 8;
    private const int TailLength = 1 + ChanceDigits + CheckDigits;

    /// <summary>How all such names begin.</summary>
    public string Prefix => prefix;

    /// <summary>A new name for a database that stands for another one.</summary>
    public string For(string database)
    {
        string head = $"{prefix}{Cut(database, NameBytesMax - prefix.Length - TailLength)}_"
            + RandomNumberGenerator.GetHexString(ChanceDigits, lowercase: true);
        return head + Check(head);
    }

    /// <summary>Whether <see cref="For"/> has made this name.</summary>
    public bool IsOne(string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal)
        && name.Length >= prefix.Length + TailLength
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
