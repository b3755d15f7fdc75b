using System.Collections.Immutable;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Generators;
using Furrow.Generation.Programs;
using Furrow.Generation.Unique;
using Furrow.Generation.Vocabulary;
using Furrow.Scenarios.Planning;

namespace Furrow.Scenarios.Values;

/// <summary>
/// Binds a unique template: the words in it are drawn together, so the columns they come from are filled by it too.
/// </summary>
internal sealed class UniqueTemplateBinder(ValueMap map, ImmutableArray<TemplatePiece> pieces, TextFold fold)
{
    private TableBinder Table => map.Request.Table;

    /// <summary>The names whose words a value draws, where it is a unique template; none otherwise.</summary>
    public static IEnumerable<string> NamesDrawnBy(ConfigNode value)
    {
        if (value is not ConfigMap { Entries: var entries }
            || entries.FirstOrDefault(entry => entry.Key == "unique")?.Value is not ConfigScalar { Text: { } unique }
            || !ParameterText.TryRead(Furrow.Data.Cells.CellKind.Boolean, unique, out string? isUnique)
            || isUnique != "true"
            || entries.FirstOrDefault(entry => entry.Key == "template")?.Value is not ConfigScalar { Text: { } text })
        {
            return [];
        }

        return (TemplateText.Read(text) ?? []).Select(piece => piece.Name).OfType<string>()
            .Where(name => name != "row");
    }

    /// <summary>The text; null after a problem was reported.</summary>
    public CellGenerator? Bind()
    {
        List<UniquePart> parts = [];
        List<(string Name, int Place)> words = [];
        foreach (TemplatePiece piece in pieces)
        {
            UniquePart? part = piece switch
            {
                { Text: { } text } => UniquePart.OfText(text),
                { DigitCount: > 0 } => UniquePart.OfDigits(piece.DigitCount),
                { Name: "row" } => UniquePart.OfRow(),
                _ => Words(piece.Name!) is { } list ? UniquePart.OfWords(list, fold) : null,
            };
            if (part is null)
            {
                return null;
            }

            if (piece.Name is { } name && name != "row")
            {
                words.Add((name, parts.Count));
            }

            parts.Add(part);
        }

        return Make(parts) is { } template ? Fill(template, words) : null;
    }

    private UniqueTemplate? Make(List<UniquePart> parts)
    {
        UniqueTemplate template;
        try
        {
            template = new UniqueTemplate(map.Request.Key, parts);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.GenerateCapacity)
        {
            map.Scope.Report(map.Value, e.Message.TrimEnd('.'), e.Hint);
            return null;
        }

        if (map.Request.Column?.Type.LengthMax is { } lengthMax && template.CharacterCountMax > lengthMax)
        {
            map.Scope.Report(
                map.Value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the template makes up to {template.CharacterCountMax} characters, and {map.Request.Name} holds "
                        + $"{lengthMax}"));
            return null;
        }

        return template;
    }

    private DependentCells Fill(UniqueTemplate template, List<(string Name, int Place)> words)
    {
        int combination = Table.Program.Add($"{map.Request.Name} combination", template.Combination());
        foreach ((string name, int place) in words)
        {
            Table.AddSlot(name, template.Value(place, combination));
        }

        return new DependentCells(
            template.Text(combination), [new Dependency.Work(new TemplateCapacity(Table, map.Request.Name, template))]);
    }

    private WordList? Words(string name)
    {
        if (Table.HasSlot(name) || pieces.Count(piece => piece.Name == name) > 1)
        {
            map.Scope.Report(
                map.Value, $"'{name}' is drawn by a unique template already", "each value can be in one of them, once");
            return null;
        }

        WordList? words = Table.EntryOf(name)?.Value is ConfigMap value ? Words(value) : null;
        if (words is null)
        {
            map.Scope.Report(
                map.Value, $"a unique template cannot draw '{name}'",
                "it needs `{ vocabulary: … }` with plain words or `{ choose: [a, b] }` there; or use {row} or {####}");
        }

        return words;
    }

    private WordList? Words(ConfigMap value)
    {
        switch (value.Entries)
        {
            case [{ Key: "choose", Value: ConfigList { Items: { Length: > 0 } items } }]:
                string?[] texts = [.. items.Select(item => (item as ConfigScalar)?.Text)];
                return texts.Any(text => text is null || text.Contains("${", StringComparison.Ordinal))
                    ? null : WordList.Of([.. texts.OfType<string>()]);
            case [{ Key: "vocabulary", Value: ConfigScalar { Text: { } category } }]:
                return Find(VocabularyCatalog.DefaultLocale, category);
            case [{ Key: "vocabulary", Value: ConfigScalar { Text: { } category } },
                { Key: "locale", Value: ConfigScalar { Text: { } locale } }]:
                return Find(locale, category);
            default:
                return null;
        }
    }

    private WordList? Find(string locale, string category)
    {
        try
        {
            return Table.Scenario.Vocabulary.FindPhrases(locale, category).Plain;
        }
        catch (FurrowException e) when (e.Code == ErrorCode.ScenarioInvalid)
        {
            map.Scope.Report(map.Value, e.Message.TrimEnd('.'), e.Hint);
            return null;
        }
    }
}
