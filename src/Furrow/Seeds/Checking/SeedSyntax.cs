using Furrow.Errors;
using Furrow.Seeds.Content;
using Furrow.Sql;

namespace Furrow.Seeds.Checking;

/// <summary>What a seed's text alone shows to be wrong, without any database.</summary>
internal static class SeedSyntax
{
    /// <summary>Checks a seed and its upgrades; true when nothing was found.</summary>
    public static bool Check(SeedFile seed, SqlDialect dialect, SeedFindings findings)
    {
        int before = findings.Count;
        if (seed.Kind == SeedKind.Sql)
        {
            CheckScript(seed, seed.Text, seed.DisplayPath, dialect, findings);
        }
        else if (seed.IsData())
        {
            SeedProblems problems = new(seed.DisplayPath);
            _ = SeedContent.Read(seed, problems);
            findings.Add(problems, seed);
        }

        foreach (SeedUpgrade upgrade in seed.Upgrades)
        {
            CheckScript(seed, upgrade.Text, upgrade.DisplayPath, dialect, findings);
            if (upgrade.From >= SeedVersion.Parse(seed.Version))
            {
                findings.Add(new SeedFinding(
                    SeedFindingKind.Invalid,
                    seed.Name,
                    $"This upgrades from a version that is not below the seed's own, {seed.Version}: it never runs.")
                {
                    File = upgrade.DisplayPath,
                    Hint = "Raise the seed's version, or rename or remove this file.",
                });
            }
        }

        return findings.Count == before;
    }

    /// <summary>Whether a seed is rows, not code.</summary>
    public static bool IsData(this SeedFile seed) => seed.Kind is SeedKind.Csv or SeedKind.Json or SeedKind.Yaml;

    private static void CheckScript(
        SeedFile seed, string text, string displayPath, SqlDialect dialect, SeedFindings findings)
    {
        try
        {
            _ = SeedScript.Prepare(text, displayPath, dialect);
        }
        catch (FurrowException e)
        {
            findings.Add(e, seed.Name);
        }
    }
}
