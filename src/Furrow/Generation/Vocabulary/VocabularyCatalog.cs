using System.Collections.Concurrent;
using System.Reflection;
using Furrow.Errors;

namespace Furrow.Generation.Vocabulary;

/// <summary>
/// The words of all locales, by category: <c>name.first_name</c>, <c>address.city</c>, <c>lorem.words</c>. They are
/// Bogus's (MIT), which has them from faker.js, read from the resources of its assembly without running any of its
/// code. A locale is read when it is first asked for; safe for use by several threads.
/// </summary>
public sealed class VocabularyCatalog
{
    /// <summary>The locale that has every category, and that others fall back to.</summary>
    public const string DefaultLocale = "en";

    private const string ResourcePrefix = "Bogus.data.";
    private const string ResourceSuffix = ".locale.bson";
    private const int NameCountMax = 5;

    private readonly Assembly _source;
    private readonly ConcurrentDictionary<string, LocaleData> _data = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, WordList> _lists = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PhraseList> _phrases = new(StringComparer.Ordinal);

    private VocabularyCatalog(Assembly source)
    {
        _source = source;
        Locales =
        [
            .. source.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)
                    && name.EndsWith(ResourceSuffix, StringComparison.Ordinal))
                .Select(name => name[ResourcePrefix.Length..^ResourceSuffix.Length])
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>All locales: <c>de</c>, <c>de_AT</c>, <c>en</c>, …, in the order of their letters.</summary>
    public IReadOnlyList<string> Locales { get; }

    /// <summary>The version of the words: other words are another result.</summary>
    public string Version => _source.GetName().Version?.ToString(3) ?? "";

    /// <summary>Opens the catalog.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.Internal"/>: Bogus.dll does not lie beside
    /// furrow.</exception>
    public static VocabularyCatalog Open()
    {
        try
        {
            return new VocabularyCatalog(Assembly.Load("Bogus"));
        }
        catch (IOException cause)
        {
            throw new FurrowException(ErrorCode.Internal, "The vocabulary, Bogus.dll, cannot be read.", cause)
            {
                Hint = "It belongs beside Furrow.dll; install furrow again.",
            };
        }
    }

    /// <summary>
    /// The locale that a name stands for: itself, however it is spelt (<c>de-at</c>), or else its language
    /// (<c>de_DE</c> is <c>de</c>).
    /// </summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.ScenarioInvalid"/>: there is none.</exception>
    public string LocaleOf(string name)
    {
        string wanted = name.Replace('-', '_');
        return Match(wanted) ?? Match(wanted.Split('_')[0]) ?? throw new FurrowException(
            ErrorCode.ScenarioInvalid, $"There is no vocabulary for the locale '{name}'.")
        {
            Hint = NearestName.Find(wanted, Locales) is { } near
                ? $"Did you mean '{near}'?" : $"Known locales: {string.Join(", ", Locales)}.",
        };
    }

    /// <summary>
    /// The categories that a locale has, its own and those of <c>en</c>, in the order of their letters.
    /// </summary>
    public IReadOnlyList<string> Categories(string locale = DefaultLocale)
    {
        IEnumerable<string> own = Data(LocaleOf(locale)).Categories();
        return
        [
            .. own.Concat(Data(DefaultLocale).Categories()).Concat(GenderedNames.All)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The words of a category, as they stand in the data: some are phrases with placeholders, <c>#{last_name}</c> and
    /// <c>###</c>, which generated values fill in. A locale without the category has the words of <c>en</c>.
    /// </summary>
    /// <param name="locale">A locale, as <see cref="LocaleOf"/> takes it.</param>
    /// <param name="category">A category, in lower case.</param>
    /// <exception cref="FurrowException"><see cref="ErrorCode.ScenarioInvalid"/>: no such locale or
    /// category.</exception>
    public WordList Find(string locale, string category) =>
        TryFind(LocaleOf(locale), category) ?? throw Missing(locale, category);

    /// <summary>The words of a category with their placeholders resolved.</summary>
    internal PhraseList FindPhrases(string locale, string category) =>
        TryFindPhrases(LocaleOf(locale), category, 0) ?? throw Missing(locale, category);

    /// <summary>The words of a category without placeholders, where they have to be known one by one.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.ScenarioInvalid"/>: no such locale or category, or it has
    /// phrases with placeholders.</exception>
    internal WordList FindPlain(string locale, string category) =>
        FindPhrases(locale, category).Plain ?? throw new FurrowException(
            ErrorCode.ScenarioInvalid,
            $"The words of '{category}' in {LocaleOf(locale)} have places that are filled at random.")
        {
            Hint = "Take a category of single words here, such as 'name.last_name'.",
        };

    /// <summary>
    /// As <see cref="FindPhrases"/>, for a locale of the catalog; null where nothing can be resolved.
    /// </summary>
    internal PhraseList? TryFindPhrases(string locale, string category, int depth)
    {
        string name = NameOf(locale, category);
        if (_phrases.TryGetValue(name, out PhraseList? known))
        {
            return known;
        }

        if (TryFind(locale, category) is not { } words)
        {
            return null;
        }

        PhraseList? phrases = PhraseReader.Read(this, locale, category, words, depth)
            ?? (locale == DefaultLocale ? null : TryFindPhrases(DefaultLocale, category, depth));
        return phrases is null ? null : _phrases.GetOrAdd(name, phrases);
    }

    private WordList? TryFind(string locale, string category)
    {
        string name = NameOf(locale, category);
        if (_lists.TryGetValue(name, out WordList? known))
        {
            return known;
        }

        WordList? words = FindOwn(locale, category)
            ?? (locale == DefaultLocale ? null : FindOwn(DefaultLocale, category));
        return words is null ? null : _lists.GetOrAdd(name, words);
    }

    private WordList? FindOwn(string locale, string category)
    {
        LocaleData data = Data(locale);
        return data.Find(category) ?? GenderedNames.Find(data, category);
    }

    // One text rather than a pair: dictionaries by text are compiled already when furrow starts.
    private static string NameOf(string locale, string category) => $"{locale}/{category}";

    private string? Match(string name) =>
        Locales.FirstOrDefault(locale => string.Equals(locale, name, StringComparison.OrdinalIgnoreCase));

    private LocaleData Data(string locale) => _data.GetOrAdd(locale, Load, _source);

    private static LocaleData Load(string locale, Assembly source)
    {
        using Stream stream = source.GetManifestResourceStream(ResourcePrefix + locale + ResourceSuffix)
            ?? throw new InvalidOperationException($"the locale {locale} has no data");
        byte[] data = new byte[stream.Length];
        stream.ReadExactly(data);
        return new LocaleData(data);
    }

    private FurrowException Missing(string locale, string category)
    {
        IReadOnlyList<string> known = Categories(locale);
        string last = category.Split('.')[^1];
        string[] near =
        [
            .. new[] { NearestName.Find(category, known) }.OfType<string>()
                .Concat(known.Where(name => name.Split('.').Contains(last, StringComparer.Ordinal)))
                .Concat(known.Where(name => name.StartsWith(category + ".", StringComparison.Ordinal)))
                .Distinct(StringComparer.Ordinal).Take(NameCountMax),
        ];
        return new FurrowException(ErrorCode.ScenarioInvalid, $"There is no vocabulary '{category}'.")
        {
            Hint = near.Length > 0
                ? $"Did you mean {string.Join(" or ", near.Select(name => $"'{name}'"))}?"
                : $"Categories: {string.Join(", ", known)}.",
        };
    }
}
