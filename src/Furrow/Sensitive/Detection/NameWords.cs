using System.Globalization;
using System.Text;

namespace Furrow.Sensitive.Detection;

/// <summary>The words of a name.</summary>
internal static class NameWords
{
    private const int LengthMax = 128;

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
            bool isLetter = i < name.Length && char.IsLetter(name[i]);
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

    // `Straße`, `prénom` and `contraseña` as they are typed where a name may hold ASCII alone.
    private static string Plain(string word)
    {
        string lower = word.ToLowerInvariant();
        if (Ascii.IsValid(lower) || !IsWhole(lower))
        {
            return lower;
        }

        StringBuilder plain = new(lower.Length);
        foreach (char c in lower.Normalize(NormalizationForm.FormD))
        {
            if (c == 'ß')
            {
                plain.Append("ss");
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    // Half a surrogate pair cannot be normalised.
    private static bool IsWhole(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
