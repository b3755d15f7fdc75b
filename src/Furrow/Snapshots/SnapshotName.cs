using System.Globalization;
using System.Text.RegularExpressions;

namespace Furrow.Snapshots;

/// <summary>
/// What a snapshot is called: <c>development-seeded-v1a2b3c4-20260131-081500</c>, without an ending.
/// </summary>
/// <param name="Environment">The environment that it was taken from.</param>
/// <param name="Version">The project's short git commit, else the first digits of the recipe.</param>
/// <param name="At">When it was taken, UTC, to the second.</param>
public sealed partial record SnapshotName(string Environment, string Version, DateTimeOffset At)
{
    /// <summary>How many digits of a commit or a recipe become the version.</summary>
    public const int VersionDigits = 7;

    private const string TimeFormat = "yyyyMMdd-HHmmss";

    [GeneratedRegex(
        @"^(?<environment>.+)-seeded-v(?<version>[0-9a-f]+)-(?<at>[0-9]{8}-[0-9]{6})$", RegexOptions.NonBacktracking)]
    private static partial Regex Shape { get; }

    /// <summary>The name of what always leads to an environment's latest snapshot.</summary>
    public static string Latest(string environment) => $"{environment}-seeded-latest";

    /// <summary>Reads a name; null for anything else.</summary>
    public static SnapshotName? TryParse(string text)
    {
        Match match = Shape.Match(text);
        bool isTime = DateTimeOffset.TryParseExact(
            match.Groups["at"].Value,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset at);
        return match.Success && isTime
            ? new SnapshotName(match.Groups["environment"].Value, match.Groups["version"].Value, at)
            : null;
    }

    /// <summary>The name as text.</summary>
    public override string ToString() =>
        $"{Environment}-seeded-v{Version}-{At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}";
}
