using System.Text;
using System.Text.RegularExpressions;

namespace Furrow.Generation.Vocabulary;

/// <summary>
/// Reads the phrases of a list: <c>#{last_name}</c> and <c>{{verb}}</c> are words of the same set,
/// <c>#{Name.prefix}</c> of another; <c>#</c> is a digit, in telephone numbers <c>!</c> one from 2 on, in postal codes
/// <c>?</c> a letter.
/// </summary>
internal static partial class PhraseReader
{
    // Phrases that lead to phrases; what is deeper leads to itself.
    private const int DepthMax = 6;


    private static readonly byte[] Digits = "0123456789"u8.ToArray();
    private static readonly byte[] DigitsFrom1 = "123456789"u8.ToArray();
    private static readonly byte[] DigitsFrom2 = "23456789"u8.ToArray();
    private static readonly byte[] Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8.ToArray();

    // Of a long run of digits eight at a time, for which one draw is enough.
    [GeneratedRegex(
        @"#\{(?<name>[A-Za-z_.]+)\}|\{\{(?<name>\w+)\}\}|(?<run>#{1,8}|!{1,8}|\?{1,8})",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Place { get; }

    /// <summary>A list's phrases; null where none of them can be resolved.</summary>
    /// <exception cref="InvalidDataException">Phrases lead to themselves.</exception>
    public static PhraseList? Read(
        VocabularyCatalog catalog, string locale, string category, WordList words, int depth)
    {
        if (depth > DepthMax)
        {
            // Where they were cut off would depend on which list was asked for first.
            throw new InvalidDataException($"The phrases of {category} in {locale} lead to themselves.");
        }

        List<(int Word, PhrasePart[]? Parts)> phrases = [];
        for (int i = 0; i < words.Count; i++)
        {
            // Nearly all words are just that.
            if (words[i].IndexOfAny("#{"u8) < 0 && !(HasLetters(category) && words[i].Contains((byte)'?')))
            {
                phrases.Add((i, null));
            }
            else if (Parts(catalog, locale, category, words.TextOf(i), depth) is { } parts)
            {
                phrases.Add((i, parts));
            }
        }

        return phrases.Count == 0 ? null
            : phrases.Count == words.Count ? new PhraseList(words, [.. phrases.Select(phrase => phrase.Parts)])
            : new PhraseList(
                WordList.Of(phrases.Select(phrase => words.TextOf(phrase.Word))),
                [.. phrases.Select(phrase => phrase.Parts)]);
    }

    private static bool HasLetters(string category) => category == "address.postcode";

    private static bool HasDigitsFrom2(string category) => category.EndsWith(".formats", StringComparison.Ordinal);

    // House numbers do not begin with 0.
    private static bool BeginsWith1(string category) =>
        category is "address.building_number" or "address.secondary_address";

    private static PhrasePart[]? Parts(
        VocabularyCatalog catalog, string locale, string category, string phrase, int depth)
    {
        List<PhrasePart> parts = [];
        int end = 0;
        foreach (Match match in Place.Matches(phrase))
        {
            bool isName = match.Groups["name"].Success;
            bool isMeant = isName || match.Value[0] switch
            {
                '?' => HasLetters(category),
                '!' => HasDigitsFrom2(category),
                _ => true,
            };
            if (!isMeant)
            {
                continue;
            }

            AddText(parts, phrase[end..match.Index]);
            end = match.Index + match.Length;
            if (!isName)
            {
                AddCharacters(parts, match.Value, BeginsWith1(category) && !IsAfterDigit(phrase, match.Index));
            }
            else if (Resolve(catalog, locale, category, match.Groups["name"].Value, depth) is { } list)
            {
                parts.Add(new PhrasePart(PhrasePartKind.Phrase, [], List: list));
            }
            else
            {
                return null;
            }
        }

        AddText(parts, phrase[end..]);
        return [.. parts];
    }

    private static bool IsAfterDigit(string phrase, int index) =>
        index > 0 && (phrase[index - 1] == '#' || char.IsAsciiDigit(phrase[index - 1]));

    private static PhraseList? Resolve(
        VocabularyCatalog catalog, string locale, string category, string name, int depth)
    {
        string full = name.Contains('.', StringComparison.Ordinal)
            ? name.ToLowerInvariant() : $"{category.Split('.')[0]}.{name}";
        return catalog.TryFindPhrases(locale, full, depth + 1);
    }

    private static void AddText(List<PhrasePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new PhrasePart(PhrasePartKind.Text, Encoding.UTF8.GetBytes(text)));
        }
    }

    private static void AddCharacters(List<PhrasePart> parts, string run, bool beginsWith1)
    {
        byte[] alphabet = run[0] switch { '#' => Digits, '!' => DigitsFrom2, _ => Letters };
        int first = beginsWith1 ? 1 : 0;
        if (beginsWith1)
        {
            parts.Add(new PhrasePart(PhrasePartKind.Characters, DigitsFrom1, 1));
        }

        if (run.Length > first)
        {
            parts.Add(new PhrasePart(PhrasePartKind.Characters, alphabet, run.Length - first));
        }
    }
}
