using Furrow.Data;

namespace Furrow.Seeds.Content;

/// <summary>Reads the rows of a data seed, whatever it is written in.</summary>
internal static class SeedContent
{
    /// <summary>The tables of a seed in the file's order; what is wrong with the file is noted.</summary>
    /// <exception cref="ArgumentException">The seed is a script.</exception>
    public static IReadOnlyList<SeedTable> Read(SeedFile seed, SeedProblems problems) => seed.Kind switch
    {
        SeedKind.Csv => [CsvSeedReader.Read(seed.Text, seed.Path, problems)],
        SeedKind.Json => Interpret(ReadJson(seed.Text, problems), problems),
        SeedKind.Yaml => Interpret(YamlSeedReader.Read(seed.Text, problems), problems),
        _ => throw new ArgumentException($"{seed.Name} is no data seed.", nameof(seed)),
    };

    private static IReadOnlyList<SeedTable> Interpret(SeedValue? root, SeedProblems problems)
    {
        if (root is not null)
        {
            return new SeedDocument(problems).Read(root);
        }

        if (problems.Count == 0)
        {
            problems.Add(new TextPlace(1, 1), "the file is empty", "Write tables: [ { table: …, rows: [ … ] } ].");
        }

        return [];
    }

    private static SeedValue? ReadJson(string text, SeedProblems problems)
    {
        try
        {
            return JsonSeedValues.Parse(text.TrimStart('\uFEFF'), new TextPlace(1, 1));
        }
        catch (JsonTextException e)
        {
            problems.Add(e.Place, e.Message.TrimEnd('.'));
            return null;
        }
    }
}
