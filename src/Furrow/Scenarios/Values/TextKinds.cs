using System.Collections.Immutable;
using Furrow.Data.Cells;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Vocabulary;

namespace Furrow.Scenarios.Values;

/// <summary>Words, and text by patterns.</summary>
internal static class TextKinds
{
    private const int LengthMax = 10_000_000;

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ValueKind> All =
    [
        new("vocabulary", ["locale"], "words of a category, in any of many languages",
            "{ vocabulary: name.first_name, locale: pt_PT }", Vocabulary),
        new("pattern", [], "text by a pattern: # is a digit, ? a letter, * either, \\ takes the next as it is",
            "{ pattern: 'pi_************************' }",
            map => map.Text() is { } text ? new PatternGenerator(map.Request.Key, text.Value) : null),
        new("hex", [], "hexadecimal digits, so many, or from so many to so many", "{ hex: 40 }",
            map => Token(map, Alphabet.Hex)),
        new("words", ["locale"], "words without meaning, so many, or from so many to so many", "{ words: 3..8 }",
            map => Lorem(map, LoremUnit.Words)),
        new("sentences", ["locale"], "sentences without meaning", "{ sentences: 1..3 }",
            map => Lorem(map, LoremUnit.Sentences)),
        new("paragraphs", ["locale"], "paragraphs without meaning", "{ paragraphs: 2 }",
            map => Lorem(map, LoremUnit.Paragraphs)),
        new("token", ["alphabet"], "characters of an alphabet, a to z and 0 to 9 by default", "{ token: 20..30 }",
            map => AlphabetOf(map) is { } alphabet ? Token(map, alphabet) : null),
        TemplateKind.Template,
    ];

    /// <summary>A length, or two of them, of at most ten million; null after a problem was reported.</summary>
    public static (int Min, int Max)? Length(ValueMap map)
    {
        if (map.Range(map.Value, map.Kind, CellKind.Integer) is not { } range)
        {
            return null;
        }

        if ((long)range.Min < 0 || (long)range.Max > LengthMax)
        {
            map.Scope.Report(map.Value, $"{map.Kind} needs a length from 0 to {LengthMax}");
            return null;
        }

        return ((int)(long)range.Min, (int)(long)range.Max);
    }

    /// <summary>Characters of an alphabet; null after a problem was reported.</summary>
    public static TokenGenerator? Token(ValueMap map, Alphabet alphabet) => Length(map) is { } length
        ? new TokenGenerator(map.Request.Key, alphabet, length.Min, length.Max)
        : null;

    private static LoremGenerator? Lorem(ValueMap map, LoremUnit unit) =>
        Length(map) is { } length && Words(map, "lorem.words") is { } words
            ? new LoremGenerator(map.Request.Key, words, unit, length.Min, length.Max)
            : null;

    private static WordList? Words(ValueMap map, string category)
    {
        try
        {
            return map.Request.Table.Scenario.Vocabulary.Find(
                map.Word("locale") ?? VocabularyCatalog.DefaultLocale, category);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ScenarioInvalid)
        {
            map.Scope.Report(map.Options["locale"], e.Message.TrimEnd('.'), e.Hint);
            return null;
        }
    }

    private static Alphabet? AlphabetOf(ValueMap map)
    {
        if (map.Word("alphabet") is not { } characters)
        {
            return Alphabet.Alphanumeric;
        }

        try
        {
            return Alphabet.Of(characters);
        }
        catch (ArgumentException)
        {
            map.Scope.Report(map.Options["alphabet"], "an alphabet is 1 to 64 characters of ASCII");
            return null;
        }
    }

    private static CellGenerator? Vocabulary(ValueMap map)
    {
        if (map.Text() is not { } category)
        {
            return null;
        }

        try
        {
            return WordGenerator.Of(
                map.Request.Key,
                map.Request.Table.Scenario.Vocabulary,
                map.Word("locale") ?? VocabularyCatalog.DefaultLocale,
                category.Value);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ScenarioInvalid)
        {
            map.Scope.Report(map.Value, e.Message.TrimEnd('.'), e.Hint);
            return null;
        }
    }
}
