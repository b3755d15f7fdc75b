using System.Text;
using Furrow.Sensitive.Vocabulary;

namespace Furrow.Sensitive.Replacement;

/// <summary>Replaces running text by words that mean nothing.</summary>
internal static class FillerForm
{
    // Beyond it a text's length says nothing more.
    private const int LengthMax = 4096;

    /// <summary>
    /// Words of a length between the powers of two around the original's, at most <paramref name="lengthMax"/> and 4096
    /// characters. No four characters in a row are the original's where a word can be found that allows it.
    /// </summary>
    public static string Write(string value, ref Draws draws, int? lengthMax)
    {
        int most = Math.Min(lengthMax ?? LengthMax, LengthMax);
        int lower = 1;
        while (lower * 2 <= Math.Min(value.Length, most))
        {
            lower *= 2;
        }

        int length = Math.Min(most, lower + draws.Next(lower));
        HashSet<ulong> pieces = Pieces(value);
        StringBuilder text = new(length + 8);
        int word = draws.Next(Words.Filler.Length);
        int step = (draws.Next(Words.Filler.Length / 2) * 2) + 1;
        while (text.Length < length)
        {
            int start = text.Length;
            for (int attempt = 0; attempt < Words.Filler.Length; attempt++)
            {
                text.Length = start;
                text.Append(start == 0 ? "" : " ").Append(Words.Filler[word]);
                word = (word + step) % Words.Filler.Length;
                if (!Shares(text, start, pieces))
                {
                    break;
                }
            }

            // Steps of one size would soon repeat themselves.
            step = (step + 2) % Words.Filler.Length | 1;
        }

        return text.ToString(0, length).TrimEnd() is { Length: > 0 } trimmed ? trimmed.PadRight(length, 'o') : "o";
    }

    private static HashSet<ulong> Pieces(string value)
    {
        HashSet<ulong> pieces = [];
        for (int i = 0; i + SharedPart.LengthMin <= value.Length; i++)
        {
            pieces.Add(Piece(value[i], value[i + 1], value[i + 2], value[i + 3]));
        }

        return pieces;
    }

    private static bool Shares(StringBuilder text, int start, HashSet<ulong> pieces)
    {
        for (int i = Math.Max(0, start - SharedPart.LengthMin + 1); i + SharedPart.LengthMin <= text.Length; i++)
        {
            if (pieces.Contains(Piece(text[i], text[i + 1], text[i + 2], text[i + 3])))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Piece(char a, char b, char c, char d) =>
        ((ulong)Fold(a) << 48) | ((ulong)Fold(b) << 32) | ((ulong)Fold(c) << 16) | Fold(d);

    private static char Fold(char c) => char.ToUpperInvariant(c);
}
