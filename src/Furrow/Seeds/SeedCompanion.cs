using System.Text.RegularExpressions;

namespace Furrow.Seeds;

/// <summary>A file that belongs to a seed: <c>NAME.down.sql</c>, <c>NAME.from-1.0.0.sql</c>.</summary>
/// <param name="Seed">The seed's file name without extension.</param>
/// <param name="From">The version that it upgrades from; null for the way back.</param>
internal sealed partial record SeedCompanion(string Seed, SeedVersion? From)
{
    private const string Pattern = @"^(?<seed>.+)\.(?:down|from-(?<version>[0-9]+(?:\.[0-9]+)*))\.sql$";

    [GeneratedRegex(
        Pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Name { get; }

    /// <summary>Reads a file's name; null when it is that of a seed or of something else.</summary>
    public static SeedCompanion? Parse(string file)
    {
        // Nearly every file is a seed: only one with a second dot can be a companion, and only then is it looked at.
        if (file.IndexOf('.', StringComparison.Ordinal) == file.LastIndexOf('.'))
        {
            return null;
        }

        Match match = Name.Match(file);
        if (!match.Success)
        {
            return null;
        }

        Group version = match.Groups["version"];
        if (!version.Success)
        {
            return new SeedCompanion(match.Groups["seed"].Value, From: null);
        }

        return SeedVersion.TryParse(version.Value, out SeedVersion? from)
            ? new SeedCompanion(match.Groups["seed"].Value, from)
            : null;
    }
}
