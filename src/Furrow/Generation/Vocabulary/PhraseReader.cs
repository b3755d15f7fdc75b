using System.Text;

namespace Furrow.Generation.Vocabulary;

/// <summary>
/// Reads the phrases of a list: <c>#{last_name}</c> and <c>{{verb}}</c> are words of the same set,
/// <c>#{Name.prefix}</c> of another; <c>#</c> is a digit, in telephone numbers <c>!</c> one from 2 on, in postal codes
/// <c>?</c> a letter.
/// </summary>
internal static class PhraseReader
{
    // Phrases that lead to phrases; what is deeper leads to itself.
    private const int DepthMax = 6;


    private static readonly byte[] Digits = "0123456789"u8.ToArray();
    private static readonly byte[] DigitsFrom1 = "123456789"u8.ToArray();
    private static readonly byte[] DigitsFrom2 = "23456789"u8.ToArray();
    private static readonly byte[] Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8.ToArray();

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
        for (int from = 0; PhrasePlace.Find(phrase, from) is { } place;)
        {
            from = place.Start + place.Length;
            if (!IsMeant(place, phrase, category))
            {
                continue;
            }

            AddText(parts, phrase[end..place.Start]);
            end = from;
            if (place.Name is null)
            {
                bool beginsWith1 = BeginsWith1(category) && !IsAfterDigit(phrase, place.Start);
                AddCharacters(parts, phrase[place.Start], place.Length, beginsWith1);
            }
            else if (Resolve(catalog, locale, category, place.Name, depth) is { } list)
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

    private static bool IsMeant(PhrasePlace place, string phrase, string category) =>
        place.Name is not null || phrase[place.Start] switch
        {
            '?' => HasLetters(category),
            '!' => HasDigitsFrom2(category),
            _ => true,
        };

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

    private static void AddCharacters(List<PhrasePart> parts, char sign, int count, bool beginsWith1)
    {
        byte[] alphabet = sign switch { '#' => Digits, '!' => DigitsFrom2, _ => Letters };
        if (beginsWith1)
        {
            parts.Add(new PhrasePart(PhrasePartKind.Characters, DigitsFrom1, 1));
        }

        int others = beginsWith1 ? count - 1 : count;
        if (others > 0)
        {
            parts.Add(new PhrasePart(PhrasePartKind.Characters, alphabet, others));
        }
    }
}
