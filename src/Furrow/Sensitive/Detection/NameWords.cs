using System.Globalization;
using System.Text;

namespace Furrow.Sensitive.Detection;

/// <summary>The words of a name.</summary>
internal static class NameWords
{
    private const int LengthMax = 128;
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿ";
    private const string Unaccented = "aaaaaaceeeeiiiinoooooouuuuyy";

    /// <summary>
    /// Lower-case words of snake_case, kebab-case and camelCase, without accents; digits only part them. Nothing for a
    /// name of more than 128 characters.
    /// </summary>
    public static string[] Of(string name)
    {
        if (name.Length > LengthMax)
        {
            return [];
        }

        List<string> words = [];
        int start = 0;
        for (int i = 0; i <= name.Length; i++)
        {
            bool isLetter = i < name.Length && (char.IsLetter(name[i]) || IsMark(name[i]));
            bool isHump = isLetter && i > start && char.IsUpper(name[i])
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (isLetter && !isHump)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(Plain(name[start..i]));
            }

            start = isHump ? i : i + 1;
        }

        return [.. words];
    }

    // `Straße`, `prénom` and `contraseña` as they are typed where a name may hold ASCII alone. The framework decomposes
    // letters only where it has the tables of a culture.
    private static string Plain(string word)
    {
        string lower = word.ToLowerInvariant();
        if (Ascii.IsValid(lower))
        {
            return lower;
        }

        StringBuilder plain = new(lower.Length);
        foreach (char c in lower)
        {
            int at = Accented.IndexOf(c, StringComparison.Ordinal);
            if (c == 'ß')
            {
                plain.Append("ss");
            }
            else if (!IsMark(c))
            {
                plain.Append(at < 0 ? c : Unaccented[at]);
            }
        }

        return plain.ToString();
    }

    // An accent that stands behind its letter as a character of its own.
    private static bool IsMark(char c) => CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
