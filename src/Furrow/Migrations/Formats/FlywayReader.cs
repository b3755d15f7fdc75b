using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>
/// Flyway's convention: <c>V1.2__name.sql</c> applies, <c>U1.2__name.sql</c> takes back, <c>R__name.sql</c> runs after
/// all others whenever it changed; <c>….sql.conf</c> beside a file holds its settings.
/// </summary>
internal sealed partial class FlywayReader : IFormatReader
{
    private const RegexOptions Options =
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    /// <inheritdoc />
    public MigrationFormat Format => MigrationFormat.Flyway;

    /// <inheritdoc />
    public string Expected => "V1__name.sql, U1__name.sql or R__name.sql";

    [GeneratedRegex(@"^R__(?<name>.+)\.sql\z", Options, 1000)]
    private static partial Regex Repeatable { get; }

    [GeneratedRegex(@"^B[0-9]+(?:[._][0-9]+)*(?:__.*)?\.sql\z", Options, 1000)]
    private static partial Regex Baseline { get; }

    /// <summary>Whether a name is one of Flyway's, its settings included.</summary>
    public static bool IsName(string file)
    {
        string script = WithoutConf(file) ?? file;
        return MigrationFileName.ParseFlyway(script) is not null || Repeatable.IsMatch(script)
            || Baseline.IsMatch(script);
    }

    /// <inheritdoc />
    public async Task<MigrationSet> ReadAsync(
        FolderReading reading, ImmutableArray<LookedAt> entries, CancellationToken cancellationToken)
    {
        List<NamedEntry> versioned = [];
        List<NamedEntry> repeatable = [];
        Dictionary<string, FlywaySettings> settings = new(StringComparer.Ordinal);
        foreach (FolderEntry entry in entries.Select(entry => entry.Entry))
        {
            if (WithoutConf(entry.Name) is { } script)
            {
                settings[script] = await FlywaySettings.ReadAsync(reading, entry.Path, cancellationToken);
                CheckScript(reading, entries, entry, script);
            }
            else if (MigrationFileName.ParseFlyway(entry.Name) is { } name)
            {
                versioned.Add(new NamedEntry(entry, name));
            }
            else if (Repeatable.Match(entry.Name) is { Success: true } match)
            {
                repeatable.Add(new NamedEntry(entry, RepeatableName(match.Groups["name"].Value)));
            }
            else
            {
                reading.Problems.Report(
                    entry.Path,
                    "furrow runs no baseline migrations: it applies the versions themselves, or records them with "
                        + "`furrow baseline`.");
            }
        }

        FlywayScripts scripts = new(reading, settings);
        return new MigrationSet(
            Format,
            await scripts.ReadVersionedAsync(versioned, cancellationToken),
            await scripts.ReadRepeatableAsync(repeatable, cancellationToken));
    }

    private static string? WithoutConf(string file) =>
        file.EndsWith(".sql.conf", StringComparison.Ordinal) ? file[..^".conf".Length] : null;

    private static void CheckScript(
        FolderReading reading, ImmutableArray<LookedAt> entries, FolderEntry conf, string script)
    {
        if (!entries.Any(entry => entry.Entry.Name == script))
        {
            reading.Problems.Report(conf.Path, $"settings of {script}, which is not there.");
        }
    }

    private static MigrationFileName RepeatableName(string name)
    {
        string? dialect = MigrationFileName.TakeDialect(ref name);
        return new MigrationFileName(MigrationVersion.Parse("0"), name, MigrationDirection.Up) { Dialect = dialect };
    }
}
