using Furrow.Seeds.Content;
using Furrow.Sensitive.Secrets;
using Furrow.Sql;

namespace Furrow.Seeds.Secrets;

/// <summary>
/// Looks for secrets in a seed: by their form anywhere in the text, comments included, and by name where a column, key
/// or variable says what is held. Reads text only, never the database; takes time in proportion to the text.
/// </summary>
public static class SecretScan
{
    /// <summary>What a seed and its upgrades hold, file by file, by place; never the secret itself.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="dialect">How its SQL is written.</param>
    public static IReadOnlyList<SecretFinding> Find(SeedFile seed, SqlDialect dialect)
    {
        SecretSink sink = new(seed.DisplayPath);
        LookForShapes(seed.Text, sink);
        switch (seed.Kind)
        {
            case SeedKind.Csv or SeedKind.Json or SeedKind.Yaml:
                // What is wrong with the file is somebody else's to say.
                new SecretRows(sink).Look(SeedContent.Read(seed, new SeedProblems(seed.DisplayPath)));
                break;
            case SeedKind.Sql:
                new SqlSecrets(seed.Text, dialect, sink).Look();
                break;
            default:
                new CodeSecrets(seed.Text, sink).Look();
                break;
        }

        return
        [
            .. sink.Found,
            .. seed.Upgrades.SelectMany(upgrade => FindInScript(upgrade.Text, upgrade.DisplayPath, dialect)),
        ];
    }

    /// <summary>What a script holds, by place.</summary>
    public static IReadOnlyList<SecretFinding> FindInScript(string text, string displayPath, SqlDialect dialect)
    {
        SecretSink sink = new(displayPath);
        LookForShapes(text, sink);
        new SqlSecrets(text, dialect, sink).Look();
        return sink.Found;
    }

    private static void LookForShapes(string text, SecretSink sink)
    {
        LineStarts lines = new(text);
        foreach (SecretShape shape in SecretShapes.Find(text))
        {
            sink.Shape(shape, lines.PlaceOf(shape.Offset));
        }
    }
}
